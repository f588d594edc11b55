"""Actions for messages that are not a topic for sure, and for alarms."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.answers import offer
from bot.actions.context import Said, buttons, correct, said, say
from bot.clock import today
from bot.knowledge.alarms import ALARMS, alarm_message
from bot.knowledge.answers import Button, answer, label, person_button
from bot.knowledge.topics import topics

_MISSES_UNTIL_PERSON = 2
_OFFERED = 3
_WORTH_OFFERING = 0.01
_EXPLOITATION = "safety_exploitation"


class Clarify(Action):
    """Asks what is meant; after the second miss in a row, offers a person."""

    def name(self) -> str:
        """See domain.yml."""
        return "action_clarify"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Counts the miss; figures that correct the last calculation are none."""
        now = said(tracker)
        corrected = correct(dispatcher, tracker, now)
        if corrected:
            return corrected
        misses = (tracker.get_slot("misses") or 0) + 1
        if misses >= _MISSES_UNTIL_PERSON:
            dispatcher.utter_message(response="utter_still_unsure", buttons=buttons((person_button(now.language),)))
        else:
            _ask(dispatcher, now)
        return [SlotSet("misses", misses)]


def _ask(dispatcher: CollectingDispatcher, now: Said) -> None:
    if now.intent in ("vague", "out_of_scope"):
        dispatcher.utter_message(response=f"utter_{now.intent}")
    else:
        offer(dispatcher, "utter_clarify", now.likely(_OFFERED), now.language)


class Deny(Action):
    """ "No, not that": offers what else the last message in own words may have been about."""

    def name(self) -> str:
        """See domain.yml."""
        return "action_deny"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Figures correct the last calculation; without a message before, asks what it is about."""
        now = said(tracker)
        corrected = correct(dispatcher, tracker, now)
        if corrected:
            return corrected
        others = _other_topics(tracker)
        if others:
            offer(dispatcher, "utter_not_that", others, now.language)
        else:
            dispatcher.utter_message(response="utter_vague")
        return []


def _other_topics(tracker: Tracker) -> list[str]:
    answered = tracker.get_slot("topic")
    for event in reversed(tracker.events):
        if event.get("event") == "user" and event["parse_data"]["intent"].get("name") == answered:
            ranking = event["parse_data"].get("intent_ranking") or []
            return [row["name"] for row in ranking if row["name"] in topics() and row["name"] != answered
                    and row["confidence"] >= _WORTH_OFFERING][:_OFFERED]
    return []


class Alarm(Action):
    """Danger or distress: a number and a person, and little else."""

    def name(self) -> str:
        """See domain.yml."""
        return "action_alarm"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """The kind of alarm is the intent.

        Who is exploited, or whose passport was taken, often fears the police most, and is told who else helps.
        """
        now = said(tracker)
        say_alarm(dispatcher, now)
        if now.intent == "danger" and now.likely(1) == [_EXPLOITATION]:
            say(dispatcher, answer(_EXPLOITATION, now.language, today()))
        return [SlotSet("misses", 0)]


def say_alarm(dispatcher: CollectingDispatcher, now: Said) -> None:
    """Say the number to call; in danger, a topic that the message is also about is one button further."""
    say(dispatcher, alarm_message(now.intent, now.language, _topic(now) if now.intent == "danger" else ()))


def _topic(now: Said) -> tuple[Button, ...]:
    return tuple(Button(label(name, now.language), f"/{name}") for name in now.second())


def is_alarm(intent: str) -> bool:
    """Whether an intent is an alarm."""
    return intent in ALARMS

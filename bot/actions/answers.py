"""Actions that answer topics."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.context import Said, buttons, correct, heard, said, say
from bot.clock import today
from bot.knowledge.answers import Button, answer, label, more, person_button
from bot.knowledge.calculators.dialog import begun
from bot.knowledge.calculators.questions import started_by
from bot.knowledge.topics import topics


def answer_topic(dispatcher: CollectingDispatcher, now: Said) -> list[dict[str, Any]]:
    """Answer the topic of the latest message; another topic in it becomes the first button."""
    say(dispatcher, answer(now.intent, now.language, today(), first=now.second()))
    return [SlotSet("topic", now.intent), SlotSet("misses", 0)]


class Answer(Action):
    """Answers a topic."""

    def name(self) -> str:
        """See domain.yml."""
        return "action_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Says the topic's text; figures start the calculator, whose result stands for the text where nothing is missing."""
        now = said(tracker)
        corrected = correct(dispatcher, tracker, now)
        if corrected:
            return corrected
        kind = None if now.pressed else started_by(now.intent, {kind for kind, _ in now.facts})
        if kind is None:
            return answer_topic(dispatcher, now)
        complete = begun(kind, heard(now), today())["step"] == "done"
        answered = [] if complete else answer_topic(dispatcher, now)
        return [*answered, FollowupAction("calculator_form")]


class More(Action):
    """Says what else there is on a topic."""

    def name(self) -> str:
        """See domain.yml."""
        return "action_more"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """The topic comes with the button."""
        say_more(dispatcher, tracker)
        return []


def say_more(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """Say what else there is on the topic of a button."""
    now = said(tracker)
    topic = now.entities.get("topic")
    if topic in topics():
        say(dispatcher, more(topic, now.language, today()))
    else:
        dispatcher.utter_message(response="utter_stale_button")


class Group(Action):
    """Shows the topics of a group as buttons."""

    def name(self) -> str:
        """See domain.yml."""
        return "action_group"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """The group comes with the button."""
        offer_group(dispatcher, tracker)
        return []


def offer_group(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """Ask which topic of the group of a button is meant."""
    now = said(tracker)
    names = [name for name, topic in topics().items() if topic.group == now.entities.get("group")]
    offer(dispatcher, "utter_group", names, now.language)


def offer(dispatcher: CollectingDispatcher, word: str, names: list[str], language: str) -> None:
    """Ask which of these topics is meant; "none of these" leads to a person."""
    choices = tuple(Button(label(name, language), f"/{name}") for name in names)
    dispatcher.utter_message(response=word, buttons=buttons((*choices, person_button(language, "none_of_these"))))

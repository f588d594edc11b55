"""The first screen, and what a link from a flyer or a notice adds to it."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.context import messages, said, say
from bot.actions.picker import picker
from bot.actions.places import linked
from bot.clock import today
from bot.knowledge.answers import Message, answer
from bot.knowledge.centres.cards import card, map_button
from bot.knowledge.centres.directory import centres
from bot.knowledge.linked import known_parts
from bot.knowledge.utterances import utterance


class Welcome(Action):
    """Says what this is, before anything else."""

    def name(self) -> str:
        """See domain.yml."""
        return "action_welcome"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """In the telephone's language with the choice of languages, until one is chosen."""
        return welcome(dispatcher, tracker)


def welcome(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[dict[str, Any]]:
    """Say what this is, and what the link names by which the talk was started; what a link names wrongly is left out."""
    link = _link(tracker)
    place = linked(link)
    kept = [SlotSet("place", place)] if place else []
    if not tracker.get_slot("language"):
        say(dispatcher, _first_screen(said(tracker).language, tracker.get_slot("phone") or ""))
        return kept
    dispatcher.utter_message(response="utter_welcome")
    return [*kept, *_say_linked(dispatcher, link, said(tracker).language)]


def _link(tracker: Tracker) -> dict[str, str]:
    """What the latest start of the talk named."""
    starts = [event["parse_data"] for event in messages(tracker) if event["parse_data"]["intent"].get("name") == "start"]
    given = starts[-1].get("entities") or [] if starts else []
    return known_parts({entity["entity"]: entity["value"] for entity in given})


def _first_screen(language: str, phone: str) -> Message:
    what = utterance("utter_welcome", language).text
    return picker(f"{what}\n\n{utterance('utter_choose_language', language).text}", language, first=phone)


def _say_linked(dispatcher: CollectingDispatcher, link: dict[str, str], language: str) -> list[dict[str, Any]]:
    if "topic" in link:
        say(dispatcher, answer(link["topic"], language, today()))
    if "centre" in link:
        centre = centres()[link["centre"]]
        say(dispatcher, Message(card(centre, language), map_button(centre, language)))
    return [SlotSet("topic", link["topic"])] if "topic" in link else []

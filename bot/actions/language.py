"""Which language the talk is in: what the person chose, until they clearly write in another one."""

from typing import Any, Optional

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.context import messages, said, say
from bot.actions.pauses import drop_left_over
from bot.actions.picker import picker
from bot.actions.welcome import welcome
from bot.knowledge.answers import Button, Message
from bot.knowledge.centres.places import find_place
from bot.knowledge.utterances import utterance
from bot.languages import known, languages
from bot.nlu.other_languages import other_languages

_LONGEST_PLACE = 4
"""Words of a message that may be the name of a place and nothing else."""
_BEFORE_ANYTHING = ("start", "change_language")


class FollowLanguage(Action):
    """Runs at each message, before anything is answered."""

    def name(self) -> str:
        """Rasa's hook for slots that are filled by code."""
        return "action_validate_slot_mappings"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Sets `language`; says how to go back where the message changed it. Drops what is left of a form after a long time."""
        follow = _started if said(tracker).intent == "start" else _followed
        return [*follow(dispatcher, tracker), *drop_left_over(dispatcher, tracker)]


def _started(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[dict[str, Any]]:
    """A talk keeps its language when it is started again, by a link too."""
    given = said(tracker).entities
    language = tracker.get_slot("language") or known(given.get("language"))
    return [SlotSet("language", language), SlotSet("phone", known(given.get("phone")))]


def _followed(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[dict[str, Any]]:
    before, chosen = tracker.get_slot("language"), known(said(tracker).entities.get("language"))
    after = chosen or ("" if _is_answer(tracker) else _written(tracker.latest_message, before)) or before
    if before and not chosen and after != before:
        say(dispatcher, _switched(before, after))
    return [SlotSet("language", after)] if after != before else []


def _written(latest: dict[str, Any], before: Optional[str]) -> str:
    """The language in which a message is clearly written; it is none but that of the talk where that has all of its words too.

    "e mora me 12.11" is Albanian as well as Serbian. The name of a place is in no language ("Frankfurt am Main").
    """
    found = latest.get("language") or "" if latest.get("language_is_clear") else ""
    if not before or found == before:
        return found
    return "" if before in latest.get("known_in", []) or _is_place(latest["text"]) else found


def _is_answer(tracker: Tracker) -> bool:
    """Whether a message is as short as the answers to a form's questions: an unknown town tells no language."""
    return bool(tracker.active_loop.get("name")) and len(tracker.latest_message["text"].split()) <= _LONGEST_PLACE


def _is_place(text: str) -> bool:
    return len(text.split()) <= _LONGEST_PLACE and bool(find_place(text))


def _switched(before: str, after: str) -> Message:
    back = Button(f"↩ {languages()[before].name}", f'/change_language{{"language":"{before}"}}')
    return Message(utterance("utter_language_back", after).text, (back,))


class ForeignLanguage(Action):
    """The person writes in a language that the assistant does not speak."""

    def name(self) -> str:
        """See domain.yml."""
        return "action_foreign_language"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Says so in that language, and shows the languages to choose from."""
        other = other_languages().get(tracker.latest_message.get("other_language") or "")
        if other:
            say(dispatcher, picker(other.line, said(tracker).language))
        else:
            say(dispatcher, picker(utterance("utter_unknown_language", said(tracker).language).text, said(tracker).language))
        return []


class ChangeLanguage(Action):
    """Changes the language, or shows the languages to choose from."""

    def name(self) -> str:
        """See domain.yml."""
        return "action_change_language"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """The language itself was set by `FollowLanguage`; right after the start, the choice is answered by the welcome."""
        if not said(tracker).entities.get("language"):
            say_languages(dispatcher, tracker)
            return []
        if all(event["parse_data"]["intent"].get("name") in _BEFORE_ANYTHING for event in messages(tracker)):
            return welcome(dispatcher, tracker)
        dispatcher.utter_message(response="utter_language_changed")
        return []


def say_languages(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """Show the languages to choose from."""
    language = said(tracker).language
    say(dispatcher, picker(utterance("utter_choose_language", language).text, language))

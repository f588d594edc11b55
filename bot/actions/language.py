"""Which language the talk is in: what the person chose, until they clearly write in another one."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.context import said, say
from bot.knowledge.answers import Button, Message
from bot.knowledge.phrases import phrase
from bot.knowledge.utterances import utterance
from bot.languages import SOURCE, STARTED, known, languages
from bot.nlu.other_languages import other_languages


class FollowLanguage(Action):
    """Runs at each message, before anything is answered."""

    def name(self) -> str:
        """Rasa's hook for slots that are filled by code."""
        return "action_validate_slot_mappings"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Sets `language`; says how to go back where the message changed it."""
        before = tracker.get_slot("language")
        chosen = known(said(tracker).entities.get("language"))
        after = chosen or _written(tracker.latest_message) or before or SOURCE
        if before and not chosen and after != before:
            say(dispatcher, _switched(before, after))
        return [SlotSet("language", after)] if after != before else []


def _written(latest: dict[str, Any]) -> str:
    return latest.get("language") or "" if latest.get("language_is_clear") else ""


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
        """The language itself was set by `FollowLanguage`."""
        now = said(tracker)
        if now.entities.get("language"):
            dispatcher.utter_message(response="utter_language_changed")
        else:
            say(dispatcher, picker(utterance("utter_choose_language", now.language).text, now.language))
        return []


def picker(question: str, language: str) -> Message:
    """The languages by their own names; those whose texts are not all translated are named openly."""
    started = ", ".join(row.name for row in languages().values() if row.review == STARTED)
    text = f"{question}\n\n{phrase('partly_translated', language, languages=started)}" if started else question
    return Message(text, tuple(Button(row.name, f'/change_language{{"language":"{code}"}}') for code, row in languages().items()))

"""Which language the talk is in: what the person chose, until they clearly write in another one."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.context import buttons, said, say
from bot.knowledge.answers import Button, Message
from bot.knowledge.utterances import utterance
from bot.languages import SOURCE, known, languages
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
            dispatcher.utter_message(text=other.line, buttons=language_buttons())
        else:
            dispatcher.utter_message(response="utter_unknown_language", buttons=language_buttons())
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
            dispatcher.utter_message(response="utter_choose_language", buttons=language_buttons())
        return []


def language_buttons() -> list[dict[str, str]]:
    """The languages by their own names."""
    return buttons(tuple(Button(language.name, f'/change_language{{"language":"{code}"}}')
                         for code, language in languages().items()))

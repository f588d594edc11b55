"""Rasa's text generator on the project's catalogues: every short text of the domain in the person's language."""

from typing import Any, Optional

from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.trackers import DialogueStateTracker

from bot.knowledge.utterances import utterance
from bot.languages import SOURCE, spoken


class CatalogueTexts(NaturalLanguageGenerator):
    """Says `utter_…` in the language of the talk."""

    async def generate(self, utter_action: str, tracker: DialogueStateTracker, output_channel: str,
                       **kwargs: Any) -> Optional[dict[str, Any]]:
        """The text and its buttons, placeholders filled from `kwargs`; with the German text, unless an action has brought it."""
        language = spoken(tracker.current_slot_values())
        message = utterance(utter_action, language, **kwargs)
        known = language == SOURCE or "german" in kwargs
        german = {} if known else {"german": utterance(utter_action, SOURCE, **kwargs).text}
        return {**german, "text": message.text,
                "buttons": [{"title": button.title, "payload": button.payload} for button in message.buttons]}

"""Words, by spaCy's tokenizer of the message's language (blank pipelines: rules only, nothing to download)."""

from functools import cache
from typing import Any

import spacy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message
from spacy.language import Language

from bot.languages import SOURCE, languages
from bot.nlu.cleaning import visible
from bot.nlu.importer import LANGUAGE


@cache
def pipeline(language: str) -> Language:
    """The blank spaCy pipeline of a language of the register."""
    return spacy.blank(languages()[language].spacy)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class SpacyTokens(Tokenizer):
    """Cuts each message into words."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The keys that Rasa's base class asks for."""
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_", "token_pattern": None}

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """The words of a message with their positions."""
        text = message.get(attribute)
        words = pipeline(message.get(LANGUAGE) or SOURCE).make_doc(visible(text))
        return [Token(word.text, word.idx) for word in words if not word.is_space] or [Token(" ", 0)]

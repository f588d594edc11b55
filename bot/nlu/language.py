"""Which language a message is written in: naive Bayes over character n-grams of this project's own examples.

Trained on the same messages as the topics, it knows that German work words stand inside every language: "Kündigung" inside
English examples is evidence for neither.
"""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from anyascii import anyascii
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.naive_bayes import MultinomialNB

from bot.nlu.cleaning import visible
from bot.nlu.component import TrainedComponent
from bot.nlu.importer import LANGUAGE
from bot.nlu.other_languages import other_language

LIKELY = "likely_languages"
"""The message attribute with the languages that it may be in."""
OTHER = "other_language"
"""The message attribute with the code of a language that is recognised but not spoken; None for all others."""
CLEAR = "language_is_clear"
"""The message attribute that tells whether the message may change the language of the talk."""
KNOWN_IN = "known_in"
"""The message attribute with the other languages that know as many of its words."""
_BUTTON = "/"
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile("[а-я]", re.IGNORECASE)
_UKRAINIAN = str.maketrans({"и": "y", "И": "Y", "г": "h", "Г": "H"})
"""Letters that stand for other sounds than in Russian."""


def _letters(text: str) -> str:
    """The text in lower case with its diacritics: they tell languages apart."""
    return visible(text).casefold()


_PIECES = CountVectorizer(preprocessor=_letters, analyzer="char_wb", ngram_range=(1, 4)).build_analyzer()
"""The pieces of 1 to 4 characters of a text."""


@dataclass
class Model:
    """A model of letters, which knows every message, and the words of each language, which tell whether it is really one."""

    languages: list[str]
    places: dict[str, int]
    weights: npt.NDArray[np.float32]
    words: dict[str, frozenset[str]]

    def identified(self, text: str) -> tuple[list[str], float]:
        """The languages, likeliest first, and how much likelier the first is than the next, in log probabilities."""
        counts = Counter(place for piece in _PIECES(text) if (place := self.places.get(piece)) is not None)
        scores = np.fromiter(counts.values(), np.float32, len(counts)) @ self.weights[list(counts)]
        order = scores.argsort()[::-1]
        margin = scores[order[0]] - scores[order[1]] if len(order) > 1 else float("inf")
        return [self.languages[place] for place in order], float(margin)

    def known_words(self, text: str, language: str) -> tuple[int, int]:
        """How many words of a text the language has, of how many."""
        found = _WORD.findall(_letters(text))
        return sum(word in self.words[language] for word in found), len(found)


def trained(texts: list[str], languages: list[str]) -> Model:
    """A model of the languages of these texts, all languages equally likely beforehand.

    Texts in Cyrillic letters are learnt in Latin ones too, as people type them without the right keyboard.
    """
    latin = [(_latin(text, code), code) for text, code in zip(texts, languages, strict=True) if _CYRILLIC.search(text)]
    texts, languages = texts + [text for text, _ in latin], languages + [code for _, code in latin]
    pieces = CountVectorizer(analyzer=_PIECES, min_df=2)
    bayes = MultinomialNB(alpha=0.01, fit_prior=False).fit(pieces.fit_transform(texts), languages)
    codes = [str(code) for code in bayes.classes_]
    return Model(codes, {piece: int(place) for piece, place in pieces.vocabulary_.items()},
                 np.ascontiguousarray(bayes.feature_log_prob_.T, np.float32),
                 {code: _common_words(texts, languages, code) for code in codes})


def _latin(text: str, language: str) -> str:
    return anyascii(text.translate(_UKRAINIAN) if language == "uk" else text)


def _common_words(texts: list[str], languages: list[str], code: str) -> frozenset[str]:
    counts = Counter(word for text, language in zip(texts, languages, strict=True) if language == code
                     for word in set(_WORD.findall(_letters(text))))
    return frozenset(word for word, count in counts.items() if count >= 3)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=True)
class LanguageIdentifier(TrainedComponent):
    """Sets the language of each message and whether it is clear."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """From when a message is clearly in a language: `margin` of log probability, `words` it has, `share` of all words.

        `likely`: in how many languages danger is looked for.
        """
        return {"margin": 5.0, "words": 2, "share": 0.6, "likely": 4}

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from all examples that have a language."""
        examples = [message for message in training_data.intent_examples if message.get(LANGUAGE)]
        return self.keep(trained([message.get(TEXT) for message in examples],
                                 [message.get(LANGUAGE) for message in examples]))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Training data know their language by their folder."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets `language` and `language_is_clear`; both are part of the parse result."""
        for message in messages:
            text = message.get(TEXT) or ""
            likely, margin = self.model.identified(text)
            language = likely[0]
            message.set(LANGUAGE, language, add_to_output=True)
            message.set(LIKELY, likely[:self.config["likely"]])
            known, words = self.model.known_words(text, language)
            other = None if text.startswith(_BUTTON) else other_language(text, known)
            message.set(OTHER, other, add_to_output=True)
            message.set(KNOWN_IN, [code for code in likely[1:] if self.model.known_words(text, code)[0] >= known],
                        add_to_output=True)
            message.set(CLEAR, not other and self._is_clear(text, margin, known, words), add_to_output=True)
        return messages

    def _is_clear(self, text: str, margin: float, known: int, words: int) -> bool:
        if text.startswith(_BUTTON) or margin < self.config["margin"]:
            return False
        return bool(known >= self.config["words"] and known >= self.config["share"] * words)

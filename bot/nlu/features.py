"""Features of a message: which words, pieces of words and work concepts stand in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.languages import SOURCE
from bot.nlu.cleaning import shaped
from bot.nlu.commands import clauses
from bot.nlu.component import TrainedComponent
from bot.nlu.concepts import lexicon
from bot.nlu.importer import LANGUAGE
from bot.nlu.tfidf import Tfidf

CLAUSES = "clauses"
"""The message attribute with one row of features a clause; None where there is one clause only."""
_READ = "read"
_WORD = r"\w+"


@dataclass(frozen=True)
class Read:
    """A text as the features see it: in one spelling with a space between words, and its work concepts."""

    text: str
    concepts: tuple[str, ...]


def read(text: str, words: str, language: str) -> Read:
    """A text of a language; `words` is the text with a space between its words."""
    return Read(shaped(words), tuple(lexicon(language).concepts(text)))


@dataclass
class Vectors:
    """TF-IDF of words and word pairs, of pieces of 3 to 5 characters inside words, and of concepts."""

    words: Tfidf
    pieces: Tfidf
    concepts: Tfidf

    def of(self, said: list[Read]) -> csr_matrix:
        """One row of features a text."""
        texts = [item.text for item in said]
        return hstack([self.words.of(texts), self.pieces.of(texts), self.concepts.of([item.concepts for item in said])], "csr")


def fitted(said: list[Read]) -> Vectors:
    """Learn which pieces there are and how rare each is; pieces that occur once teach nothing."""
    words = TfidfVectorizer(lowercase=False, token_pattern=_WORD, ngram_range=(1, 2), sublinear_tf=True)
    pieces = TfidfVectorizer(lowercase=False, analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, min_df=2)
    concepts = TfidfVectorizer(analyzer=tuple, sublinear_tf=True)
    texts = [item.text for item in said]
    return Vectors(Tfidf(words.fit(texts)), Tfidf(pieces.fit(texts)), Tfidf(concepts.fit([item.concepts for item in said])))


def _read(message: Message) -> Read:
    """What `read` finds in a message; kept with it, for training asks twice."""
    if message.get(_READ) is None:
        words = " ".join(token.text for token in message.get("text_tokens"))
        message.set(_READ, read(message.get(TEXT) or "", words, message.get(LANGUAGE) or SOURCE))
    return message.get(_READ)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class MessageFeatures(TrainedComponent):
    """Sets sparse sentence features from words, pieces of words and concepts."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Words come from a tokenizer."""
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """No settings; the n-gram lengths were measured, see docs/understanding.md."""
        return {}

    def train(self, training_data: TrainingData) -> Resource:
        """Learns which pieces there are and how rare each is."""
        return self.keep(fitted([_read(message) for message in training_data.intent_examples]))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Sets the features of the examples."""
        self._set(training_data.intent_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets the features of each message, and those of its clauses."""
        self._set(messages)
        for message in messages:
            language = message.get(LANGUAGE) or SOURCE
            parts = clauses(message.get(TEXT) or "", language)
            message.set(CLAUSES, self.model.of([read(part, part, language) for part in parts]) if parts else None)
        return messages

    def _set(self, messages: list[Message]) -> None:
        matrix = self.model.of([_read(message) for message in messages])
        for message, row in zip(messages, _rows(matrix), strict=True):
            message.add_features(Features(row, FEATURE_TYPE_SENTENCE, TEXT, type(self).__name__))


def _rows(matrix: csr_matrix) -> Iterable[csr_matrix]:
    return (matrix[index] for index in range(matrix.shape[0]))

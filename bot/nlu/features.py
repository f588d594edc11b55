"""Features of a message: which words and which pieces of words stand in it."""

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

from bot.nlu.cleaning import shaped
from bot.nlu.commands import clauses
from bot.nlu.component import TrainedComponent

CLAUSES = "clauses"
"""The message attribute with one row of features a clause; None where there is one clause only."""
_WORD = r"\w+"


@dataclass
class Vectors:
    """TF-IDF of words and word pairs, and of pieces of 3 to 5 characters inside words.

    The input is folded text with a space between words, so that both see the same spelling.
    """

    words: TfidfVectorizer
    pieces: TfidfVectorizer

    def of(self, texts: list[str]) -> csr_matrix:
        """One row of features a text."""
        return hstack([self.words.transform(texts), self.pieces.transform(texts)]).tocsr()


def fitted(texts: list[str]) -> Vectors:
    """Learn which pieces there are and how rare each is; pieces that occur once teach nothing."""
    words = TfidfVectorizer(lowercase=False, token_pattern=_WORD, ngram_range=(1, 2), sublinear_tf=True)
    pieces = TfidfVectorizer(lowercase=False, analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, min_df=2)
    return Vectors(words.fit(texts), pieces.fit(texts))


def feature_text(message: Message) -> str:
    """The words of a tokenized message, folded, with a space between them."""
    return shaped(" ".join(token.text for token in message.get("text_tokens")))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class NgramFeatures(TrainedComponent):
    """Sets sparse sentence features from words and pieces of words."""

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
        return self.keep(fitted([feature_text(message) for message in training_data.intent_examples]))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Sets the features of the examples."""
        examples = training_data.intent_examples
        matrix = self.model.of([feature_text(message) for message in examples])
        for message, row in zip(examples, _rows(matrix), strict=True):
            message.add_features(Features(row, FEATURE_TYPE_SENTENCE, TEXT, type(self).__name__))
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets the features of each message, and those of its clauses."""
        matrix = self.model.of([feature_text(message) for message in messages])
        for message, row in zip(messages, _rows(matrix), strict=True):
            message.add_features(Features(row, FEATURE_TYPE_SENTENCE, TEXT, type(self).__name__))
            parts = clauses(message.get(TEXT) or "")
            message.set(CLAUSES, self.model.of([shaped(part) for part in parts]) if parts else None)
        return messages


def _rows(matrix: csr_matrix) -> Iterable[csr_matrix]:
    return (matrix[index] for index in range(matrix.shape[0]))

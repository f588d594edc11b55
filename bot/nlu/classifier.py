"""Which topic a message is about: a linear support vector machine whose scores are turned into honest probabilities."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix, hstack, vstack
from scipy.special import log_softmax, softmax
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.svm import LinearSVC

from bot.nlu.component import TrainedComponent
from bot.nlu.importer import LANGUAGE

RANKING = "intent_ranking"
_FOLDS = 4


@dataclass
class Calibrated:
    """A linear model and the sharpness that makes the softmax of its scores a probability."""

    linear: LinearSVC
    sharpness: float

    def probabilities(self, rows: csr_matrix) -> np.ndarray:
        """One row of probabilities a message, in the order of `linear.classes_`."""
        return np.asarray(softmax(self.sharpness * self.linear.decision_function(rows), axis=1))


def fitted(rows: csr_matrix, topics: list[str]) -> Calibrated:
    """A model of the topics; the sharpness is fitted on scores of examples that were held out in turn."""
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=1)
    scores = cross_val_predict(_linear(), rows, topics, cv=folds, method="decision_function", n_jobs=2)
    linear = _linear().fit(rows, topics)
    truth = np.searchsorted(linear.classes_, topics)
    return Calibrated(linear, _sharpness(scores, truth))


def _linear() -> LinearSVC:
    return LinearSVC(C=0.5, random_state=1)


def _sharpness(scores: np.ndarray, truth: np.ndarray) -> float:
    """The factor on the scores with the least surprise at the truth (temperature scaling)."""
    def surprise(factor: float) -> float:
        chosen = log_softmax(factor * scores, axis=1)[np.arange(len(truth)), truth]
        return -float(chosen.mean())

    return float(minimize_scalar(surprise, bounds=(0.1, 50), method="bounded").x)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(TrainedComponent, IntentClassifier):
    """Sets the intent and the ranking of all topics with their probabilities."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`ranking`: how many topics the parse result names."""
        return {"ranking": 5}

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from all examples that have a language; the others only declare intents for buttons."""
        examples = [message for message in training_data.intent_examples if message.get(LANGUAGE)]
        return self.keep(fitted(_matrix(examples), [message.get(INTENT) for message in examples]))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing after this component learns from its guesses."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets `intent` and `intent_ranking`."""
        for message, row in zip(messages, self.model.probabilities(_matrix(messages)), strict=True):
            order = row.argsort()[::-1][: self.config["ranking"]]
            ranking = [{"name": str(self.model.linear.classes_[index]), "confidence": float(row[index])}
                       for index in order]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(RANKING, ranking, add_to_output=True)
        return messages


def _matrix(messages: list[Message]) -> csr_matrix:
    return vstack([_row(message) for message in messages]).tocsr()


def _row(message: Message) -> csr_matrix:
    _, sentence = message.get_sparse_features(TEXT)
    return hstack([sentence.features]) if sentence else csr_matrix((1, 1))

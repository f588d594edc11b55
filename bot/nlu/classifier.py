"""Which topic a message is about: a linear support vector machine and naive Bayes, blended into honest probabilities.

The two err differently: the one draws the best border between neighbouring topics, the other has seen every word's company.
How sharply and in which share their scores are blended is fitted on examples that were held out in turn.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, hstack, vstack
from scipy.special import log_softmax, softmax
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.naive_bayes import MultinomialNB
from sklearn.svm import LinearSVC

from bot.nlu.component import TrainedComponent
from bot.nlu.features import CLAUSES
from bot.nlu.importer import LANGUAGE

Scores = npt.NDArray[np.float64]
RANKING = "intent_ranking"
ALSO = "also"
"""The message attribute with further topics of a message."""
_SURE_CLAUSE = 0.6
_FOLDS = 3
_START = np.array([4.0, 0.2])


@dataclass
class Blend:
    """Two linear models of the same topics, blended into one: a weight for each feature and topic."""

    topics: list[str]
    weights: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]

    def probabilities(self, rows: csr_matrix) -> Scores:
        """One row of probabilities a message, in the order of `topics`."""
        return np.asarray(softmax(rows.astype(np.float32) @ self.weights + self.bias, axis=1))


def fitted(rows: csr_matrix, topics: list[str]) -> Blend:
    """A blend of models of the topics."""
    linear, bayes = _linear().fit(rows, topics), _bayes().fit(rows, topics)
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=1)
    linear_scores = cross_val_predict(_linear(), rows, topics, cv=folds, method="decision_function", n_jobs=_FOLDS)
    bayes_scores = cross_val_predict(_bayes(), rows, topics, cv=folds, method="predict_log_proba")
    truth = np.searchsorted(linear.classes_, topics)
    sharpness, share = _weights(linear_scores, bayes_scores, truth)
    weights = sharpness * linear.coef_ + share * bayes.feature_log_prob_
    return Blend([str(topic) for topic in linear.classes_], np.ascontiguousarray(weights.T, np.float32),
                 (sharpness * linear.intercept_).astype(np.float32))


def _linear() -> LinearSVC:
    return LinearSVC(C=1.0, random_state=1)


def _bayes() -> MultinomialNB:
    return MultinomialNB(alpha=0.003, fit_prior=False)


def _blended(weights: Scores, linear_scores: Scores, bayes_scores: Scores) -> Scores:
    return weights[0] * linear_scores + weights[1] * bayes_scores


def _weights(linear_scores: Scores, bayes_scores: Scores, truth: npt.NDArray[np.intp]) -> Scores:
    """The weights with the least surprise at the truth."""
    def surprise(weights: Scores) -> float:
        chosen = log_softmax(_blended(weights, linear_scores, bayes_scores), axis=1)[np.arange(len(truth)), truth]
        return -float(chosen.mean())

    return np.asarray(minimize(surprise, _START, method="Nelder-Mead", options={"maxiter": 60}).x)


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
            ranking = [{"name": self.model.topics[index], "confidence": float(row[index])}
                       for index in order]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(RANKING, ranking, add_to_output=True)
            message.set(ALSO, self._also(message, ranking[0]["name"]), add_to_output=True)
        return messages

    def _also(self, message: Message, topic: str) -> list[str]:
        """The topics that single clauses are surely about, other than that of the whole message."""
        rows = message.get(CLAUSES)
        if rows is None:
            return []
        found = [self.model.topics[row.argmax()] for row in self.model.probabilities(rows) if row.max() >= _SURE_CLAUSE]
        return [name for name in dict.fromkeys(found) if name != topic]


def _matrix(messages: list[Message]) -> csr_matrix:
    return vstack([_row(message) for message in messages]).tocsr()


def _row(message: Message) -> csr_matrix:
    _, sentence = message.get_sparse_features(TEXT)
    return hstack([sentence.features]) if sentence else csr_matrix((1, 1))

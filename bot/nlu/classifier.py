"""Which topic a message is about: a linear support vector machine and naive Bayes, blended into honest probabilities.

The two err differently: the one draws the best border between neighbouring topics, the other has seen every word's company.
How sharply and in which share their scores are blended is fitted on a quarter of the examples that is held out for it.
"""

from dataclasses import dataclass
from typing import Any, Optional

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
from sklearn.model_selection import train_test_split
from sklearn.naive_bayes import MultinomialNB

from bot.knowledge.alarms import ALARMS
from bot.nlu.component import TrainedComponent
from bot.nlu.danger import ALARM, LIKELY_ALARM
from bot.nlu.features import CLAUSES
from bot.nlu.importer import LANGUAGE
from bot.nlu.linear import borders

Scores = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.intp]
RANKING = "intent_ranking"
ALSO = "also"
"""The message attribute with further topics of a message."""
_SURE_CLAUSE = 0.6
_LIKELY_ALARM, _LIKELY_ALARM_IN_FEW_WORDS = 0.4, 0.8
_FEWEST_WORDS, _A_STORY = 3, 8
"""From so many words on a message may be a likely alarm at all, and at the lower probability. Measured: docs/understanding.md."""
_HELD_OUT = 0.25
_NOTHING = 1e-9
USUAL = (4.0, 0.2)
"""How sharp the machine's scores usually are, and the share of naive Bayes."""


@dataclass
class Blend:
    """Two linear models of the same topics, blended into one: a weight for each feature and topic.

    The weights have half precision: the third digit decides nothing, and they are most of the model's memory.
    """

    topics: list[str]
    weights: npt.NDArray[np.float16]
    bias: npt.NDArray[np.float32]

    def probabilities(self, rows: csr_matrix) -> Scores:
        """One row of probabilities a message, in the order of `topics`."""
        return np.asarray(softmax(np.vstack([self._scores(row) for row in rows]), axis=1))

    def _scores(self, row: csr_matrix) -> npt.NDArray[np.float32]:
        return row.data.astype(np.float32) @ self.weights[row.indices].astype(np.float32) + self.bias


def fitted(rows: csr_matrix, topics: list[str]) -> Blend:
    """A blend of models of the topics, whose probabilities mean what they say."""
    names, truth = _numbered(topics)
    return blend(rows, topics, *_weights(*_held_out_scores(rows, truth, len(names))))


def blend(rows: csr_matrix, topics: list[str], sharpness: float = USUAL[0], share: float = USUAL[1]) -> Blend:
    """A blend of models of the topics in given shares; the usual ones order the topics nearly as well as fitted ones."""
    names, truth = _numbered(topics)
    weights, bias = borders(rows, truth, len(names))
    blended = sharpness * weights + share * _bayes().fit(rows, truth).feature_log_prob_
    return Blend(names, np.ascontiguousarray(blended.T, np.float16), (sharpness * bias).astype(np.float32))


def _numbered(topics: list[str]) -> tuple[list[str], Numbers]:
    names = sorted(set(topics))
    return names, np.searchsorted(names, topics)


def _held_out_scores(rows: csr_matrix, truth: Numbers, topics: int) -> tuple[Scores, Scores, Numbers]:
    """What both models say of messages that they were not taught, and the topics of these."""
    taught, asked = train_test_split(np.arange(len(truth)), test_size=_HELD_OUT, random_state=1, stratify=truth)
    weights, bias = borders(rows[taught], truth[taught], topics)
    bayes = _bayes().fit(rows[taught], truth[taught])
    return rows[asked] @ weights.T + bias, bayes.predict_log_proba(rows[asked]), truth[asked]


def _bayes() -> MultinomialNB:
    return MultinomialNB(alpha=0.003, fit_prior=False)


def _blended(weights: Scores, linear_scores: Scores, bayes_scores: Scores) -> Scores:
    return weights[0] * linear_scores + weights[1] * bayes_scores


def _weights(linear_scores: Scores, bayes_scores: Scores, truth: Numbers) -> Scores:
    """The weights with the least surprise at the truth."""
    def surprise(weights: Scores) -> float:
        chosen = log_softmax(_blended(weights, linear_scores, bayes_scores), axis=1)[np.arange(len(truth)), truth]
        return -float(chosen.mean())

    return np.asarray(minimize(surprise, np.array(USUAL), method="Nelder-Mead", options={"maxiter": 60}).x)


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
        """Sets `intent`, `intent_ranking` and `also`, and `likely_alarm` where no rule has raised one."""
        for message, row in zip(messages, self.model.probabilities(_matrix(messages)), strict=True):
            ranking = self._ranking(row)
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(RANKING, ranking, add_to_output=True)
            message.set(ALSO, self._also(message, ranking[0]["name"]), add_to_output=True)
            words = len((message.get(TEXT) or "").split())
            message.set(LIKELY_ALARM, None if message.get(ALARM) else self._alarm(row, words), add_to_output=True)
        return messages

    def _ranking(self, row: Scores) -> list[dict[str, Any]]:
        """The likeliest topics; alarms are none, whatever is said besides stays a topic."""
        order = [index for index in row.argsort()[::-1] if self.model.topics[index] not in ALARMS][: self.config["ranking"]]
        others = 1 - sum(row[index] for index, name in enumerate(self.model.topics) if name in ALARMS)
        return [{"name": self.model.topics[index], "confidence": float(row[index] / max(others, _NOTHING))} for index in order]

    def _also(self, message: Message, topic: str) -> list[str]:
        """The topics that single clauses are surely about, other than that of the whole message."""
        rows = message.get(CLAUSES)
        if rows is None:
            return []
        likeliest = [self._ranking(row)[0] for row in self.model.probabilities(rows)]
        found = [found["name"] for found in likeliest if found["confidence"] >= _SURE_CLAUSE]
        return [name for name in dict.fromkeys(found) if name != topic]

    def _alarm(self, row: Scores, words: int) -> Optional[str]:
        """The alarm that a message likely is; single clauses tell too little for it, and one or two words nothing."""
        least = _LIKELY_ALARM if words >= _A_STORY else _LIKELY_ALARM_IN_FEW_WORDS
        return next((kind for kind in ALARMS if kind in self.model.topics and words >= _FEWEST_WORDS
                     and row[self.model.topics.index(kind)] >= least), None)


def _matrix(messages: list[Message]) -> csr_matrix:
    return vstack([_row(message) for message in messages]).tocsr()


def _row(message: Message) -> csr_matrix:
    _, sentence = message.get_sparse_features(TEXT)
    return hstack([sentence.features]) if sentence else csr_matrix((1, 1))

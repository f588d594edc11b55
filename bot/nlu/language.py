"""Which language a message is written in: naive Bayes over character n-grams of this project's own examples.

Trained on the same messages as the topics, it knows that German work words stand inside every language: "Kündigung" inside
English examples is evidence for neither.
"""

from collections import Counter
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import Pipeline, make_pipeline

from bot.nlu.cleaning import shaped, visible
from bot.nlu.component import TrainedComponent
from bot.nlu.importer import LANGUAGE

CLEAR = "language_is_clear"
"""The message attribute that tells whether the message may change the language of the talk."""
_BUTTON = "/"


def trained(texts: list[str], languages: list[str]) -> Pipeline:
    """A model of the languages of these texts, all languages equally likely beforehand."""
    count = len(Counter(languages))
    model = make_pipeline(
        CountVectorizer(preprocessor=_letters, analyzer="char_wb", ngram_range=(1, 4), min_df=2),
        MultinomialNB(alpha=0.1, class_prior=[1 / count] * count),
    )
    return model.fit(texts, languages)


def _letters(text: str) -> str:
    """The text in lower case with its diacritics: they tell languages apart."""
    return visible(text).casefold()


def identified(model: Pipeline, text: str) -> tuple[str, float]:
    """The likeliest language and how much likelier it is than the next one, as a difference of log probabilities."""
    scores = model.predict_log_proba([text])[0]
    order = scores.argsort()[::-1]
    margin = scores[order[0]] - scores[order[1]] if len(order) > 1 else float("inf")
    return str(model.classes_[order[0]]), float(margin)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=True)
class LanguageIdentifier(TrainedComponent):
    """Sets the language of each message and whether it is clear."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`clear_margin`: log-probability lead from which a message is clearly in a language; `clear_letters`: fewest letters."""
        return {"clear_margin": 6.0, "clear_letters": 8}

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
            language, margin = identified(self.model, text)
            letters = sum(char.isalpha() for char in shaped(text))
            clear = (not text.startswith(_BUTTON) and margin >= self.config["clear_margin"]
                     and letters >= self.config["clear_letters"])
            message.set(LANGUAGE, language, add_to_output=True)
            message.set(CLEAR, clear, add_to_output=True)
        return messages

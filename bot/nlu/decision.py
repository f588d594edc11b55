"""What the dialogue is told: an alarm before all, then a command, then a topic if it is sure enough, else that it is unsure."""

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.classifier import TopicClassifier
from bot.nlu.commands import command
from bot.nlu.danger import ALARM

UNSURE = "nlu_fallback"
VAGUE = "vague"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Decision(GraphComponent):
    """Replaces the guessed intent where a rule knows better or the guess is not sure; the ranking stays."""

    def __init__(self, config: dict[str, Any]) -> None:
        self.sure = float(config["sure"])
        self.vague_words = int(config["vague_words"])

    @classmethod
    def required_components(cls) -> list[type]:
        """The guess comes first."""
        return [TopicClassifier]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`sure`: probability from which a topic is answered; `vague_words`: most words of an unsure message that is vague."""
        return {"sure": 0.4, "vague_words": 4}

    @classmethod
    def create(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> "Decision":
        """See `GraphComponent`."""
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets `intent`."""
        for message in messages:
            decided = self._decided(message)
            if decided:
                message.set(INTENT, {"name": decided, "confidence": 1.0}, add_to_output=True)
        return messages

    def _decided(self, message: Message) -> str:
        text = message.get(TEXT) or ""
        named = message.get(ALARM) or command(text)
        if named:
            return str(named)
        if not any(char.isalnum() for char in text):
            return UNSURE
        if message.get(INTENT)["confidence"] >= self.sure:
            return ""
        return VAGUE if len(text.split()) <= self.vague_words else UNSURE

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Rules need no training."""
        return training_data

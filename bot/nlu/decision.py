"""What the dialogue is told: an alarm, a command, a foreign language, a dismissal, another topic, or that it is unsure.

A likely alarm counts as one where there is no topic; else the number is said before the topic's answer (bot/tracker_store.py).
"""

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.knowledge.topics import topics
from bot.languages import SOURCE
from bot.nlu.classifier import ALSO, TopicClassifier
from bot.nlu.commands import command, is_correction
from bot.nlu.danger import ALARM, LIKELY_ALARM
from bot.nlu.importer import LANGUAGE
from bot.nlu.language import OTHER

UNSURE = "nlu_fallback"
VAGUE = "vague"
FOREIGN = "foreign"
NO_TOPIC = "out_of_scope"
_THREE_WEEKS = ("dismissal_received", "dismissal_immediate", "dismissal_form")


def _only_corrects(message: Message) -> bool:
    """Whether a message only corrects a day; then it is no likely alarm, whatever it looks like."""
    has_day = any(entity["entity"] in ("date", "weekday") for entity in message.get(ENTITIES, []))
    return has_day and is_correction(message.get(TEXT) or "", message.get(LANGUAGE) or SOURCE)


def _dismissed_too(message: Message) -> str:
    """A dismissal that is told beside another problem: its three weeks leave the least time (§ 4 KSchG)."""
    also, topic = message.get(ALSO) or [], message.get(INTENT)["name"]
    dismissal = next((name for name in also if name in _THREE_WEEKS), "")
    if not dismissal or topic not in topics() or topics()[topic].group == topics()[dismissal].group:
        return ""
    message.set(ALSO, [topic, *(name for name in also if name != dismissal)], add_to_output=True)
    return str(dismissal)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Decision(GraphComponent):
    """Replaces the guessed intent where a rule knows better or the guess is not sure; the ranking stays."""

    def __init__(self, config: dict[str, Any]) -> None:
        self.config = config

    @classmethod
    def required_components(cls) -> list[type]:
        """The guess comes first."""
        return [TopicClassifier]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """From which probability a topic is answered, also in a message of at most `few_words` words, and of one word.

        An unsure message of few words is vague where even its likeliest topic stays below `vague_below`.
        """
        return {"sure": 0.4, "sure_of_few": 0.6, "sure_of_one": 0.9, "few_words": 4, "vague_below": 0.35}

    @classmethod
    def create(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> "Decision":
        """See `GraphComponent`."""
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets `intent`."""
        for message in messages:
            if _only_corrects(message):
                message.set(LIKELY_ALARM, None, add_to_output=True)
            decided = self._decided(message) or _dismissed_too(message)
            if decided:
                message.set(INTENT, {"name": decided, "confidence": 1.0}, add_to_output=True)
        return messages

    def _decided(self, message: Message) -> str:
        text = message.get(TEXT) or ""
        named = message.get(ALARM) or command(text)
        if named:
            return str(named)
        if message.get(OTHER):
            return FOREIGN
        return self._unsure(message, text) if not message.get(LIKELY_ALARM) else self._likely_alarm(message, text)

    def _likely_alarm(self, message: Message, text: str) -> str:
        """The alarm where there is no topic to be answered after it."""
        no_topic = message.get(INTENT)["name"] == NO_TOPIC or self._unsure(message, text)
        return str(message.get(LIKELY_ALARM)) if no_topic else ""

    def _unsure(self, message: Message, text: str) -> str:
        """What is decided where the topic is not sure enough."""
        if not any(char.isalnum() for char in text):
            return UNSURE
        words = len(text.split())
        few = words <= self.config["few_words"]
        needed = "sure_of_one" if words == 1 else "sure_of_few" if few else "sure"
        if message.get(INTENT)["confidence"] >= self.config[needed]:
            return ""
        return VAGUE if few and message.get(INTENT)["confidence"] < self.config["vague_below"] else UNSURE

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Rules need no training."""
        return training_data

"""Facts in a message: dates, sums, hours, durations, places, case codes. The rules: bot/nlu/facts/."""

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.clock import today
from bot.languages import SOURCE
from bot.nlu.commands import case_code
from bot.nlu.facts.message import facts
from bot.nlu.importer import LANGUAGE


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class Entities(GraphComponent):
    """Sets the entities of each message."""

    @classmethod
    def create(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> "Entities":
        """See `GraphComponent`."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds what stands in the text to the entities."""
        for message in messages:
            text = message.get(TEXT) or ""
            found = _code(text) + _facts(text, message.get(LANGUAGE) or SOURCE)
            message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Rules need no training."""
        return training_data


def _code(text: str) -> list[dict[str, Any]]:
    code = case_code(text)
    return [_entity("code", code, 0, 0)] if code else []


def _facts(text: str, language: str) -> list[dict[str, Any]]:
    return [_entity(fact.entity, fact.value, fact.start, fact.end) for fact in facts(text, language, today())]


def _entity(name: str, value: Any, start: int, end: int) -> dict[str, Any]:
    return {"entity": name, "value": value, "start": start, "end": end, "extractor": Entities.__name__}

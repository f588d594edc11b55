"""Danger and distress, found by rules before anything is guessed."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Optional

from pydantic import BaseModel, Extra
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.errors import DataError
from bot.knowledge.files import read_table
from bot.languages import FALLBACK, SOURCE
from bot.nlu.cleaning import folded
from bot.nlu.language import LIKELY

ALARM = "alarm"
"""The message attribute with the kind of alarm: "danger" or "distress"."""
FOLDER = Path(__file__).parent / "danger_rules"
_CUT = " .\n"
"""Stands where an exception was cut out: no pattern reaches from one side to the other."""
_NAME = re.compile(r"\{([a-z]+)\}")


class Rules(BaseModel):
    """Patterns (regular expressions over folded text) that raise an alarm.

    What an `unless` pattern finds is cut out before the `any` patterns of the same entry look; the other languages' entries
    still see it. `words` names lists of words: `{boss}` in a pattern stands for one of the list `boss`.
    """

    key: str
    words: dict[str, list[str]] = {}
    any: list[str]
    unless: list[str] = []

    class Config:
        extra = Extra.forbid


@dataclass(frozen=True)
class _Compiled:
    """The rules of one kind in one language."""

    language: str
    kind: str
    any: list[re.Pattern[str]]
    unless: list[re.Pattern[str]]

    def raised_by(self, plain: str) -> bool:
        """Whether a folded text raises the alarm."""
        for exception in self.unless:
            plain = exception.sub(_CUT, plain)
        return any(pattern.search(plain) for pattern in self.any)


@cache
def _compiled() -> list[_Compiled]:
    """Distress first: a life comes before everything."""
    rules = [(path.stem, rule) for path in sorted(FOLDER.glob("*.yml")) for rule in read_table(path, Rules).values()]
    compiled = [_Compiled(language, rule.key, _patterns(rule.any, rule.words), _patterns(rule.unless, rule.words))
                for language, rule in rules]
    return sorted(compiled, key=lambda entry: entry.kind != "distress")


def _patterns(texts: list[str], words: dict[str, list[str]]) -> list[re.Pattern[str]]:
    try:
        return [re.compile(_NAME.sub(lambda name: f"(?:{'|'.join(words[name[1]])})", text)) for text in texts]
    except re.error as error:
        raise DataError(f"{FOLDER}: {error.pattern!r} is no regular expression: {error}") from None
    except KeyError as error:
        raise DataError(f"{FOLDER}: {{{error.args[0]}}} stands in a pattern but not under `words`") from None


def alarm(text: str, languages: Optional[Collection[str]] = None) -> Optional[str]:
    """ "danger", "distress" or None for a message.

    Args:
        text: what was typed.
        languages: those it may be in; German and English count always, for everybody mixes them in. None: all.

    """
    plain = folded(text)
    spoken = None if languages is None else {*languages, SOURCE, FALLBACK}
    return next((rules.kind for rules in _compiled()
                 if (spoken is None or rules.language in spoken) and rules.raised_by(plain)), None)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class DangerRules(GraphComponent):
    """Marks messages that tell of danger or distress."""

    @classmethod
    def create(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> "DangerRules":
        """See `GraphComponent`."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets `alarm` on each message; it is part of the parse result."""
        for message in messages:
            message.set(ALARM, alarm(message.get(TEXT) or "", message.get(LIKELY)), add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Rules need no training."""
        return training_data

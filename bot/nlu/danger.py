"""Danger and distress, found by rules before anything is guessed."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Optional

from anyascii import anyascii
from pydantic import BaseModel, Extra
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.errors import DataError
from bot.knowledge.alarms import ALARMS
from bot.knowledge.files import read_table
from bot.languages import FALLBACK, SOURCE
from bot.nlu.cleaning import folded, visible
from bot.nlu.language import LIKELY

ALARM = "alarm"
"""The message attribute with the kind of alarm that a rule has raised: the number is all that is said."""
LIKELY_ALARM = "likely_alarm"
"""The message attribute with the kind of alarm that a message likely is: the number is said before the usual answer."""
FOLDER = Path(__file__).parent / "danger_rules"
CYRILLIC = {"ru", "uk"}
"""Languages whose patterns, in Cyrillic letters, are also looked for in Latin ones."""
_CUT = " .\n"
"""Stands where an exception was cut out: no pattern reaches from one side to the other."""
_NAME = re.compile(r"\{([a-z]+)\}")
_I, _SH, _SOFT = "[yij]+", "s[hc]*", "[yij']?"
_TYPED = {
    "а": "a", "б": "b", "в": "[vw]", "г": "[gh]", "ґ": "g", "д": "d", "е": "e", "є": "i?e", "ж": "[zj]h?", "з": "z",
    "и": _I, "і": _I, "ы": _I, "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
    "ф": "(?:f|ph)", "х": "(?:k?h|x)", "ц": "(?:t[sz]|c)", "ч": "t?s?ch?", "ш": _SH, "щ": _SH, "ъ": _SOFT, "ь": _SOFT,
    "э": "e", "ю": "[yij]*u", "я": "[yij]*a",
}
"""How each Cyrillic letter is typed without a Cyrillic keyboard: "шч" and "щ" as sh, sch, shch; "и" as i, y, j, yi."""
_PIECE = re.compile(rf"\(\?<[!=][^()]*\)|\[[^]]*\]|[{''.join(_TYPED)}]")
"""What is put into Latin letters in a pattern: what stands before, [one of these letters], one letter."""
_SERBIAN = str.maketrans({**dict(zip("абвгдђежзијклмнопрстћуфхцчш", "abvgddezzijklmnoprstcufhccs", strict=True)),
                          "љ": "lj", "њ": "nj", "џ": "dz"})
"""Serbian is written in both alphabets; its patterns are in Latin letters."""
_LATIN = re.compile("[a-z]{2}")
_YE = re.compile(r"(?:\b|(?<=[aeiou]))[yj](?=e)")
"""What is left out at the start of a word and behind a vowel: "е" is typed as e, ye, je there."""


class Rules(BaseModel):
    """Patterns (regular expressions over folded text) that raise an alarm.

    What an `unless` pattern finds is cut out before the `any` patterns of the same entry look; the other languages' entries
    still see it. `words` names lists of words: `{boss}` in a pattern stands for one of the list `boss`. Patterns in Cyrillic
    letters are looked for in Latin letters too: nobody has to write them twice.
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
    typed: bool = False
    """Whether these are the patterns of a Cyrillic language for texts that are typed in Latin letters."""

    def raised_by(self, plain: str, latin: str) -> bool:
        """Whether a text raises the alarm: as it is folded, or in Latin letters ("" if there were none in it)."""
        plain = latin if self.typed else plain.translate(_SERBIAN) if self.language == "sr" else plain
        return self._found(plain) and self._found(self._cut(plain))

    def _found(self, plain: str) -> bool:
        return any(pattern.search(plain) for pattern in self.any)

    def _cut(self, plain: str) -> str:
        """A text without the exceptions; most texts raise nothing, and need not be cut."""
        for exception in self.unless:
            plain = exception.sub(_CUT, plain)
        return plain


@cache
def _compiled() -> list[_Compiled]:
    """All rules, in the order of `ALARMS`."""
    rules = [(path.stem, rule) for path in sorted(FOLDER.glob("*.yml")) for rule in read_table(path, Rules).values()]
    compiled = []
    for language, rule in rules:
        found, exceptions = _filled(rule.any, rule.words), _filled(rule.unless, rule.words)
        compiled.append(_Compiled(language, rule.key, _patterns(found), _patterns(exceptions)))
        if language in CYRILLIC:
            found, exceptions = [_typed(text) for text in found], [_typed(text) for text in exceptions]
            compiled.append(_Compiled(language, rule.key, _patterns(found), _patterns(exceptions), typed=True))
    return sorted(compiled, key=lambda entry: ALARMS.index(entry.kind))


def _filled(texts: list[str], words: dict[str, list[str]]) -> list[str]:
    try:
        return [_NAME.sub(lambda name: f"(?:{'|'.join(words[name[1]])})", text) for text in texts]
    except KeyError as error:
        raise DataError(f"{FOLDER}: {{{error.args[0]}}} stands in a pattern but not under `words`") from None


def _patterns(texts: list[str]) -> list[re.Pattern[str]]:
    try:
        return [re.compile(text) for text in texts]
    except re.error as error:
        raise DataError(f"{FOLDER}: {error.pattern!r} is no regular expression: {error}") from None


def _typed(pattern: str) -> str:
    """A pattern in Cyrillic letters for the same words typed in Latin ones."""
    return _PIECE.sub(lambda piece: _typed_piece(piece[0]), pattern)


def _typed_piece(piece: str) -> str:
    if piece.startswith("("):
        return anyascii(piece)
    if piece.startswith("["):
        letters = [_TYPED.get(letter, letter) for letter in piece[1:-1]]
        return piece if piece.isascii() else f"(?:{'|'.join(dict.fromkeys(letters))})"
    typed = _TYPED[piece]
    return typed if len(typed) == 1 else f"(?:{typed})"


def alarm(text: str, languages: Optional[Collection[str]] = None) -> Optional[str]:
    """ "danger", "distress" or None for a message.

    Args:
        text: what was typed.
        languages: those it may be in; German and English count always, for everybody mixes them in. None: all.

    """
    plain = folded(text)
    latin = _YE.sub("", anyascii(visible(text)).lower()) if _LATIN.search(plain) else ""
    spoken = None if languages is None else {*languages, SOURCE, FALLBACK}
    return next((rules.kind for rules in _compiled()
                 if (spoken is None or rules.language in spoken) and rules.raised_by(plain, latin)), None)


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

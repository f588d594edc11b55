"""Ready-made sentences: a counsellor picks one and fills it in; the person reads it in their language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.knowledge import formats
from bot.knowledge.answers import placeholders
from bot.knowledge.phrases import phrase, phrases
from bot.languages import SOURCE

SENTENCES = ("received", "ask_more", "ask_arrived", "ask_signed", "ask_hours", "sign_nothing", "bring", "come_by", "call_us",
             "call_you", "court_today", "interpreter", "not_ours")
THINGS = ("dismissal", "contract", "payslips", "hours", "sick_note", "letters")
"""What a person can be asked to bring."""
_COMMAS = {"ar": "، ", "fa": "، "}


@dataclass(frozen=True)
class Sentence:
    """A ready-made sentence: its German text, and the fields to fill.

    Fields are `day` (a date), `time` (like "14:30"), `things` (some of THINGS), and in words `phone`, `address`, `other`.
    """

    key: str
    german: str
    fields: tuple[str, ...]


def sentences() -> list[Sentence]:
    """All ready-made sentences in the order in which they are offered."""
    texts = {key: phrases()[f"desk_{key}"].text for key in SENTENCES}
    return [Sentence(key, text, tuple(placeholders(text))) for key, text in texts.items()]


def rendered(key: str, language: str, values: Mapping[str, Any]) -> str:
    """A ready-made sentence in a language.

    Args:
        key: one of SENTENCES.
        language: code of the register; SOURCE for German.
        values: by field, see `Sentence`.

    Raises:
        KeyError: no such sentence or thing, or a field is missing.

    """
    if key not in SENTENCES:
        raise KeyError(key)
    return phrase(f"desk_{key}", language, **{name: _in_words(value, language) for name, value in values.items()})


def thing(name: str, language: str = SOURCE) -> str:
    """The words for one of THINGS."""
    return phrase(f"desk_thing_{name}", language)


def _in_words(value: Any, language: str) -> str:
    if isinstance(value, date):
        return formats.weekday(value, language)
    if isinstance(value, str):
        return value
    return _COMMAS.get(language, ", ").join(thing(name, language) for name in value)

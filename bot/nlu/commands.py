"""Commands: messages that are as a whole a known word, like "stop"."""

import re
from functools import cache
from pathlib import Path
from typing import Optional

from pydantic import BaseModel, Extra, StrictStr

from bot.knowledge.files import read_model
from bot.languages import FALLBACK, SOURCE
from bot.nlu.cleaning import folded

_CLAUSE_WORDS = 2
_MOST_CLAUSES = 6
FOLDER = Path(__file__).parent / "command_words"


class CommandWords(BaseModel):
    """The words of one language; the fields are explained in command_words/de.yml."""

    stop: list[StrictStr]
    correction: list[StrictStr]
    joint: list[StrictStr]
    agreement: list[StrictStr]
    refusal: list[StrictStr]

    class Config:
        extra = Extra.forbid


@cache
def _words(field: str) -> dict[str, frozenset[str]]:
    """The words of a field by language, folded."""
    tables = {path.stem: read_model(path, CommandWords).dict() for path in sorted(FOLDER.glob("*.yml"))}
    return {code: frozenset(map(folded, table[field])) for code, table in tables.items()}


@cache
def _in_message(field: str, language: str) -> frozenset[str]:
    """The words that count in a message of a language: its own, and those that everybody mixes in."""
    return frozenset().union(*(_words(field).get(code, frozenset()) for code in (language, SOURCE, FALLBACK)))


def is_correction(text: str, language: str) -> bool:
    """Whether a message begins or ends with a word of correction ("no, it was the 19th", "the 9th, sorry")."""
    plain = " ".join(["", *re.findall(r"\w+", folded(text)), ""])
    return any(plain.startswith(f" {word} ") or plain.endswith(f" {word} ") for word in _in_message("correction", language))


@cache
def _joints(language: str) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(_in_message("joint", language)))
    return re.compile(rf"[.!?;,\n\u060c\u061b\u061f]+|\b(?:{words})\b", re.IGNORECASE)


def clauses(text: str, language: str) -> list[str]:
    """The parts of a message, folded, that may each tell of a problem; [] where it has one part only."""
    parts = [part.strip() for part in _joints(language).split(folded(text)) if len(part.split()) >= _CLAUSE_WORDS]
    return parts[:_MOST_CLAUSES] if len(parts) > 1 else []


CODE = re.compile(r"\b(?:[Aa][Ll]-|AL ?)([A-Za-z0-9]{3})[- ]?([A-Za-z0-9]{3})\b")
"""The code of a case, as people copy it; "al mes 900" is none."""


def case_code(text: str) -> Optional[str]:
    """The code of a case in a text, in its full form."""
    found = CODE.search(text)
    return f"AL-{found[1]}-{found[2]}".upper() if found and any(char.isdigit() or char == "-" for char in found[0]) else None


@cache
def _everywhere(field: str) -> frozenset[str]:
    return frozenset().union(*_words(field).values())


def is_yes(text: str) -> bool:
    """Whether a message is a yes and nothing else, in any language."""
    return _plain(text) in _everywhere("agreement")


def _plain(text: str) -> str:
    return folded(text).strip(" .!«»\"„“”,")


def command(text: str) -> Optional[str]:
    """The command that the whole message is: "stop", "affirm", "deny"; a message with the code of a case asks for it."""
    plain = _plain(text)
    if plain.strip("?؟ ") in _everywhere("stop"):
        return "stop"
    if is_yes(text):
        return "affirm"
    if plain in _everywhere("refusal"):
        return "deny"
    return "case_code" if case_code(text) else None

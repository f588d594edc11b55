"""Commands: messages that are as a whole a known word, like "stop"."""

import re
from functools import cache
from pathlib import Path
from typing import Optional

from pydantic import BaseModel, Extra

from bot.knowledge.files import read_table
from bot.nlu.cleaning import folded

_CLAUSE_WORDS = 3
_MOST_CLAUSES = 6
_PATH = Path(__file__).parent / "commands.yml"


class Command(BaseModel):
    """The words of a command by language."""

    key: str
    words: dict[str, list[str]]

    class Config:
        extra = Extra.forbid


@cache
def _words(name: str) -> frozenset[str]:
    """The words of a command in all languages, folded."""
    table = read_table(_PATH, Command)
    return frozenset(folded(word) for words in table[name].words.values() for word in words)


def begins_correction(text: str) -> bool:
    """Whether a message begins with a word of correction ("no, it was the 19th")."""
    plain = re.sub(r"[^\w ]", " ", folded(text)).strip()
    return any(plain == word or plain.startswith(f"{word} ") for word in _words("correction"))


@cache
def _joints() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(_words("joint")))
    return re.compile(rf"[.!?;,\n]+|\b(?:{words})\b", re.IGNORECASE)


def clauses(text: str) -> list[str]:
    """The parts of a message that may each tell of a problem; [] where it has one part only."""
    parts = [part.strip() for part in _joints().split(text) if len(part.split()) >= _CLAUSE_WORDS]
    return parts[:_MOST_CLAUSES] if len(parts) > 1 else []


CODE = re.compile(r"\bAL[- ]?([A-Z0-9]{3})[- ]?([A-Z0-9]{3})\b", re.IGNORECASE)
"""The code of a case, as people copy it."""


def case_code(text: str) -> Optional[str]:
    """The code of a case in a text, in its full form."""
    found = CODE.search(text)
    return f"AL-{found[1]}-{found[2]}".upper() if found and any(char.isdigit() or char == "-" for char in found[0]) else None


def command(text: str) -> Optional[str]:
    """The command that the whole message is, if it is one; a message with the code of a case asks for it."""
    if folded(text).strip(" .!?") in _words("stop"):
        return "stop"
    return "case_code" if case_code(text) else None

"""The short texts around the answers: one door to phrases.yml."""

from functools import cache
from pathlib import Path

from pydantic import BaseModel, Extra

from bot.knowledge.catalogue import translate
from bot.knowledge.files import read_table

_PATH = Path(__file__).parent / "phrases.yml"


class Phrase(BaseModel):
    """A German text and what translators must know of its place."""

    key: str
    text: str
    context: str = ""

    class Config:
        extra = Extra.forbid


@cache
def phrases() -> dict[str, Phrase]:
    """All phrases by name."""
    return read_table(_PATH, Phrase)


def phrase(name: str, language: str, **values: str) -> str:
    """A phrase in a language, its placeholders filled."""
    found = phrases()[name]
    return translate(found.text, language, found.context).format(**values)

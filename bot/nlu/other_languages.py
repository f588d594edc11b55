"""Languages that the assistant does not speak, told by their letters and words: one door to other_languages.yml."""

import re
from functools import cache
from pathlib import Path
from typing import Optional

from pydantic import BaseModel, Extra

from bot.knowledge.files import read_table
from bot.languages import languages

_PATH = Path(__file__).parent / "other_languages.yml"
_WORD = re.compile(r"\w+", re.UNICODE)
_LEAST_MARKS, _LEAST_SHARE = 2, 0.3


class OtherLanguage(BaseModel):
    """A language that is only recognised; the fields are explained in other_languages.yml."""

    key: str
    letters: str
    words: frozenset[str]
    line: str

    class Config:
        extra = Extra.forbid

    def marks(self, words: list[str]) -> int:
        """How much these words (lower case) speak for the language: one for a common word, two for letters of its own."""
        own = re.compile(f"[{self.letters}]") if self.letters else None
        return sum(2 if own and own.search(word) else word in self.words for word in words)


@cache
def other_languages() -> dict[str, OtherLanguage]:
    """All of them by code, without those that the register has by now."""
    return {code: found for code, found in read_table(_PATH, OtherLanguage).items() if code not in languages()}


def other_language(text: str, known_words: int) -> Optional[str]:
    """The code of another language in which a text seems to be written.

    Args:
        text: what was typed.
        known_words: how many of its words the likeliest language of the register has.

    """
    words = _WORD.findall(text.lower())
    marks = {code: found.marks(words) for code, found in other_languages().items()}
    likeliest = max(marks, key=lambda code: marks[code], default=None)
    if likeliest is None or marks[likeliest] <= known_words:
        return None
    return likeliest if marks[likeliest] >= max(_LEAST_MARKS, _LEAST_SHARE * len(words)) else None

"""A message in one spelling that still knows where each character was typed."""

import unicodedata
from dataclasses import dataclass

from bot.nlu.cleaning import LONGEST, ONE_LETTER

_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
_SAME = {**_DASHES, "\u2019": "'", "\u02bc": "'", "\u066c": "'", "\u066b": ",", "\t": " ",
         "\u060c": ",", "\u061b": ";", "\u061f": "?"}
"""Signs that are typed for others: dashes, apostrophes, the Arabic signs for thousands, decimals, comma, semicolon and "?"."""
_LINE_ENDS = "\u2028\u2029\x85"
_UNSEEN = ("Mn", "Cf", "Cc")


@dataclass(frozen=True)
class Plain:
    """Folded text; `origin` tells for each of its characters where it stood in the text as typed."""

    text: str
    typed: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a piece of the folded text was typed."""
        return self.origin[start], self.origin[end - 1] + 1

    def piece(self, start: int, end: int) -> str:
        """A piece of the folded text as it was typed."""
        first, last = self.span(start, end)
        return self.typed[first:last]


def plain(typed: str) -> Plain:
    """The text in lower case without diacritics, with digits 0-9 and single spaces."""
    folded: list[str] = []
    origin: list[int] = []
    for place, char in enumerate(typed[:LONGEST]):
        for letter in _folded(char):
            if letter != " " or (folded and folded[-1] not in " \n"):
                folded.append(letter)
                origin.append(place)
    return Plain("".join(folded), typed, tuple(origin))


def fold(word: str) -> str:
    """A word in the spelling of `plain`."""
    return plain(word).text


def _folded(char: str) -> str:
    """A character as none, one or several plain ones."""
    if char.isascii():
        return _SAME.get(char, char.lower()) if char.isprintable() or char in "\t\n" else ""
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if char.isspace():
        return "\n" if char in _LINE_ENDS else " "
    if not char.isalpha():
        return "" if unicodedata.category(char) in _UNSEEN else _SAME.get(char, char)
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    return "".join(part for part in parts if unicodedata.category(part) != "Mn").translate(ONE_LETTER)

"""Places in a message: postal codes, and names after words like "in" that the gazetteer knows."""

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Optional

from bot.nlu.facts.fact import Fact, disjoint
from bot.nlu.facts.reading import Reading, reading
from bot.nlu.facts.words import pattern

if TYPE_CHECKING:
    from bot.knowledge.centres.places import Place

_POSTAL = r"(?<!\w)(?<!\d[.,:/-])(?:0[1-9]|[1-9]\d)\d{3}(?!\w)(?![.,:/-]\d)(?! ?(?:{currency}|{gross}|{units}|{per}))"
_WORD = r"(?!{place_before})[^\W\d_]{3,}(?:[-./][^\W\d_]+)*"
_NAME = rf"{{place_before}} (?!{{not_places}}|{{determiners}}|{{month_before}})(?P<name>{_WORD}(?: (?:am|an|der|im|ob|{_WORD})){{0,3}})"


def find(text: str, language: str, today: date) -> list[Fact]:
    """The German places in a text; the value is what was typed, for `find_place`."""
    message = reading(text, language, today)
    codes = (_fact(message, match.start(), match.end()) for match in pattern(_POSTAL).finditer(message.text)
             if _meant(message.plain.piece(match.start(), match.end())))
    return disjoint([*codes, *_names(message)])


def _names(message: Reading) -> Iterator[Fact]:
    for match in pattern(_NAME).finditer(message.text):
        end = _name_end(message, match)
        if end:
            yield _fact(message, match.start("name"), end)


def _name_end(message: Reading, match: "re.Match[str]") -> Optional[int]:
    """Where the name ends: after the first word, or the words that tell more ("Frankfurt am Main", "Bad Homburg")."""
    start = match.start("name")
    first, *later = [start + word.end() for word in re.finditer(r"\S+", match["name"])]
    name_end, places = first, _meant(message.plain.piece(start, first))
    if not places:
        return _two_words(message, start, first, later[0]) if later else None
    for end in later:
        narrower = _meant(message.plain.piece(start, end))
        if narrower and set(narrower) < set(places):
            name_end, places = end, narrower
    return name_end


def _two_words(message: Reading, start: int, first: int, second: int) -> Optional[int]:
    """The end of a name whose words are none by themselves."""
    both, alone = _meant(message.plain.piece(start, second)), _meant(message.plain.piece(first + 1, second))
    return second if both and both != alone else None


def _meant(typed: str) -> "list[Place]":
    from bot.knowledge.centres.places import find_place
    return find_place(typed)


def _fact(message: Reading, start: int, end: int) -> Fact:
    return Fact("place", message.plain.piece(start, end), *message.plain.span(start, end))

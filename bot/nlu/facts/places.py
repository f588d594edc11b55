"""Places in a message: postal codes, and names after words like "in" that the gazetteer knows."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Optional

from bot.nlu.facts.fact import Fact, disjoint
from bot.nlu.facts.numbers import NOT_INSIDE
from bot.nlu.facts.reading import Match, Reading, reading

_NO_CODE = r"(?! ?(?:{currency}|{gross}|{units}|{per}))"
_POSTAL = rf"{NOT_INSIDE}(?:0[1-9]|[1-9]\d)\d{{3}}(?!\w)(?![.,:/-]\d){_NO_CODE}"
_WORD = r"(?!{place_before})[^\W\d_]{3,}(?:[-./][^\W\d_]+)*"
_NO_NAME = r"(?!{not_places}|{determiners}|{month_before}|{last}|{this}|{next}|{weekdays})"
_LATER = rf"(?: (?:am|an|der|im|ob|{_WORD}|\({_WORD}\)))"
_NAME = rf"{{place_before}} {_NO_NAME}(?P<name>{_WORD}{_LATER}{{0,3}})"
_WORDS = re.compile(r"\S+")


def find(text: str, language: str, today: date) -> list[Fact]:
    """The German places in a text; the value is what was typed, for `find_place`."""
    message = reading(text, language, today)
    codes = (_fact(message, *match.span()) for match in message.pattern(_POSTAL).finditer(message.text)
             if _meant(message, *match.span()))
    return disjoint([*codes, *_names(message)])


def _names(message: Reading) -> Iterator[Fact]:
    for match in message.pattern(_NAME).finditer(message.text):
        end = _name_end(message, match)
        if end:
            yield _fact(message, match.start("name"), end)


def _name_end(message: Reading, match: Match) -> Optional[int]:
    """Where the name ends: after one word, or words that tell more ("Frankfurt Oder", "Bad Homburg")."""
    start = match.start("name")
    first, *later = [start + word.end() for word in _WORDS.finditer(match["name"])]
    name_end, places = (first, _meant(message, start, first))
    for end in later if places else later[:1]:
        longer = _meant(message, start, end)
        if longer and longer not in (places, _meant(message, first + 1, end)):
            name_end, places = end, longer
    return name_end if places else None


def _meant(message: Reading, start: int, end: int) -> set[tuple[float, float]]:
    """Where the places are that this piece of the message names."""
    from bot.knowledge.centres.places import find_place
    return {(place.lat, place.lon) for place in find_place(message.plain.piece(start, end))}


def _fact(message: Reading, start: int, end: int) -> Fact:
    return Fact("place", message.plain.piece(start, end), *message.plain.span(start, end))

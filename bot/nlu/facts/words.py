"""The words of all languages for facts: one door to words/<language>.yml, and patterns made of them."""

import re
from collections.abc import Container
from functools import cache
from pathlib import Path
from typing import Any, Optional, Union

from pydantic import BaseModel, Extra, StrictStr

from bot.knowledge.files import read_model
from bot.languages import FALLBACK, SOURCE
from bot.nlu.facts.plain import fold

_FOLDER = Path(__file__).parent / "words"
_MIXED_IN = (SOURCE, FALLBACK)
_NAME = re.compile(r"\{([a-z_]+(?:\.[a-z_]+)?)(!?)\}")
Texts = list[StrictStr]
Table = dict[str, dict[str, Union[str, int]]]
"""For each field the folded words and what each stands for."""


class _Strict(BaseModel):
    class Config:
        extra = Extra.forbid


class Around(_Strict):
    """Words before and after a piece of text."""

    before: Texts
    after: Texts


class Age(Around):
    """Words beside a person's age."""

    being: Texts


class Clock(_Strict):
    """Words beside times of day."""

    start: Texts
    to: Texts
    mark: Texts
    morning: Texts
    afternoon: Texts
    at: Texts
    never: Texts
    morning_before: Texts = []
    afternoon_before: Texts = []
    range_after: Texts = []


class Units(_Strict):
    """Words for units of time."""

    minute: Texts = []
    hour: Texts
    day: Texts
    week: Texts
    month: Texts
    year: Texts


class Spans(_Strict):
    """Spans of time in words that need no number; languages need not have them."""

    hour: Texts = []
    day: Texts = []
    week: Texts = []
    month: Texts = []
    year: Texts = []


class Words(_Strict):
    """The words of one language; the fields are explained in words/de.yml."""

    numbers: dict[int, Texts]
    hundred: Texts
    thousand: Texts
    kilo: Texts
    joiners: Texts
    halves: dict[int, Texts] = {}
    and_half: Texts = []
    loose_half: Texts = []
    half_of: Spans = Spans()
    one_of: Spans = Spans()
    two_of: Spans = Spans()
    articles: Texts
    ordinals: dict[int, Texts]
    ordinal_endings: Texts
    months: dict[int, Texts]
    weekdays: dict[int, Texts]
    days: dict[int, Texts]
    unsure: Texts
    on: Texts
    of: Texts
    since: Texts
    until: Texts
    ending: Texts
    last: Texts
    this: Texts
    next: Texts
    last_after: Texts = []
    next_after: Texts = []
    determiners: Texts
    ago: Around
    ahead: Around
    end_of: Texts
    end_of_this_month: Texts
    month_before: Texts
    after_day: Texts
    on_day: Texts = []
    of_month: Texts = []
    units: Units
    per: Units
    per_one: Units
    not_per_after: Texts
    clock: Clock
    age: Age
    currency: Texts
    cents: Texts
    before_cents: Texts = []
    foreign: Texts
    gross: Texts
    pay: Texts
    between: Texts
    about: Texts
    bounds: Texts
    after_sum: Texts
    not_a_wage: Texts
    difference: Texts
    each: Texts
    ranges: Texts
    amid: Texts = []
    either: Texts
    times: Texts
    every: Texts
    numbered: Texts
    nothing: Texts
    place_before: Texts
    not_places: Texts
    not_german: Texts = []


def read_words(path: Path) -> Words:
    """The words of one file.

    Raises:
        DataError: a field is missing, unknown, or no list of words.

    """
    return read_model(path, Words)


@cache
def _tables() -> dict[str, Table]:
    return {path.stem: _table(read_words(path).dict()) for path in sorted(_FOLDER.glob("*.yml"))}


def _table(fields: dict[str, Any]) -> Table:
    table: Table = {}
    for field, content in fields.items():
        groups = content if isinstance(content, dict) else {field: content}
        meanings = {key: {spelling: key for word in words for spelling in _spellings(word)}
                    for key, words in groups.items()}
        table.update((f"{field}.{key}", words) for key, words in meanings.items())
        table[field] = {spelling: key for words in meanings.values() for spelling, key in words.items()}
    return table


def _spellings(word: str) -> set[str]:
    """Folded spellings: "für" is typed as "fur" and as "fuer"."""
    return {fold(word), fold(word.lower().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue"))}


@cache
def _read_in(language: str) -> tuple[Table, ...]:
    """The tables that count in a message of a language: its own, and those of the languages that everybody mixes in."""
    tables = _tables()
    own = tables.get(language, {})
    mixed_in = [_without(tables[code], own.get("not_german", {})) for code in _MIXED_IN if code != language]
    return (own, *mixed_in) if own else tuple(mixed_in)


def _without(table: Table, dropped: Container[str]) -> Table:
    return {field: {word: key for word, key in words.items() if word not in dropped} for field, words in table.items()}


def meaning(field: str, word: str, language: str) -> Union[str, int, None]:
    """What a word stands for in a field; the language of the message decides where languages disagree."""
    return next((table[field][spelling] for table in _read_in(language)
                 if (spelling := word.replace("-", " ")) in table[field]), None)


def number_meant(field: str, word: Optional[str], language: str) -> Optional[int]:
    """The number that a word stands for in a field, such as a month's."""
    found = meaning(field, word, language) if word else None
    return int(found) if found is not None else None


@cache
def pattern(template: str, language: str) -> re.Pattern[str]:
    """A template over folded text of a language, compiled; {months} is a word of the field, {months!} also inside words."""
    return re.compile(_NAME.sub(lambda name: _any_of(name[1], not name[2], language), template))


@cache
def _any_of(field: str, whole: bool, language: str) -> str:
    words = {word for table in _read_in(language) for word in table[field]}
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    choices = [re.escape(word).replace(r"\ ", "[ -]") for word in longest_first]
    letters = "|".join(choice for choice in choices if choice[0].isalnum()) or "(?!)"
    signs = "|".join(choice for choice in choices if not choice[0].isalnum()) or "(?!)"
    if not whole:
        return f"(?:{letters}|{signs})"
    return rf"(?:(?<![^\W\d_])(?:{letters})(?![^\W\d_])|{signs})"

"""Hours and durations in a message: "42 Stunden die Woche", "from 8 to 18", "seit 2 Jahren", "3 months"."""

import re
from datetime import date
from decimal import Decimal
from typing import Optional

from bot.nlu.facts import clock
from bot.nlu.facts.fact import Fact, Value, disjoint
from bot.nlu.facts.numbers import NUMBER, exact, number, spoken_one, text_of
from bot.nlu.facts.rates import PER, per_after, per_before
from bot.nlu.facts.reading import Reading, reading, scan
from bot.nlu.facts.words import meaning, pattern

_QUANTITY = rf"(?P<n>{NUMBER})[ -]?(?P<unit>{{units}})(?!\d)(?:(?<![^\W\d_]{{4}})\.(?= ?(?:{{per}}|/)))?"
_AND = r",? (?:{joiners} )?"
_YEARS_MONTHS = rf"(?P<n>{NUMBER})[ -]?(?P<unit>{{units.year}}){_AND}(?P<n2>{NUMBER})[ -]?{{units.month}}"
_WEEKS_DAYS = rf"(?P<n>{NUMBER})[ -]?(?P<unit>{{units.week}}){_AND}(?P<n2>{NUMBER})[ -]?{{units.day}}"
_HOURS_MINUTES = rf"(?P<n>{NUMBER})[ -]?(?P<unit>{{units.hour}})\.?{_AND}(?P<n2>{NUMBER})[ -]?{{units.minute}}"
_RELATIVE = r"(?:{ago.before}|{ahead.before})(?: {about}\.?)?"
_RELATIVE_AFTER = rf" (?:{{joiners}} {NUMBER} {{units}} )?(?:{{ago.after}}|{{ahead.after}})"
_PART = r"(?:{units.year}|{units.month}|{units.week}) {joiners}"
"""What stands before the second part of "vor einem Jahr und 2 Monaten"."""
_MOST_HOURS = {"day": 24, "week": 168, "month": 744, None: 10_000}
_MOST = {"day": 3660, "week": 520, "month": 600, "year": 60}
_LIKELY_AN_AGE = 16
_CLOCK_MINUTES = {"10", "15", "20", "30", "40", "45"}
_LONGER = {"day": "week month year", "week": "month year"}


def find(text: str, language: str, today: date) -> list[Fact]:
    """The hours and durations in a text."""
    message = reading(text, language, today)
    singles = [_single(match, message) for match in pattern(_QUANTITY).finditer(message.text)]
    hours = [_hours_minutes(match, message) for match in pattern(_HOURS_MINUTES).finditer(message.text)]
    return disjoint([
        *(fact for fact in singles + hours if fact),
        *scan(message, clock.TEMPLATE, "hours", clock.read),
        *scan(message, _YEARS_MONTHS, "duration", _years_months),
        *scan(message, _WEEKS_DAYS, "duration", _weeks_days),
    ])


def _single(match: "re.Match[str]", message: Reading) -> Optional[Fact]:
    """One number with its unit."""
    unit = meaning("units", match["unit"], message.language)
    value = number(match["n"], message.language)
    if unit == "minute" or value is None or not _is_quantity(match, message):
        return None
    if unit == "hour":
        return None if _no_working_hours(match, message) else _hours(message, match, value)
    return _duration(message, match, value, str(unit))


def _is_quantity(match: "re.Match[str]", message: Reading) -> bool:
    """Whether the number stands for itself and is no part of "vor 2 Wochen"."""
    relative = message.preceded(match.start(), rf"{_RELATIVE}|{_PART}") or message.followed(match.end(), _RELATIVE_AFTER)
    return not relative and exact(message, match.start(), match.end())


def _no_working_hours(match: "re.Match[str]", message: Reading) -> bool:
    """A time ("bis 18 h"), hours with minutes behind, or a number that may mean minutes ("7.30 Std")."""
    parts = re.split(r"[.,]", match["n"])
    doubtful = len(parts) == 2 and parts[1] in _CLOCK_MINUTES and len(parts[0]) < 3
    minutes = message.followed(match.end(), rf"{_AND}{NUMBER}[ -]?{{units.minute}}")
    return doubtful or minutes or message.preceded(match.start(), "{clock.at}")


def _hours_minutes(match: "re.Match[str]", message: Reading) -> Optional[Fact]:
    """ "8 Stunden 30 Minuten", where that is an exact decimal number."""
    both = _both(match, message)
    if both is None or both[1] >= 60 or both[1] % 3 or not _is_quantity(match, message):
        return None
    return _hours(message, match, both[0] + both[1] / 60)


def _hours(message: Reading, match: "re.Match[str]", value: Decimal) -> Optional[Fact]:
    per, end = per_after(message, match.end())
    if per is None:
        per = per_before(message, match.start())
    if per is None and spoken_one(match["n"], message.language) or per not in _MOST_HOURS or not 0 < value <= _MOST_HOURS[per]:
        return None
    return Fact("hours", {"hours": text_of(value), "per": per}, *message.plain.span(match.start(), end))


def _duration(message: Reading, match: "re.Match[str]", value: Decimal, unit: str) -> Optional[Fact]:
    vague = unit == "day" and spoken_one(match["n"], message.language)
    if vague or not 0 < value <= _MOST[unit] or _is_age(match, message, unit, value) or _is_rhythm(match, message, unit):
        return None
    return Fact("duration", {"number": text_of(value), "unit": unit}, *message.plain.span(match.start(), match.end("unit")))


def _is_age(match: "re.Match[str]", message: Reading, unit: str, value: Decimal) -> bool:
    """How old a person is: "38 Jahre alt", "I am 28 years", ", 38 Jahre,"."""
    if message.preceded(match.start(), "{age.before}") or message.followed(match.end(), "[ -]?{age.after}"):
        return True
    being = message.preceded(match.start(), rf"{{age.being}}(?: {{about}}\.?)?")
    alone = message.text[:match.start()].endswith(", ") and message.followed(match.end(), r"$|[,;.)]")
    return unit == "year" and (being or alone and value >= _LIKELY_AN_AGE)


def _is_rhythm(match: "re.Match[str]", message: Reading, unit: str) -> bool:
    """How often something is: "5 Tage die Woche", "6-day week", "2 Tage im Monat"."""
    if message.followed(match.end(), "[ -]{units}"):
        return True
    rhythm = pattern(rf" ?(?P<per>{PER})").match(message.text, match.end())
    return bool(rhythm and str(meaning("per", rhythm["per"], message.language)) in _LONGER.get(unit, "").split())


def _years_months(match: "re.Match[str]", message: Reading) -> Optional[Value]:
    return _sum(match, message, 12, "month")


def _weeks_days(match: "re.Match[str]", message: Reading) -> Optional[Value]:
    return _sum(match, message, 7, "day")


def _sum(match: "re.Match[str]", message: Reading, factor: int, unit: str) -> Optional[Value]:
    both = _both(match, message)
    if both is None or both[0] > _MOST["year"] or not _is_quantity(match, message):
        return None
    return {"number": text_of(both[0] * factor + both[1]), "unit": unit}


def _both(match: "re.Match[str]", message: Reading) -> Optional[tuple[Decimal, Decimal]]:
    first, second = number(match["n"], message.language), number(match["n2"], message.language)
    return (first, second) if first is not None and second is not None else None

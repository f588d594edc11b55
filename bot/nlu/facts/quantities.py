"""Hours and durations in a message: "42 Stunden die Woche", "from 8 to 18", "seit 2 Jahren", "3 months"."""

import re
from datetime import date
from decimal import Decimal
from typing import Optional

from bot.nlu.facts import clock
from bot.nlu.facts.fact import Fact, Value, disjoint
from bot.nlu.facts.numbers import HALF, NUMBER, exact, number, spoken_one, text_of, with_half
from bot.nlu.facts.rates import PER, per_after, per_before
from bot.nlu.facts.reading import Match, Reading, reading, scan
from bot.nlu.facts.words import meaning

_SHORT_DOT = r"(?:(?<![^\W\d_]{4})\.(?= ?(?:{per}|/)))?"
_AND_HALF = rf" {{and_half}}(?:(?= ?{PER})|(?! ?(?:\d|-\w|{{numbers}}|{{units}})))"
_QUANTITY = rf"(?P<n>{NUMBER})[ -]?(?P<unit>{{units}})(?!\d)(?P<half>{_AND_HALF})?{_SHORT_DOT}"
_WORD = rf"(?:(?P<half_of>{{half_of}})|(?P<one_of>{{one_of}})|(?P<two_of>{{two_of}}))(?P<half>{_AND_HALF})?"
_ONE_AND_HALF = rf"(?:{{articles}} )?(?P<one_of>{{units}})(?P<half>{_AND_HALF})"
_COUNTED = {"half_of": HALF, "one_of": Decimal(1), "two_of": Decimal(2)}
_MORE_FOLLOWS = r" (?:{and_half}|{joiners} {half_of})"
_NUMBER_BEFORE = r"(?:\d|{numbers}) {joiners}|\d|{numbers}|{hundred}|{thousand}|{halves}|{and_half}"
_AND = r",? (?:{joiners} )?"


def _pair(larger: str, smaller: str) -> str:
    second = rf"(?P<n2>{NUMBER})[ -]?{{units.{smaller}}}"
    return rf"(?P<n>{NUMBER})[ -]?{{units.{larger}}}\.?{_AND}{second}"


_YEARS_MONTHS = _pair("year", "month")
_WEEKS_DAYS = _pair("week", "day")
_HOURS_MINUTES = _pair("hour", "minute")
_MINUTES_FOLLOW = rf"{_AND}{NUMBER}[ -]?{{units.minute}}"
_PART = r"(?:{units.year}|{units.month}|{units.week}) {joiners}"
"""What stands before the second part of "vor einem Jahr und 2 Monaten"."""
_RELATIVE_BEFORE = rf"(?:{{ago.before}}|{{ahead.before}})(?: {{about}})?|{_PART}"
_RELATIVE_AFTER = rf" (?:{{joiners}} {NUMBER} {{units}} )?(?:{{ago.after}}|{{ahead.after}})"
_CLOCK_MINUTES = re.compile(r"\d{1,2}[.,](?:10|15|20|30|40|45)")
"""Decimals that may be minutes: "7.30 Std"."""
_MOST_HOURS = {"day": 24, "week": 168, "month": 744, None: 10_000}
_MOST = {"day": 3660, "week": 520, "month": 600, "year": 60}
_LONGER = {"day": ("week", "month", "year"), "week": ("month", "year"), "month": (), "year": ()}
_LIKELY_AN_AGE = 16


def find(text: str, language: str, today: date) -> list[Fact]:
    """The hours and durations in a text."""
    message = reading(text, language, today)
    singles = [_single(match, message) for match in message.pattern(_QUANTITY).finditer(message.text)]
    words = [_worded(match, message) for template in (_WORD, _ONE_AND_HALF)
             for match in message.pattern(template).finditer(message.text)]
    hours = [_hours_minutes(match, message) for match in message.pattern(_HOURS_MINUTES).finditer(message.text)]
    return disjoint([
        *(fact for fact in singles + words + hours if fact),
        *scan(message, clock.TEMPLATE, "hours", clock.read),
        *scan(message, _YEARS_MONTHS, "duration", _years_months),
        *scan(message, _WEEKS_DAYS, "duration", _weeks_days),
    ])


def _single(match: Match, message: Reading) -> Optional[Fact]:
    """One number with its unit."""
    unit = meaning("units", match["unit"], message.language)
    value = number(match["n"], message.language)
    if unit == "minute" or value is None or not _is_quantity(match, message):
        return None
    if unit == "hour" and (_CLOCK_MINUTES.fullmatch(match["n"]) or _no_working_hours(match, message)):
        return None
    vague = unit in ("day", "hour") and spoken_one(match["n"], message.language) and not match["half"]
    return _fact(message, match, value, str(unit), vague)


def _worded(match: Match, message: Reading) -> Optional[Fact]:
    """A span that needs no number: "halbes Jahr", "godinu dana", "سنتين"; "a year and a half"."""
    counted = next(name for name in _COUNTED if match.groupdict().get(name))
    field = counted if "half_of" in match.groupdict() else "units"
    unit = meaning(field, match[counted], message.language)
    if unit == "minute" or not _is_quantity(match, message) or message.preceded(match.start(), _NUMBER_BEFORE):
        return None
    if unit == "hour" and _no_working_hours(match, message):
        return None
    return _fact(message, match, _COUNTED[counted], str(unit), vague=unit == "hour" and counted == "half_of")


def _fact(message: Reading, match: Match, value: Decimal, unit: str, vague: bool = False) -> Optional[Fact]:
    """Working hours or a duration, with the half that stands behind the unit."""
    total = with_half(value) if match["half"] else value
    if total is None or message.followed(match.end(), _MORE_FOLLOWS) or _loose_half(match, message):
        return None
    return _hours(message, match, total, vague) if unit == "hour" else _duration(message, match, total, unit, vague)


def _is_quantity(match: Match, message: Reading) -> bool:
    """Whether the number stands for itself and is no part of "vor 2 Wochen"."""
    start, end = match.span()
    relative = message.preceded(start, _RELATIVE_BEFORE) or message.followed(end, _RELATIVE_AFTER)
    rate = message.preceded(start, "{units}|{currency}|{gross}|{kilo}") and message.pattern(PER).match(message.text, start)
    return not relative and not rate and exact(message, start, end)


def _loose_half(match: Match, message: Reading) -> bool:
    """Whether the words for "and a half" may mean something else before more words: Serbian "i po"."""
    loose = match["half"] and message.pattern(" {loose_half}").fullmatch(match["half"])
    return bool(loose) and not message.followed(match.end(), rf"$|[,;.!?)\n]| ?{PER}| {{place_before}}| {{after_sum}}")


def _no_working_hours(match: Match, message: Reading) -> bool:
    """A time ("bis 18 h"), or hours with minutes behind."""
    return message.followed(match.end(), _MINUTES_FOLLOW) or message.preceded(match.start(), "{clock.at}")


def _hours_minutes(match: Match, message: Reading) -> Optional[Fact]:
    """ "8 Stunden 30 Minuten", where that is an exact decimal number."""
    both = _both(match, message)
    if both is None or both[1] >= 60 or both[1] % 3 or not _is_quantity(match, message):
        return None
    return _hours(message, match, both[0] + both[1] / 60)


def _hours(message: Reading, match: Match, value: Decimal, vague: bool = False) -> Optional[Fact]:
    per, end = per_after(message, match.end())
    per = per or per_before(message, match.start())
    if (vague and per is None) or not 0 < value <= _MOST_HOURS.get(per, 0):
        return None
    return Fact("hours", {"hours": text_of(value), "per": per}, *message.plain.span(match.start(), end))


def _duration(message: Reading, match: Match, value: Decimal, unit: str, vague: bool) -> Optional[Fact]:
    other = _is_age(match, message, unit, value) or _is_rhythm(match, message, unit)
    if vague or other or not 0 < value <= _MOST[unit]:
        return None
    end = match.start() + len(match[0].rstrip("."))
    return Fact("duration", {"number": text_of(value), "unit": unit}, *message.plain.span(match.start(), end))


def _is_age(match: Match, message: Reading, unit: str, value: Decimal) -> bool:
    """How old a person is: "38 Jahre alt", "I am 28 years", ", 38 Jahre,"."""
    if message.preceded(match.start(), "{age.before}") or message.followed(match.end(), "[ -]?{age.after}"):
        return True
    being = message.preceded(match.start(), r"{age.being}(?: {about})?")
    alone = message.text[:match.start()].endswith(", ") and message.followed(match.end(), r"$|[,;.)]")
    return unit == "year" and (being or (alone and value >= _LIKELY_AN_AGE))


def _is_rhythm(match: Match, message: Reading, unit: str) -> bool:
    """How often something is: "5 Tage die Woche", "6-day week", "2 Tage im Monat"."""
    if message.followed(match.end(), "[ -]{units}"):
        return True
    rhythm = message.pattern(rf" ?(?P<per>{PER})").match(message.text, match.end())
    return bool(rhythm and meaning("per", rhythm["per"], message.language) in _LONGER[unit])


def _years_months(match: Match, message: Reading) -> Optional[Value]:
    return _total(match, message, 12, "month")


def _weeks_days(match: Match, message: Reading) -> Optional[Value]:
    return _total(match, message, 7, "day")


def _total(match: Match, message: Reading, factor: int, unit: str) -> Optional[Value]:
    both = _both(match, message)
    if both is None or both[0] > _MOST["year"] or not _is_quantity(match, message):
        return None
    return {"number": text_of(both[0] * factor + both[1]), "unit": unit}


def _both(match: Match, message: Reading) -> Optional[tuple[Decimal, Decimal]]:
    first, second = number(match["n"], message.language), number(match["n2"], message.language)
    return (first, second) if first is not None and second is not None else None

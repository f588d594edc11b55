"""Dates in a message: "20. November", "31.3.", "3.4.26", "Nov 20", "2026-11-20", "5/6", "im Oktober"."""

from dataclasses import replace
from datetime import date
from typing import Optional

from bot.nlu.facts.fact import Fact, Value, disjoint
from bot.nlu.facts.numbers import NOT_INSIDE
from bot.nlu.facts.rates import BETWEEN, PER
from bot.nlu.facts.reading import Match, Reading, reading, scan
from bot.nlu.facts.relative import RULES, Rule
from bot.nlu.facts.words import number_meant
from bot.nlu.facts.years import (
    aim,
    day_value,
    full_year,
    in_years,
    likeliest,
    made,
    month_value,
    months_later,
    told_year,
)

_END = r"(?!\w)(?![.,:/-]\d)"
_MEASURE = r"{currency}|{cents}|{foreign}|{gross}|{units}|{clock.mark}|{kilo}"
_NO_QUANTITY = rf"(?! ?(?:{_MEASURE}|{PER}|%))"
_YEAR = rf"(?:19|20)\d\d{_END}(?:(?= ?{{units.year}})|{_NO_QUANTITY})"
_SHORT_YEAR = r"'\d\d(?!\w)|(?:1[5-9]|2\d|3\d)(?=$|[,;!?)\n]|\.(?!\d))"
_BEFORE_DATE = r"(?:{on}|{since}|{until}|{last}|{next}|{weekdays},?)(?: {on})?(?: {weekdays},?)?"
_BEFORE_MONTH = r"(?:{month_before}|{since}|{until}|{last}|{this}|{next})"
_PAY_BEFORE = rf"(?:{{pay}}|{{gross}}){BETWEEN}"
_RANGE = r"(?<![\d.])\d{1,2}\.? ?(?:-|/|{ranges}|{either}|{joiners})(?: {on})?"
"""A day without its month before another: "1. bis 15. März" is not read."""
_JOINT = r"(?:-|/|{ranges}|{either}|{joiners})"
_NO_DAY_BEFORE = rf"\d{{1,2}}\.? ?{_JOINT}|\d|{{numbers}}|{{every}}|{{bounds}}"
_MORE_DAYS = rf" ?{_JOINT} (?:(?:{{on}}|{{on_day}}) )?\d"
_MONTH_SHIFTS = {"last": -1, "this": 0, "next": 1}
_CENTS = 20
"""From here on the second part of an impossible "45.50." looks like cents."""
_SHORT_NAME = 4
_MONTH_FIRST = "en"
_FRACTIONS = {"24/7", "1/2", "1/3", "2/3", "1/4", "3/4", "1/5", "2/5", "1/6", "1/8"}

_DAY = r"(?P<d>\d{1,2}) ?(?P<mark>\.|-?{ordinal_endings!}(?!\w))?"
_YEAR_FIRST = rf"{NOT_INSIDE}(?P<y>\d{{4}})(?P<sep>[-/.])(?P<m>\d{{1,2}})(?P=sep)(?P<d>\d{{1,2}}){_END}"
_SPACED_PAIR = r"(?P<d>\d{1,2})(?P<sep>[./-])(?: (?=\d{1,2}\. ?\d{4}))?(?P<m>\d{1,2})"
_DAY_MONTH_YEAR = rf"{NOT_INSIDE}{_SPACED_PAIR}(?:(?P=sep)(?P<y>\d{{4}}|\d\d){_END}|\.? (?P<spaced>{_YEAR}))"
_DOTTED = rf"{NOT_INSIDE}(?P<d>\d{{1,2}})\.(?P<m>\d{{1,2}})(?P<dot>\.)?{_END}{_NO_QUANTITY}"
_SLASHED = rf"{NOT_INSIDE}(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}}){_END}{_NO_QUANTITY}"
_MONTH_YEAR = rf"{NOT_INSIDE}(?P<m>0?[1-9]|1[0-2])[./](?P<y>20\d\d){_END}{_NO_QUANTITY}"
_NAMED = (rf"{NOT_INSIDE}(?:{_DAY}|(?P<word>{{ordinals}})) ?(?:{{of}} )?(?P<month>{{months}})(?!\d)"
          rf"(?:\.?,? (?:{{of}} )?(?P<y>{_YEAR}|{_SHORT_YEAR}))?")
_NAMED_FIRST = (rf"(?P<month>{{months}})\.? (?P<d>\d{{1,2}})(?P<mark>{{ordinal_endings!}})?"
                rf"{_END}{_NO_QUANTITY}(?:,? (?P<y>{_YEAR}))?")
_MONTH = rf"(?P<month>{{months}})(?!\d)(?:\.?,? (?:{{of}} )?(?P<y>{_YEAR}|'\d\d(?!\w)))?"
_PLACES = ("1", "2", "_after1", "_after2")


def _which(place: str) -> str:
    """Which month: "last month", "mois dernier"."""
    before = "|".join(rf"(?P<{which}{place}>{{{which}}}) {{units.month}}" for which in _MONTH_SHIFTS)
    after = "|".join(rf"(?P<{which}_after{place}>{{{which}_after}})" for which in ("last", "next"))
    month = "{units.month} " if place == "2" else "(?:{units.month} )?"
    return rf"{before}|{month}(?:{after})"


_DAY_OF_MONTH = (rf"{NOT_INSIDE}(?:(?P<d>\d{{1,2}})(?P<mark>\.|[-' ]?{{ordinal_endings!}})?|(?P<word>{{ordinals}})) "
                 rf"(?:(?P<sure>{{of_month}})(?: (?:{_which('1')}))?|(?:(?:{{of}}|{{determiners}}) ){{0,2}}(?:{_which('2')}))")
_BARE_DAY = r"{on_day} (?P<d>\d{1,2})(?!\d|[.,:/'-]\w)(?=$|[,;!?)\n]| {after_day})"
_DAY_ALONE = rf"{NOT_INSIDE}(?P<d>\d{{1,2}})(?:\.|-?{{ordinal_endings!}})(?=$|[,;!?)\n.]| {{after_day}})"


def find(text: str, language: str, today: date) -> list[Fact]:
    """The dates in a text, each with its precision: day, month, ambiguous (`candidates`) or invalid."""
    message = reading(text, language, today)
    facts = [fact for template, read in (_FIRST, *RULES, *_RULES) for fact in scan(message, template, "date", read)]
    return [replace(fact, value=_with_text(fact, text)) for fact in disjoint(facts)]


def _with_text(fact: Fact, text: str) -> Value:
    assert isinstance(fact.value, dict)  # noqa: S101 (all rules of this file give one)
    return {**fact.value, "text": text[fact.start:fact.end]}


def _year_first(match: Match, message: Reading) -> Optional[Value]:
    return _complete(match, message, int(match["d"]), int(match["m"]))


def _day_month_year(match: Match, message: Reading) -> Optional[Value]:
    """Day first with dots; with other signs both ways, if both make sense."""
    first, second = int(match["d"]), int(match["m"])
    if match["sep"] == "." or first == second or first > 12:
        return _complete(match, message, first, second)
    if second > 12:
        return _complete(match, message, second, first)
    year = full_year(match["y"] or match["spaced"], message.today)
    if not (year and first and second):
        return None
    return _ambiguous([date(year, second, first), date(year, first, second)])


def _complete(match: Match, message: Reading, day: int, month: int) -> Optional[Value]:
    """A date with its year; impossible ones are told, years that nobody means are not."""
    groups = match.groupdict()
    year = full_year(groups["y"] or groups["spaced"], message.today)
    if year is None:
        return None
    found = made(year, month, day)
    return day_value([found]) if found else _invalid(match, message)


def _dotted(match: Match, message: Reading) -> Optional[Value]:
    """ "10.11." is a date; "10.11" only alone or after a word like "am"; neither right after a pay word."""
    day, month = int(match["d"]), int(match["m"])
    cue = match[0] == message.text.strip() or message.preceded(match.start(), _BEFORE_DATE)
    if not (cue or match["dot"]) or not day or not month or message.preceded(match.start(), _RANGE):
        return None
    if not cue and message.preceded(match.start(), _PAY_BEFORE):
        return None
    found = day_value(_in_years(match, message, day, month))
    return _invalid(match, message) if not found and match["dot"] and (cue or month < _CENTS) else found


def _slashed(match: Match, message: Reading) -> Optional[Value]:
    """ "5/6" may be either; "24/7", "2/3" and "5/12" are mostly no dates at all."""
    first, second = int(match["a"]), int(match["b"])
    cue = message.preceded(match.start(), _BEFORE_DATE)
    if (not cue and (match[0] in _FRACTIONS or second in (12, first))) or _is_pay_month(match, message):
        return None
    day_first = _in_years(match, message, first, second)
    month_first = _in_years(match, message, second, first)
    if day_first and month_first and first != second:
        return _ambiguous([day_first[0], month_first[0]])
    return day_value(day_first or month_first)


def _is_pay_month(match: Match, message: Reading) -> bool:
    """Whether "10/25" may be the month of a payslip, where people do not write the month before the day."""
    years = range(message.today.year % 100 - 10, message.today.year % 100 + 3)
    return message.language != _MONTH_FIRST and int(match["b"]) > 12 and int(match["b"]) in years


def _month_year(match: Match, message: Reading) -> Optional[Value]:
    return month_value([date(int(match["y"]), int(match["m"]), 1)])


def _named(match: Match, message: Reading) -> Optional[Value]:
    """A day with its month's name, in either order."""
    groups = match.groupdict()
    day = int(groups["d"]) if groups["d"] else number_meant("ordinals", groups.get("word"), message.language)
    month = number_meant("months", groups["month"], message.language)
    doubtful = message.preceded(match.start(), _RANGE) or not _surely_a_month(match, message)
    if not day or not month or doubtful:
        return None
    year = full_year(groups["y"].strip("'"), message.today) if groups["y"] else None
    days = [made(year, month, day)] if year else _in_years(match, message, day, month)
    return day_value([day for day in days if day]) or _invalid(match, message)


def _named_first(match: Match, message: Reading) -> Optional[Value]:
    """ "November 20"; but "im November 20 Leute" has no day."""
    start = match.start()
    if message.preceded(start, "{month_before}") and not message.preceded(start, "{on}|{since}|{until}"):
        return None
    sure = match["mark"] or match["y"] or message.followed(match.end(), r"$|[,;!?)\n.]| {after_day}")
    return _named(match, message) if sure else None


def _surely_a_month(match: Match, message: Reading) -> bool:
    """Whether a month's name is no other word here: "may", "march" need more than a number beside them."""
    groups = match.groupdict()
    more = groups.get("word") or groups["mark"] or groups["y"]
    return bool(more or message.preceded(match.start(), _BEFORE_DATE)
                or not message.pattern("{unsure}").fullmatch(groups["month"]))


def _month(match: Match, message: Reading) -> Optional[Value]:
    """A month without a day; short or doubtful names only after a word like "in"."""
    month = number_meant("months", match["month"], message.language) or 1
    if match["y"]:
        year = full_year(match["y"].strip("'"), message.today)
        return month_value([date(year, month, 1)]) if year else None
    doubtful = len(match["month"]) < _SHORT_NAME or message.pattern("{unsure}").fullmatch(match["month"])
    if doubtful and not message.preceded(match.start(), _BEFORE_MONTH):
        return None
    return month_value(_in_years(match, message, 1, month))


def _day_alone(match: Match, message: Reading) -> Optional[Value]:
    """ "am 5ten": of this month, the one before, or the next."""
    if not message.preceded(match.start(), _BEFORE_DATE) or message.preceded(match.start(), _RANGE):
        return None
    return _day_value(int(match["d"]), match, message)


def _day_of_month(match: Match, message: Reading) -> Optional[Value]:
    """ "15 числа", "15 du mois dernier"; nothing for what is every month so."""
    around = message.before(match.start()) + " " + message.after(match.end())
    sure = match["sure"] or match["mark"] or match["word"] or message.preceded(match.start(), "{on_day}")
    monthly = message.pattern("{every}|{per.month}").search(around)
    if not sure or monthly or message.preceded(match.start(), _RANGE):
        return None
    day = int(match["d"]) if match["d"] else number_meant("ordinals", match["word"], message.language)
    shift = next((shift for which, shift in _MONTH_SHIFTS.items() if _told(match, which)), None)
    if shift is None:
        return _day_value(day or 0, match, message)
    first = months_later(message.today.replace(day=1), shift)
    found = made(first.year, first.month, day or 0)
    return day_value([found]) if found else None


def _told(match: Match, which: str) -> bool:
    groups = match.groupdict()
    return any(groups.get(which + place) for place in _PLACES)


def _bare_day(match: Match, message: Reading) -> Optional[Value]:
    """ "le 15", "el 15", where such a word is only before days."""
    other = message.preceded(match.start(), _NO_DAY_BEFORE) or message.followed(match.end(), _MORE_DAYS)
    return None if other else _day_value(int(match["d"]), match, message)


def _day_value(day: int, match: Match, message: Reading) -> Optional[Value]:
    """The day of this month, the one before, or the next."""
    firsts = [months_later(message.today.replace(day=1), shift) for shift in (-2, -1, 0, 1, 2)]
    days = [made(first.year, first.month, day) for first in firsts]
    return day_value(likeliest([day for day in days if day], aim(message, *match.span()), message.today))


def _in_years(match: Match, message: Reading, day: int, month: int) -> list[date]:
    days, year = in_years(day, month, message.today), told_year(message, match.end())
    if year:
        return [found for found in days if found.year == year]
    return likeliest(days, aim(message, *match.span()), message.today)


def _ambiguous(days: list[date]) -> Value:
    return {"candidates": [day.isoformat() for day in days], "precision": "ambiguous"}


def _invalid(match: Match, message: Reading) -> Value:
    return {"invalid": message.plain.piece(*match.span()), "precision": "invalid"}


_FIRST: Rule = (_DAY_OF_MONTH, _day_of_month)
"""Before "3 months ago", for Vietnamese says "the 3rd of last month" with the same words behind "day"."""
_RULES: tuple[Rule, ...] = (
    (_YEAR_FIRST, _year_first), (_DAY_MONTH_YEAR, _day_month_year), (_DOTTED, _dotted), (_SLASHED, _slashed),
    (_MONTH_YEAR, _month_year), (_NAMED, _named), (_NAMED_FIRST, _named_first), (_MONTH, _month),
    (_DAY_ALONE, _day_alone), (_BARE_DAY, _bare_day),
)

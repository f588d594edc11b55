"""Which day is meant when people leave out the year."""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal, Optional

from bot.nlu.facts.fact import Value
from bot.nlu.facts.reading import Reading

Aim = Literal["past", "near", "future", "next"]
"""Where the words point: surely past, anywhere near, likely future, surely future."""
_NEAR_MONTHS = 10
_NEAR_YEARS = timedelta(days=2 * 366)
_EARLIEST, _LATEST_AHEAD, _SHORT_YEAR_AHEAD = 1920, 50, 10
_TO_LAST_DIGIT = re.compile(r".*\d", re.DOTALL)
_FROM_FIRST_DIGIT = re.compile(r"\d.*", re.DOTALL)
_ON_WEEKDAY = r"(?: {on})?(?: {weekdays},?)?"
_RANGE = rf"(?:\d\.?|{{months}}) {{until}}{_ON_WEEKDAY}"
"""From another date to this one: as likely past as that one."""
_YEAR_SHIFTS = (("last", -1), ("this", 0), ("next", 1))


def aim(message: Reading, start: int, end: int) -> Aim:
    """Where the words around a date point."""
    if message.preceded(start, rf"{{last}}|{{since}}{_ON_WEEKDAY}"):
        return "past"
    if message.preceded(start, "{next}"):
        return "next"
    beside = _TO_LAST_DIGIT.sub("", message.before(start)), _FROM_FIRST_DIGIT.sub("", message.after(end))
    until = message.preceded(start, rf"{{until}}{_ON_WEEKDAY}") and not message.preceded(start, _RANGE)
    return "future" if until or any(message.pattern("{ending}").search(text) for text in beside) else "near"


def told_year(message: Reading, end: int) -> Optional[int]:
    """The year that follows in words: "im Juli letztes Jahr"."""
    for which, shift in _YEAR_SHIFTS:
        if message.followed(end, rf",? (?:(?:{{of}}|{{month_before}}) )?{{{which}}} {{units.year}}"):
            return message.today.year + shift
    return None


def made(year: int, month: int, day: int) -> Optional[date]:
    """The day, if there is such a day."""
    return date(year, month, day) if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1] else None


def full_year(written: str, today: date) -> Optional[int]:
    """A year of four or two digits; None if it is too far for any life at work."""
    year = int(written)
    if len(written) == 2:
        return year + (2000 if 2000 + year <= today.year + _SHORT_YEAR_AHEAD else 1900)
    return year if _EARLIEST <= year <= today.year + _LATEST_AHEAD else None


def months_later(day: date, months: int) -> date:
    """The same day of the month some months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_end(first: date) -> date:
    """The last day of a month."""
    return first.replace(day=monthrange(first.year, first.month)[1])


def in_years(day: int, month: int, today: date) -> list[date]:
    """A day of the month in the years around today, as far as it exists."""
    days = (made(today.year + shift, month, day) for shift in (-2, -1, 0, 1))
    return [found for found in days if found and abs(found - today) <= _NEAR_YEARS]


def likeliest(days: Iterable[date], aim: Aim, today: date) -> list[date]:
    """The one or two days that are likely meant, the likelier first."""
    ordered = sorted(days)
    past, future = [day for day in reversed(ordered) if day <= today], [day for day in ordered if day > today]
    if aim == "past":
        return past[:2]
    if aim == "next":
        return future[:1]
    if _future_first(past, future, aim, today):
        return future[:1] + past[:1]
    return past[:1] + future[:1]


def _future_first(past: list[date], future: list[date], aim: Aim, today: date) -> bool:
    """Past days count first if they are no ten months ago, or nothing points to the near future."""
    if not past or not future:
        return not past
    if aim == "future":
        return past[0] < today and future[0] <= months_later(today, _NEAR_MONTHS)
    return past[0] < months_later(today, -_NEAR_MONTHS)


def day_value(days: list[date]) -> Optional[Value]:
    """The value of a date with its day, the likelier reading first."""
    if not days:
        return None
    also = {"also": days[1].isoformat()} if len(days) > 1 else {}
    return {"date": days[0].isoformat(), **also, "precision": "day"}


def month_value(firsts: list[date]) -> Optional[Value]:
    """The value of a month, from the first days of the months that are likely meant."""
    if not firsts:
        return None
    also = {"also": f"{firsts[1]:%Y-%m}"} if len(firsts) > 1 else {}
    return {"month": f"{firsts[0]:%Y-%m}", **also, "precision": "month"}

"""The hours of a shift by the day on which they are worked, for a shift over midnight and a change of the rate.

The rate of the day of the work decides (§ 1 MiLoG), so the hours before midnight have the old and those after it
the new rate. Hours are real ones, clock changes included. An unpaid break is taken out where it lies; where only its
length is known, out of the hours with the highest rate, so that the sum is the least that is owed.
"""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple, Optional, Union

from bot.knowledge.calculators.base import CalculationError
from bot.knowledge.calculators.local_time import (
    DAY_MINUTES,
    at,
    in_berlin,
    instant,
    is_clock_time,
    minute_of_day,
    next_midnight,
    read_local,
)

Moments = tuple[datetime, datetime]
"""From and to, in UTC."""
_LONGEST = timedelta(hours=24)
_MINUTES = re.compile(r"(\d+)(?:\.0+)?\s*(m|min|mins|minutes|minuten)?", re.IGNORECASE)
_FROM_TO = re.compile(r"\s*(?:/|–|--|\bto\b|\bbis\b)\s*|(?<=:\d\d)\s*-\s*", re.IGNORECASE)


class Part(NamedTuple):
    """Minutes of paid work on one day."""

    day: date
    minutes: int


class Break(NamedTuple):
    """An unpaid break: where it lies, or only its length in minutes."""

    spans: tuple[Moments, ...]
    minutes: int


def shift_moments(start: Union[datetime, str], end: Union[datetime, str], day: Optional[date]) -> Moments:
    """Start and end of a shift; times without a day take `day`, and the day after where the end lies before the start.

    Raises:
        CalculationError: the day is missing, or the shift is not between a minute and a day long.

    """
    if isinstance(start, str):
        if day is None:
            raise CalculationError("shift_start: give it as YYYY-MM-DDTHH:MM, or give work_date")
        start = at(day, minute_of_day(start))
    begin = instant(start)
    finish = _after(end, begin) if isinstance(end, str) else instant(end)
    if not timedelta(0) < finish - begin <= _LONGEST:
        raise CalculationError("shift_end: the shift must end after its start, within a day; correct the times")
    return begin, finish


def _after(clock: str, begin: datetime) -> datetime:
    """The first moment after another at which the clock in Germany shows a time."""
    local = in_berlin(begin)
    minutes = minute_of_day(clock) % DAY_MINUTES
    found = instant(at(local.date(), minutes))
    return found if found > begin else instant(at(local.date(), minutes + DAY_MINUTES))


def unpaid_break(given: Any, shift: Moments) -> Break:
    """An unpaid break in one of its forms: minutes, "02:00-02:30", {"from": …, "to": …}, or a list of the last two.

    Raises:
        CalculationError: none of these, or not inside the shift.

    """
    if given is None:
        return Break((), 0)
    minutes = _length(given)
    if minutes is None:
        return Break(_spans(given if isinstance(given, list) else [given], shift), 0)
    if timedelta(minutes=minutes) >= shift[1] - shift[0]:
        raise CalculationError("unpaid_break: the break is as long as the shift; give its minutes")
    return Break((), minutes)


def _spans(given: list[Any], shift: Moments) -> tuple[Moments, ...]:
    spans = sorted(_span(one, shift) for one in given)
    if any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
        raise CalculationError("unpaid_break: two breaks overlap; correct their times")
    return tuple(spans)


def _length(given: Any) -> Optional[int]:
    match = None if isinstance(given, bool) else _MINUTES.fullmatch(str(given).strip())
    return int(match[1]) if match else None


def _span(given: Any, shift: Moments) -> Moments:
    ends = (given.get("from"), given.get("to")) if isinstance(given, dict) else _FROM_TO.split(str(given).strip())
    texts = [end for end in ends if isinstance(end, str)]
    if len(texts) != 2:
        raise CalculationError('unpaid_break: give its minutes, or {"from": "02:00", "to": "02:30"}')
    start = _moment(texts[0], shift[0] - timedelta(minutes=1))
    end = _moment(texts[1], start)
    if not shift[0] <= start < end <= shift[1]:
        raise CalculationError("unpaid_break: the break does not lie inside the shift; correct its times")
    return start, end


def _moment(text: str, earlier: datetime) -> datetime:
    if is_clock_time(text):
        return _after(text, earlier)
    return instant(read_local(text))


def parts_of(shift: Moments, pause: Break, rates: dict[date, Decimal]) -> list[Part]:
    """The paid minutes of each day of a shift; a break of unknown place is taken from the dearest hours."""
    minutes = {day: _length_in(span, pause.spans) for day, span in days_of(shift).items()}
    left = pause.minutes
    for day in sorted(minutes, key=lambda day: rates[day], reverse=True):
        taken = min(left, minutes[day])
        minutes[day] -= taken
        left -= taken
    return [Part(day, worked) for day, worked in sorted(minutes.items())]


def days_of(shift: Moments) -> dict[date, Moments]:
    """The shift cut at every midnight of the clock in Germany."""
    begin, finish = shift
    found: dict[date, Moments] = {}
    while begin < finish:
        end = min(next_midnight(begin), finish)
        found[in_berlin(begin).date()] = (begin, end)
        begin = end
    return found


def _length_in(span: Moments, pauses: tuple[Moments, ...]) -> int:
    """Minutes of a span without the breaks in it."""
    paused = sum((max(timedelta(0), min(span[1], end) - max(span[0], start)) for start, end in pauses), timedelta(0))
    return int((span[1] - span[0] - paused).total_seconds()) // 60

"""Times of the clock in Germany: real elapsed time across the changes of the clock, and times of a day in minutes."""

import re
from datetime import date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

from bot.knowledge.calculators.base import CalculationError

BERLIN = ZoneInfo("Europe/Berlin")
DAY_MINUTES = 24 * 60
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(:00)?")


def minute_of_day(text: Any) -> int:
    """Minutes since midnight of a time such as "22:30"; "24:00" is the end of the day.

    Raises:
        CalculationError: no time of the clock.

    """
    match = _CLOCK.fullmatch(text.strip()) if isinstance(text, str) else None
    minutes = int(match[1]) * 60 + int(match[2]) if match else -1
    if not match or int(match[2]) > 59 or minutes > DAY_MINUTES:
        raise CalculationError(f"{text!r} is no time of the clock; write HH:MM")
    return minutes


def is_clock_time(value: Any) -> bool:
    """Whether this is a time without a day ("22:30")."""
    return isinstance(value, str) and bool(_CLOCK.fullmatch(value.strip()))


def read_local(text: str) -> datetime:
    """A local day and time such as "2026-12-31T22:00", or one with an offset.

    Raises:
        CalculationError: no day and time.

    """
    try:
        return datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
    except ValueError:
        raise CalculationError(f"{text!r} is no day and time; write YYYY-MM-DDTHH:MM") from None


def at(day: date, minutes: int) -> datetime:
    """The local time so many minutes of the clock after the start of a day."""
    return datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)  # noqa: DTZ001 (local by intent)


def instant(local: datetime) -> datetime:
    """The moment of a local time (or of one with an offset) in UTC; an hour that comes twice is read as the first.

    Raises:
        CalculationError: the clock skips this time.

    """
    moment = (local if local.tzinfo else local.replace(tzinfo=BERLIN)).astimezone(timezone.utc)
    if not local.tzinfo and moment.astimezone(BERLIN).replace(tzinfo=None) != local:
        raise CalculationError(f"{local:%Y-%m-%d %H:%M} does not exist: the clock is put forward; correct the time")
    return moment


def comes_twice(local: datetime) -> bool:
    """Whether the clock shows this time twice, because it is put back in that night."""
    first, second = (local.replace(tzinfo=BERLIN, fold=fold) for fold in (0, 1))
    return not local.tzinfo and first.utcoffset() != second.utcoffset()


def in_berlin(local: datetime) -> datetime:
    """The time that the clock in Germany shows, with its offset, at a local time or a moment."""
    return instant(local).astimezone(BERLIN)


def next_midnight(moment: datetime) -> datetime:
    """The first moment, in UTC, of the day in Germany after this one."""
    return instant(at(in_berlin(moment).date() + timedelta(days=1), 0))

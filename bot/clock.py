"""The one clock: what day it is in Germany. Everything that depends on the day asks here, so a trial can move it."""

from datetime import date, datetime, timezone
from typing import Optional
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")
_moved_to: Optional[date] = None


def move_to(day: Optional[date]) -> None:
    """Hold `today` at this day for the whole process; None lets it run again."""
    global _moved_to
    _moved_to = day


def today() -> date:
    """The day in Europe/Berlin."""
    return _moved_to or datetime.now(BERLIN).date()


def now() -> datetime:
    """The moment in UTC, for records."""
    return datetime.now(timezone.utc)

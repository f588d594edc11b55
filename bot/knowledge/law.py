"""Dated law: which figure of a statute is in force on a day."""

from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal, Optional

from pydantic import BaseModel, Extra, Field

from bot.errors import DataError, Unanswerable
from bot.knowledge.files import read_table

FOLDER = Path(__file__).parent / "law"
TRUSTED_FOR = timedelta(days=400)
"""How long after its check a fact may be stated: a year, and some weeks to do the next check."""


class Value(BaseModel):
    """One value of a fact and the days on which it is in force (both included)."""

    start: date = Field(alias="from")
    until: Optional[date] = None
    value: Decimal

    class Config:
        extra = Extra.forbid


class Fact(BaseModel):
    """A figure of the law with its source and its values over time."""

    key: str
    kind: Literal["money", "number", "percent"]
    what: str
    statute: str
    source: str
    checked: date
    note: Optional[str] = None
    values: list[Value] = Field(min_items=1)

    class Config:
        extra = Extra.forbid

    def on(self, day: date) -> Decimal:
        """The value in force on this day (EUR for money, otherwise the unit named in `what`).

        Raises:
            Unanswerable: before the first value, after the last, or the last check is too long ago.

        """
        if day > self.checked + TRUSTED_FOR:
            raise Unanswerable(f"{self.key} was last checked on {self.checked}")
        started = [value for value in self.values if value.start <= day]
        if not started:
            raise Unanswerable(f"{self.key} is known from {self.values[0].start}, not on {day}")
        latest = max(started, key=lambda value: value.start)
        if latest.until and day > latest.until:
            raise Unanswerable(f"{self.key} is known until {latest.until}, not on {day}")
        return latest.value


@cache
def facts() -> dict[str, Fact]:
    """All facts by name.

    Raises:
        DataError: a file is wrong, or a name stands in two files.

    """
    merged: dict[str, Fact] = {}
    for path in sorted(FOLDER.glob("*.yml")):
        for name, fact in read_table(path, Fact).items():
            if name in merged:
                raise DataError(f"{path}: {name} stands in another file too; keep one")
            merged[name] = fact
    return merged


def fact(name: str, day: date) -> Decimal:
    """The value of a fact on a day.

    Raises:
        Unanswerable: no such fact, or it is not in force on that day.

    """
    try:
        return facts()[name].on(day)
    except KeyError:
        raise Unanswerable(f"no fact is named {name}") from None

"""Figures without persons: plain counters by month, topic, language, Land and outcome, which outlive the cases.

The coordinating office sees whole months only and one feature at a time, so that no two views differ by one person. Counts
under five are hidden, and with them as many others of the same table as it takes that nobody can work one out from the total.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Optional

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from bot.clock import today
from bot.database import figures

RECEIVED = "received"
FEATURES = ("month", "topic", "language", "land", "outcome")
LEAST = 5
_MANY = 10 ** 9
_INSERTS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@dataclass(frozen=True)
class Figure:
    """A line of a table: `count` is None where it is hidden, `small` tells whether because it is under LEAST itself."""

    value: str
    count: Optional[int]
    small: bool = False

    @property
    def shown(self) -> str:
        """The count as it is shown: "12", "<5", or a dash where it is hidden for another one's sake."""
        return str(self.count) if self.count is not None else f"<{LEAST}" if self.small else "–"


@dataclass(frozen=True)
class Table:
    """The cases of a year by one feature. `value` is "" where the feature was not released.

    No rows at all where even all hidden rows together would tell of somebody; then only the total is known.
    """

    feature: str
    rows: list[Figure]
    total: Figure


def count(connection: Connection, outcome: str, *, topic: Optional[str], language: str, land: Optional[str]) -> None:
    """Count a case in this month: RECEIVED, "passed_on", or why it was closed."""
    day = today()
    values = {"month": f"{day:%Y-%m}", "topic": topic or "", "language": language, "land": land or "", "outcome": outcome}
    insert = _INSERTS[connection.dialect.name](figures).values(**values, count=1)
    connection.execute(insert.on_conflict_do_update(index_elements=list(values), set_={"count": figures.c.count + 1}))


def years(connection: Connection) -> list[int]:
    """The years of which there are figures, the last first."""
    months = connection.execute(sa.select(figures.c.month).where(_whole_months()).distinct()).scalars()
    return sorted({int(month[:4]) for month in months}, reverse=True)


def table(connection: Connection, feature: str, year: int) -> Table:
    """The cases of the whole months of a year by one of FEATURES: received ones, or what became of them for "outcome"."""
    of_outcome = figures.c.outcome != RECEIVED if feature == "outcome" else figures.c.outcome == RECEIVED
    query = (sa.select(figures.c[feature], sa.func.sum(figures.c.count)).group_by(figures.c[feature])
             .where(of_outcome, _whole_months(), figures.c.month.like(f"{year}-%")))
    counted = {value: int(number) for value, number in connection.execute(query)}
    return Table(feature, hidden(counted), _figure("", sum(counted.values())))


def hidden(counted: dict[str, int]) -> list[Figure]:
    """The rows of a table whose total is known, most frequent first, small ones hidden and as many more as it takes."""
    order = sorted(counted, key=lambda value: (counted[value], value))
    small = [value for value in order if counted[value] < LEAST]
    for number in range(len(small), len(order) + 1) if small else (0,):
        if _safe([counted[value] for value in order[:number]], [counted[value] for value in order[number:]]):
            return [Figure(value, None, value in small) if value in order[:number] else Figure(value, counted[value])
                    for value in reversed(order)]
    return []


def _safe(hidden_counts: Sequence[int], shown: Sequence[int]) -> bool:
    """Whether each hidden count can still be one of two at least, to somebody who knows the total and how rows are hidden."""
    most = min(shown, default=_MANY)
    bounds = [(1, LEAST - 1) if count < LEAST else (LEAST, most) for count in hidden_counts]
    above, below = (sum(hidden_counts) - sum(low for low, _ in bounds), sum(high for _, high in bounds) - sum(hidden_counts))
    return all(min(high, low + above) > max(low, high - below) for low, high in bounds)


def _figure(value: str, number: int) -> Figure:
    return Figure(value, number) if number >= LEAST or number == 0 else Figure(value, None, small=True)


def _whole_months() -> Any:
    return figures.c.month < f"{today():%Y-%m}"

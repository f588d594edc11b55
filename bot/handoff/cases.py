"""The desk's side of the cases: the list of a centre, one case, and what a counsellor does with it.

The only way to a `Case` is `case`, which looks among the cases of one centre; all that changes a case wants a `Case`. So what is
not the centre's own cannot be reached. What was passed on, closed or deleted in the meantime raises `CaseGone`.
"""

from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any, Optional, Union

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row
from sqlalchemy.sql import ColumnElement

from bot.clock import now, today
from bot.database import case_lines, handoffs
from bot.errors import CaseGone
from bot.handoff import figures
from bot.handoff.saying import said, say, signed
from bot.sealing import Seal, Seals

STATES = ("new", "taken", "answered", "closed", "passed_on")
OUTCOMES = ("advised", "settled", "court", "referred", "unreached", "other")
"""Why a case was closed: advice was enough, settled with the employer, gone to court, sent to others, person not reached."""
PAGE = 50
PASSED_ON = "passed_on"
_SEALED = ("packet", "facts", "transcript")


class _WithDeadline:
    deadline: Optional[date]

    @property
    def days_left(self) -> Optional[int]:
        """Days to the deadline, negative once it is over; None where none was worked out."""
        return (self.deadline - today()).days if self.deadline else None


@dataclass(frozen=True)
class CaseRow(_WithDeadline):
    """A case in the list. Of one that was passed on there is only code, topic, day and state.

    `heard` is when the person wrote something that the centre has not answered yet.
    """

    code: str
    state: str
    topic: Optional[str]
    created: datetime
    language: Optional[str] = None
    deadline: Optional[date] = None
    danger: bool = False
    heard: Optional[datetime] = None
    taken_by: Optional[int] = None


@dataclass(frozen=True)
class Listed:
    """A page of the list, and whether there is another one."""

    rows: list[CaseRow]
    more: bool


@dataclass(frozen=True)
class Line:
    """A line of the talk between person and centre, or a note. `by` is None for the person and for another centre's account."""

    who: str
    text: str
    german: Optional[str]
    by: Optional[int]
    created: datetime


@dataclass(frozen=True)
class Case(_WithDeadline):
    """A case, opened with the seal of its centre."""

    id: int
    code: str
    chat: str
    centre: str
    state: str
    language: str
    topic: Optional[str]
    land: Optional[str]
    deadline: Optional[date]
    danger: bool
    packet: dict[str, str]
    facts: Optional[dict[str, Any]]
    transcript: Optional[list[dict[str, Any]]]
    lines: list[Line]
    taken_by: Optional[int]
    outcome: Optional[str]
    pass_to: Optional[str]
    passed_from: Optional[str]
    created: datetime
    taken: Optional[datetime]
    answered: Optional[datetime]
    heard: Optional[datetime]
    closed: Optional[datetime]
    human_until: Optional[datetime]

    @property
    def talking(self) -> bool:
        """Whether the chat is a talk with the centre now, and the assistant keeps still."""
        return self.human_until is not None and self.human_until > now()


_LISTED = ("code", "centre", "state", "topic", "created", "language", "deadline", "danger", "heard", "taken_by")


def listed(connection: Connection, centre: str, *, state: Optional[str] = None, topic: Optional[str] = None,
           language: Optional[str] = None, danger: bool = False, within_days: Optional[int] = None, page: int = 1) -> Listed:
    """A page of a centre's cases: open ones first; of these danger on top, then the nearest deadline, then the oldest.

    Args:
        connection: the database.
        centre: only its cases, and those that it has passed on.
        state: one of STATES; None for all.
        topic: only cases of this topic.
        language: only cases in this language.
        danger: only cases with danger.
        within_days: only cases whose deadline is at most so many days off, or over.
        page: counted from 1.

    """
    own = handoffs.c.centre == centre
    conditions = [
        (state == PASSED_ON, ~own),
        (state not in (None, PASSED_ON), sa.and_(own, handoffs.c.state == state)),
        (topic, handoffs.c.topic == topic),
        (language, sa.and_(own, handoffs.c.language == language)),
        (danger, sa.and_(own, handoffs.c.danger)),
        (within_days is not None, sa.and_(own, handoffs.c.deadline <= today() + timedelta(days=within_days or 0))),
    ]
    query = (sa.select(*(handoffs.c[name] for name in _LISTED))
             .where(_of_centre(centre), *(condition for wanted, condition in conditions if wanted))
             .order_by(*_most_urgent_first(own)).offset((page - 1) * PAGE).limit(PAGE + 1))
    rows = connection.execute(query).all()
    return Listed([_row(row, centre) for row in rows[:PAGE]], len(rows) > PAGE)


def _of_centre(centre: str) -> ColumnElement:
    return sa.or_(handoffs.c.centre == centre, handoffs.c.passed_from == centre)


def _most_urgent_first(own: ColumnElement) -> tuple[ColumnElement, ...]:
    """The order of the list; what was passed on stands at its end and shows nothing by its place."""
    is_open = sa.and_(own, handoffs.c.closed.is_(None))
    return (sa.case((is_open, 0), (own, 1), else_=2), sa.case((own, handoffs.c.danger), else_=False).desc(),
            sa.case((own, handoffs.c.deadline)).asc().nulls_last(), handoffs.c.created, handoffs.c.id)


def _row(row: Row, centre: str) -> CaseRow:
    if row.centre != centre:
        return CaseRow(row.code, PASSED_ON, row.topic, row.created)
    return CaseRow(row.code, row.state, row.topic, row.created, row.language, row.deadline, row.danger, row.heard, row.taken_by)


def counts(connection: Connection, centre: str) -> dict[str, int]:
    """How many cases of a centre are in each state; all of STATES are there."""
    state = sa.case((handoffs.c.centre == centre, handoffs.c.state), else_=PASSED_ON).label("shown")
    query = sa.select(state, sa.func.count()).where(_of_centre(centre)).group_by(state)
    found = dict(connection.execute(query).all())
    return {name: found.get(name, 0) for name in STATES}


def case(connection: Connection, seals: Seals, centre: str, code: str) -> Optional[Case]:
    """A case of a centre, opened; None where there is none of this code, or where it is another centre's."""
    row = connection.execute(sa.select(handoffs).where(handoffs.c.code == code, handoffs.c.centre == centre)).first()
    if row is None:
        return None
    seal = seals.centre(centre)
    values: dict[str, Any] = {field.name: row[field.name] for field in fields(Case) if field.name not in (*_SEALED, "lines")}
    opened: dict[str, Any] = {name: seal.open(row[name]) if row[name] else None for name in _SEALED}
    return Case(**values, **opened, lines=_lines(connection, seal, row.id))


def _lines(connection: Connection, seal: Seal, number: int) -> list[Line]:
    query = sa.select(case_lines).where(case_lines.c.handoff == number).order_by(case_lines.c.id)
    return [Line(row.who, seal.open(row.text), seal.open(row.german) if row.german else None, row.by, row.created)
            for row in connection.execute(query)]


def take(connection: Connection, found: Case, account: int) -> None:
    """A counsellor takes a case, or takes it over.

    Raises:
        CaseGone: it was closed, deleted or passed on in the meantime; so with all that follow.

    """
    change(connection, found, taken_by=account, taken=found.taken or now(),
           state="taken" if found.state == "new" else found.state)


def note(connection: Connection, seals: Seals, found: Case, account: int, text: str) -> None:
    """A counsellor notes something; it is never sent to the person, and goes with the case if it is passed on."""
    change(connection, found)
    add_line(connection, seals.centre(found.centre), found.id, "note", text, by=account)


def close(connection: Connection, found: Case, outcome: str) -> None:
    """A counsellor closes a case; the person is told, and the assistant answers again.

    Args:
        connection: the database.
        found: the case.
        outcome: one of OUTCOMES.

    Raises:
        ValueError: it is none of them.

    """
    if outcome not in OUTCOMES:
        raise ValueError(outcome)
    change(connection, found, state="closed", closed=now(), outcome=outcome, pass_to=None, human_until=None, heard=None)
    figures.count(connection, outcome, topic=found.topic, language=found.language, land=found.land)
    say(connection, found, signed(said("closing", found.language).text, found.centre))


def delete(connection: Connection, found: Case) -> None:
    """A counsellor deletes a case with its lines, whatever its state."""
    gone = connection.execute(handoffs.delete().where(handoffs.c.id == found.id, handoffs.c.centre == found.centre))
    if not gone.rowcount:
        raise CaseGone(found.code)
    connection.execute(case_lines.delete().where(case_lines.c.handoff == found.id))


def change(connection: Connection, found: Union[Case, Row], **values: Any) -> None:
    """Change the row of an open case. It comes first in each act: from here to the end of the transaction nobody else changes it.

    Raises:
        CaseGone: it was closed, deleted or passed on in the meantime.

    """
    still = sa.and_(handoffs.c.id == found.id, handoffs.c.centre == found.centre, handoffs.c.closed.is_(None))
    changed = connection.execute(handoffs.update().where(still).values(**{"centre": found.centre, **values}))
    if not changed.rowcount:
        raise CaseGone(found.code)


def add_line(connection: Connection, seal: Seal, number: int, who: str, text: str, *, german: Optional[str] = None,
             by: Optional[int] = None) -> None:
    """Keep a line of the talk between person and centre, sealed."""
    connection.execute(case_lines.insert().values(handoff=number, who=who, by=by, text=seal.seal(text),
                                                  german=seal.seal(german) if german else None))

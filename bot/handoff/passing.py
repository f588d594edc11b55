"""Passing a case on to another centre: asked of the person, done only after their yes."""

from typing import Any, Optional

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from bot.clock import now
from bot.database import case_lines, handoffs
from bot.handoff import figures
from bot.handoff.cases import PASSED_ON, Case, change
from bot.handoff.saying import button, said, say
from bot.knowledge.answers import Message
from bot.knowledge.centres.directory import Centre, centres
from bot.sealing import Seal, Seals

_KIND = "faire_integration"


def receivers(centre: str) -> list[Centre]:
    """The centres to which a centre can pass a case: the other ones of Faire Integration, by name."""
    others = [other for other in centres().values() if other.kind == _KIND and other.key != centre]
    return sorted(others, key=lambda other: other.name)


def ask_to_pass_on(connection: Connection, found: Case, to: str) -> None:
    """Ask the person whether their case may go to another centre.

    Args:
        connection: the database.
        found: the case.
        to: key of one of `receivers`.

    Raises:
        ValueError: it is none of them.
        CaseGone: the case was closed, deleted or passed on in the meantime.

    """
    if to not in [centre.key for centre in receivers(found.centre)]:
        raise ValueError(to)
    change(connection, found, pass_to=to)
    choices = [button(f"pass_on_{value}", found.language, **{"pass": value, "code": found.code}) for value in ("yes", "no")]
    names = {"centre": centres()[found.centre].name, "other": centres()[to].name}
    say(connection, found, said("pass_on_question", found.language, *choices, **names))


def decided(connection: Connection, seals: Seals, row: Row, *, agreed: bool) -> Message:
    """Do what the person decided; returns what to tell them. Without an open question nothing changes."""
    if agreed and row.pass_to:
        _pass_on(connection, seals, row)
        return said("pass_on_done", row.language, other=centres()[row.pass_to].name)
    connection.execute(handoffs.update().where(handoffs.c.id == row.id).values(pass_to=None))
    return said("pass_on_refused", row.language, centre=centres()[row.centre].name)


def _pass_on(connection: Connection, seals: Seals, row: Row) -> None:
    """Open the case with the seal of the centre that has it, and seal it with that of the other one."""
    old, new = seals.centre(row.centre), seals.centre(row.pass_to)
    sealed = {name: _resealed(row[name], old, new) for name in ("packet", "facts", "transcript")}
    change(connection, row, **sealed, centre=row.pass_to, passed_from=row.centre, pass_to=None, state="new", arrived=now(),
           taken=None, taken_by=None, answered=None, heard=None, told_waiting=None, human_until=None,
           noticed=None, noticed_urgent=None)
    for line in connection.execute(sa.select(case_lines).where(case_lines.c.handoff == row.id)).all():
        texts = {name: _resealed(line[name], old, new) for name in ("text", "german")}
        connection.execute(case_lines.update().where(case_lines.c.id == line.id).values(by=None, **texts))
    figures.count(connection, PASSED_ON, topic=row.topic, language=row.language, land=row.land)


def _resealed(sealed: Optional[bytes], old: Seal, new: Seal) -> Any:
    return None if sealed is None else new.seal(old.open(sealed))

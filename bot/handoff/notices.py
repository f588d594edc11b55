"""For which cases a centre is to get an e-mail: new ones and urgent ones, each once. No personal data."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.clock import now, today
from bot.database import handoffs
from bot.handoff.waiting import URGENT_DAYS


@dataclass(frozen=True)
class Notice:
    """How many new and how many urgent cases a centre has that it was not told of."""

    centre: str
    new: int
    urgent: int


def due_notices(connection: Connection) -> list[Notice]:
    """The notices that are to be sent now, and marked as sent: roll back where they could not be."""
    urgent = sa.and_(handoffs.c.noticed_urgent.is_(None), sa.or_(
        handoffs.c.danger, handoffs.c.deadline <= today() + timedelta(days=URGENT_DAYS)))
    new = handoffs.c.noticed.is_(None)
    query = (sa.select(handoffs.c.id, handoffs.c.centre, new.label("new"), urgent.label("urgent"))
             .where(handoffs.c.state.in_(("new", "taken")), sa.or_(new, urgent)))
    rows = connection.execute(query).all()
    for row in rows:
        marks = {"noticed": now(), **({"noticed_urgent": now()} if row.urgent else {})}
        connection.execute(handoffs.update().where(handoffs.c.id == row.id).values(**marks))
    news, urgents = Counter(row.centre for row in rows if row.new), Counter(row.centre for row in rows if row.urgent)
    return [Notice(centre, news[centre], urgents[centre]) for centre in sorted({row.centre for row in rows})]

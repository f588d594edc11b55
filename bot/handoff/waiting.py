"""Nobody takes a case in time: the person is told, and the next door is named."""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.clock import now, today
from bot.database import handoffs
from bot.handoff.saying import said, say
from bot.knowledge.centres.directory import Centre, centres, contact
from bot.knowledge.centres.nearest import nearest

WAIT_HOURS = 48
URGENT_WAIT_HOURS = 4
URGENT_DAYS = 3
"""A case is urgent from so many days before its deadline on."""
_FACHSTELLE = "fi-fachstelle"


def tell_waiting(connection: Connection) -> int:
    """Tell each person once whose case nobody has taken in time; at once where the centre is absent. Returns how many."""
    urgent = handoffs.c.deadline <= today() + timedelta(days=URGENT_DAYS)
    away = [centre.key for centre in centres().values() if centre.absent(today())]
    late = sa.or_(handoffs.c.arrived <= now() - timedelta(hours=WAIT_HOURS),
                  sa.and_(urgent, handoffs.c.arrived <= now() - timedelta(hours=URGENT_WAIT_HOURS)),
                  handoffs.c.centre.in_(away))
    waiting = sa.and_(handoffs.c.state == "new", handoffs.c.told_waiting.is_(None))
    rows = connection.execute(sa.select(handoffs).where(waiting, late)).all()
    still = [row for row in rows if connection.execute(  # not where somebody has taken it just now
        handoffs.update().where(handoffs.c.id == row.id, waiting).values(told_waiting=now())).rowcount]
    for row in still:
        names = {"centre": centres()[row.centre].name, "other": contact(next_door(centres()[row.centre]))}
        say(connection, row, said("not_taken", row.language, **names))
    return len(still)


def next_door(centre: Centre) -> Centre:
    """The nearest other centre that is there today; the coordinating office, which lists all centres, where there is none."""
    if centre.lat is None or centre.lon is None:
        return centres()[_FACHSTELLE]
    others = [found.centre for found in nearest(centre.lat, centre.lon, most=len(centres()))]
    return next((other for other in others if other.key != centre.key and not other.absent(today())), centres()[_FACHSTELLE])

"""Reminders of a deadline: kept in the database, so that they survive a restart, and sent in the chat."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, timezone

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.clock import BERLIN, now
from bot.database import chats, reminders
from bot.knowledge.utterances import utterance
from bot.outgoing import write
from bot.sealing import Seal

_DAYS_BEFORE = (7, 3, 1)
_AT = time(9)


def days_for(deadline: date, today: date) -> list[date]:
    """On which days to remind of a deadline: a week, three days and one day before it, as far as they are still to come."""
    days = [deadline - timedelta(days=before) for before in _DAYS_BEFORE]
    return [day for day in days if day > today]


def keep(connection: Connection, seal: Seal, chat: str, line: str, days: Iterable[date]) -> None:
    """Keep reminders of a line for nine in the morning of these days, in place of earlier ones of the same chat."""
    connection.execute(reminders.delete().where(reminders.c.chat == chat, reminders.c.sent.is_(None)))
    due = [datetime.combine(day, _AT, BERLIN).astimezone(timezone.utc) for day in days]
    rows = [{"chat": chat, "line": seal.seal(line), "due": moment} for moment in due]
    if rows:
        connection.execute(reminders.insert(), rows)


def waiting(connection: Connection, seal: Seal, chat: str) -> list[tuple[date, str]]:
    """Day and line of the reminders of a chat that are still to come, in order."""
    query = sa.select(reminders).where(reminders.c.chat == chat, reminders.c.sent.is_(None)).order_by(reminders.c.due)
    return [(row.due.date(), seal.open(row.line)) for row in connection.execute(query)]


def cancel(connection: Connection, chat: str) -> None:
    """Delete all reminders of a chat."""
    connection.execute(reminders.delete().where(reminders.c.chat == chat))


def send_due(engine: Engine, seal: Seal) -> int:
    """Write what is due to the outbox, each once; returns how many."""
    with engine.begin() as connection:
        query = (sa.select(reminders, chats.c.language).join(chats, chats.c.id == reminders.c.chat)
                 .where(reminders.c.sent.is_(None), reminders.c.due <= now()))
        due = connection.execute(query).all()
        for row in due:
            said = utterance("utter_reminder", row.language, line=seal.open(row.line))
            write(connection, row.chat, [said], row.language)
            connection.execute(reminders.update().where(reminders.c.id == row.id).values(sent=now()))
        return len(due)

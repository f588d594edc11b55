"""What is stored on a chat, in words for the person whose chat it is."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.engine import Connection

import bot.reminders
from bot.database import chats, events
from bot.handoff.store import read_handoffs
from bot.handoff.words import state_text
from bot.knowledge import formats
from bot.knowledge.phrases import phrase
from bot.sealing import Seals


def stored(connection: Connection, seals: Seals, chat: str, language: str) -> Iterator[str]:
    """One line for each kind of data that is stored on a chat; a kind of which there is nothing has none."""
    counts = dict(connection.execute(_counted(chat)).all())
    yield phrase("mydata_messages", language, count=str(counts.get("user", 0)))
    yield phrase("mydata_answers", language, count=str(counts.get("bot", 0)))
    cases = [f"{case.code} ({state_text(case, language)})" for case in read_handoffs(connection, seals, chat)]
    if cases:
        yield phrase("mydata_cases", language, value="; ".join(cases))
    days = [formats.weekday(day, language) for day, _ in bot.reminders.waiting(connection, seals.reminders, chat)]
    if days:
        yield phrase("mydata_reminders", language, value="; ".join(days))
    if connection.execute(sa.select(chats.c.address).where(chats.c.id == chat)).scalar():
        yield phrase("mydata_address", language)


def _counted(chat: str) -> sa.sql.Select:
    return (sa.select(events.c.type_name, sa.func.count()).where(events.c.sender_id == chat)
            .where(events.c.type_name.in_(("user", "bot"))).group_by(events.c.type_name))

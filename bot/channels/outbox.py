"""The outbox: what is to be sent, read by the channels."""

from typing import Iterable

import sqlalchemy as sa
from sqlalchemy.engine import Engine, Row

from bot.clock import now
from bot.database import outbox


def messages_after(engine: Engine, chat: str, after: int) -> list[Row]:
    """The messages to a chat with a higher number, in order."""
    with engine.connect() as connection:
        return list(connection.execute(
            sa.select(outbox).where(outbox.c.chat == chat, outbox.c.id > after).order_by(outbox.c.id)))


def unsent(engine: Engine, chat: str) -> list[Row]:
    """The messages to a chat that are not marked as sent, in order."""
    with engine.connect() as connection:
        return list(connection.execute(
            sa.select(outbox).where(outbox.c.chat == chat, outbox.c.sent.is_(None)).order_by(outbox.c.id)))


def mark_sent(engine: Engine, ids: Iterable[int]) -> None:
    """Note that messages have reached the channel."""
    with engine.begin() as connection:
        connection.execute(outbox.update().where(outbox.c.id.in_(list(ids))).values(sent=now()))

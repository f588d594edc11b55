"""The outbox: what is to be sent, read by the channels."""

from collections.abc import Iterable
from typing import Optional

import sqlalchemy as sa
from sqlalchemy.engine import Engine, Row

from bot.clock import now
from bot.database import chats, events, inbox, outbox


def messages_after(engine: Engine, chat: str, after: int) -> list[Row]:
    """The messages to a chat with a higher number, in order."""
    with engine.connect() as connection:
        return list(connection.execute(
            sa.select(outbox).where(outbox.c.chat == chat, outbox.c.id > after).order_by(outbox.c.id)))


def unsent(engine: Engine, chat: str) -> list[tuple[Row, Optional[bytes]]]:
    """The messages to a chat that are not marked as sent, in order, with the chat's sealed address."""
    query = (sa.select(outbox).where(outbox.c.chat == chat, outbox.c.sent.is_(None)).order_by(outbox.c.id))
    with engine.connect() as connection:
        address = connection.execute(sa.select(chats.c.address).where(chats.c.id == chat)).scalar()
        return [(row, address) for row in connection.execute(query)]


def waiting_chats(engine: Engine, channel: str) -> list[str]:
    """The chats of a channel to which something is to be sent."""
    query = (sa.select(outbox.c.chat).join(chats, chats.c.id == outbox.c.chat)
             .where(chats.c.channel == channel, outbox.c.sent.is_(None)).distinct())
    with engine.connect() as connection:
        return list(connection.execute(query).scalars())


def mark_sent(engine: Engine, ids: Iterable[int]) -> None:
    """Note that messages have reached the channel."""
    with engine.begin() as connection:
        connection.execute(outbox.update().where(outbox.c.id.in_(list(ids))).values(sent=now()))


def drop_forgotten(engine: Engine, chat: str) -> None:
    """Delete the address of a chat of which all else is deleted, once the last word is sent."""
    talk = sa.exists().where(events.c.sender_id == chat)
    open_messages = sa.exists().where(inbox.c.chat == chat, inbox.c.done.is_(None))
    with engine.begin() as connection:
        connection.execute(chats.delete().where(chats.c.id == chat, ~talk, ~open_messages))

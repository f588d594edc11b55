"""The outbox: what is to be sent, read by the channels."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Optional

import sqlalchemy as sa
from sqlalchemy.engine import Engine, Row

from bot.clock import now
from bot.database import chats, events, inbox, outbox
from bot.languages import SOURCE
from bot.reminders import cancel

_JUST_NOW = timedelta(seconds=0.3)


def messages_after(engine: Engine, chat: str, after: int) -> list[Row]:
    """The messages to a chat with a higher number, in order."""
    with engine.connect() as connection:
        return list(connection.execute(
            sa.select(outbox).where(outbox.c.chat == chat, outbox.c.id > after).order_by(outbox.c.id)))


def unsent(engine: Engine, chat: str) -> list[Row]:
    """The messages to a chat that are not marked as sent, in order."""
    query = sa.select(outbox).where(outbox.c.chat == chat, outbox.c.sent.is_(None)).order_by(outbox.c.id)
    with engine.connect() as connection:
        return list(connection.execute(query))


def address_of(engine: Engine, chat: str) -> tuple[Optional[bytes], str]:
    """Where a chat is, sealed, and its language; no address where the person fetches or is forgotten."""
    with engine.connect() as connection:
        row = connection.execute(sa.select(chats.c.address, chats.c.language).where(chats.c.id == chat)).first()
    return (row.address, row.language) if row else (None, SOURCE)


def waiting_chats(engine: Engine, channel: str) -> list[str]:
    """The chats of a channel to which something is to be sent that was not written just now: whoever wrote it sends it too."""
    query = (sa.select(outbox.c.chat).join(chats, chats.c.id == outbox.c.chat)
             .where(chats.c.channel == channel, outbox.c.sent.is_(None), outbox.c.created < now() - _JUST_NOW).distinct())
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


def give_up(engine: Engine, chat: str) -> None:
    """Send a chat nothing more of what waits, nor its reminders: the person has blocked the bot."""
    with engine.begin() as connection:
        connection.execute(outbox.update().where(outbox.c.chat == chat, outbox.c.sent.is_(None)).values(sent=now()))
        cancel(connection, chat)

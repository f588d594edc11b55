"""The inbox: every message once, in order, before anybody is told that it arrived."""

from dataclasses import dataclass
from datetime import timedelta, timezone
from typing import Optional

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, Row
from sqlalchemy.exc import IntegrityError

from bot.channels.edge import COMMAND
from bot.clock import now
from bot.database import chats, inbox, outbox

RETRY_SECONDS = 5
_BUTTONS_KEPT = 40
"""A button works while its message is among so many last ones of the chat."""


@dataclass(frozen=True)
class Incoming:
    """A message as a channel got it."""

    chat: str
    channel: str
    update_key: str
    kind: str
    body: str
    language: str
    address: Optional[bytes] = None


def receive(engine: Engine, incoming: Incoming) -> bool:
    """Write a message to the inbox; before the first one of a chat, a start, so that the person is told what this is.

    Returns:
        False if the message was there before.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: it could not be written; the channel must not acknowledge it.

    """
    try:
        with engine.begin() as connection:
            for key, kind, body in _rows(connection, incoming):
                connection.execute(inbox.insert().values(chat=incoming.chat, update_key=key, kind=kind, body=body))
    except IntegrityError:
        return False
    return True


def _rows(connection: Connection, incoming: Incoming) -> list[tuple[str, str, str]]:
    """Key, kind and body of what goes into the inbox; a new chat begins with a start in the language of the telephone."""
    message = (incoming.update_key, incoming.kind, incoming.body)
    if connection.execute(sa.select(chats.c.id).where(chats.c.id == incoming.chat)).first():
        return [message]
    connection.execute(chats.insert().values(id=incoming.chat, channel=incoming.channel, address=incoming.address,
                                             language=incoming.language))
    start = f'/start{{"language":"{incoming.language}"}}'
    if incoming.kind == COMMAND and incoming.body.startswith("/start"):
        return [(incoming.update_key, COMMAND, start)]
    return [(f"start:{incoming.chat}", COMMAND, start), message]


def open_rows(engine: Engine, chat: str) -> list[Row]:
    """The messages of a chat that are not answered yet, in order."""
    with engine.connect() as connection:
        return list(connection.execute(
            sa.select(inbox).where(inbox.c.chat == chat, inbox.c.done.is_(None)).order_by(inbox.c.id)))


def waiting_chats(engine: Engine, tried_before: bool) -> list[str]:
    """Chats with open messages; `tried_before` chooses those whose failed message is due again, ever more rarely."""
    query = sa.select(inbox.c.chat, inbox.c.attempts, inbox.c.received).where(inbox.c.done.is_(None))
    with engine.connect() as connection:
        rows = connection.execute(query).all()
    return list(dict.fromkeys(row.chat for row in rows if not tried_before or _is_due(row)))


def _is_due(row: Row) -> bool:
    wait = timedelta(seconds=RETRY_SECONDS * 2 ** row.attempts)
    received = row.received if row.received.tzinfo else row.received.replace(tzinfo=timezone.utc)  # SQLite keeps no zone
    return row.attempts > 0 and now() >= received + wait


def was_offered(engine: Engine, chat: str, payload: str) -> bool:
    """Whether one of the last messages to the chat had this button."""
    query = sa.select(outbox.c.buttons).where(outbox.c.chat == chat).order_by(outbox.c.id.desc()).limit(_BUTTONS_KEPT)
    with engine.connect() as connection:
        return any(button["payload"] == payload for buttons in connection.execute(query).scalars() for button in buttons)

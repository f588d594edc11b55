"""The inbox: every message once, in order, before anybody is told that it arrived."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Optional

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, Row
from sqlalchemy.exc import IntegrityError

from bot.channels.edge import COMMAND, is_link
from bot.clock import now
from bot.database import chats, inbox, outbox
from bot.nlu.cleaning import folded
from bot.nlu.commands import is_yes

RETRY_SECONDS = 5
_DELIVERED_AGAIN = timedelta(days=2)
_BUTTONS_IN_SIGHT = 3
"""Messages whose buttons a person may mean who types the words of one."""
_YES = '{"value":"yes"}'
_BUTTONS_KEPT = 40
"""A button works while its message is among so many last ones of the chat."""


@dataclass(frozen=True)
class Incoming:
    """A message as a channel got it. `start`: the command that begins the talk if this is its first message, None for a group."""

    chat: str
    channel: str
    update_key: str
    kind: str
    body: str
    language: str
    start: Optional[str]
    address: Optional[bytes] = None
    number: int = 0
    written: Optional[datetime] = None


def receive(engine: Engine, incoming: Incoming) -> bool:
    """Write a message to the inbox; before the first one of a chat, a start, so that the person is told what this is.

    Returns:
        False if the message was there before.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: it could not be written; the channel must not acknowledge it.

    """
    try:
        with engine.begin() as connection:
            connection.execute(inbox.insert(), _rows(connection, incoming))
    except IntegrityError:
        return False
    return True


def _rows(connection: Connection, incoming: Incoming) -> list[dict[str, Any]]:
    """What goes into the inbox; a new chat begins with a start."""
    message = {"chat": incoming.chat, "update_key": incoming.update_key, "kind": incoming.kind, "body": incoming.body,
               "number": incoming.number, "written": incoming.written}
    if connection.execute(sa.select(chats.c.id).where(chats.c.id == incoming.chat)).first():
        return [message]
    connection.execute(chats.insert().values(id=incoming.chat, channel=incoming.channel, address=incoming.address,
                                             language=incoming.language))
    if incoming.start is None:
        return [message]
    if incoming.kind == COMMAND and incoming.body.startswith("/start"):
        return [{**message, "body": incoming.start}]
    return [{**message, "update_key": f"start:{incoming.chat}", "kind": COMMAND, "body": incoming.start}, message]


def drop_old(engine: Engine) -> None:
    """Delete answered messages' rows after the two days in which a channel may deliver them again."""
    with engine.begin() as connection:
        connection.execute(inbox.delete().where(inbox.c.done < now() - _DELIVERED_AGAIN))


def open_rows(engine: Engine, chat: str) -> list[Row]:
    """The messages of a chat that are not answered yet, in order."""
    with engine.connect() as connection:
        return list(connection.execute(
            sa.select(inbox).where(inbox.c.chat == chat, inbox.c.done.is_(None)).order_by(inbox.c.number, inbox.c.id)))


def received_since(engine: Engine, chat: str, moment: datetime) -> int:
    """How many messages of a chat have come since a moment."""
    query = sa.select(sa.func.count()).select_from(inbox).where(inbox.c.chat == chat, inbox.c.received > moment)
    with engine.connect() as connection:
        return int(connection.execute(query).scalar_one())


def waiting_chats(engine: Engine) -> list[str]:
    """Chats whose first open message is due: a new one at once, a failed one ever more rarely."""
    query = (sa.select(inbox.c.chat, inbox.c.attempts, inbox.c.received).where(inbox.c.done.is_(None))
             .order_by(inbox.c.number, inbox.c.id))
    with engine.connect() as connection:
        rows = connection.execute(query).all()
    first = {row.chat: row for row in reversed(rows)}
    return [chat for chat, row in first.items() if _is_due(row)]


def _is_due(row: Row) -> bool:
    wait = timedelta(seconds=RETRY_SECONDS * 2 ** row.attempts)
    return bool(row.attempts == 0 or now() >= row.received + wait)


def offered_as(engine: Engine, chat: str, text: str) -> Optional[str]:
    """What the button says whose words were typed; None if none of the last messages had one with these words."""
    said = _words(text)
    if is_yes(text):
        return _yes(engine, chat)
    query = (sa.select(outbox.c.buttons).where(outbox.c.chat == chat).order_by(outbox.c.id.desc()).limit(_BUTTONS_IN_SIGHT))
    with engine.connect() as connection:
        shown = [button for buttons in connection.execute(query).scalars() for button in buttons if not is_link(button)]
    return next((button["payload"] for button in shown if said and _words(button["title"]) == said), None)


def _yes(engine: Engine, chat: str) -> Optional[str]:
    """The yes of the question that was asked last, where it was one of yes or no."""
    query = sa.select(outbox.c.buttons).where(outbox.c.chat == chat).order_by(outbox.c.id.desc()).limit(1)
    with engine.connect() as connection:
        last = connection.execute(query).scalar() or []
    return next((button["payload"] for button in last if button["payload"].endswith(_YES)), None)


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", folded(text)))


def was_offered(engine: Engine, chat: str, payload: str) -> bool:
    """Whether one of the last messages to the chat had this button."""
    query = sa.select(outbox.c.buttons).where(outbox.c.chat == chat).order_by(outbox.c.id.desc()).limit(_BUTTONS_KEPT)
    with engine.connect() as connection:
        return any(button["payload"] == payload for buttons in connection.execute(query).scalars() for button in buttons)

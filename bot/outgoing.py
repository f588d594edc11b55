"""Writing to the outbox: the one way by which a message leaves the assistant."""

from collections.abc import Iterable

from sqlalchemy.engine import Connection

from bot.database import outbox
from bot.knowledge.answers import Message
from bot.knowledge.direction import isolated


def write(connection: Connection, chat: str, messages: Iterable[Message], language: str) -> None:
    """Write messages to a chat as they are shown, with right-to-left marks where the language needs them."""
    rows = [{"chat": chat, "text": isolated(message.text, language), "location": message.location,
             "buttons": [{"title": isolated(button.title, language), "payload": button.payload} for button in message.buttons]}
            for message in messages]
    if rows:
        connection.execute(outbox.insert(), rows)

"""What is said to a person about a case, in the language in which it was handed over."""

import json
from typing import Any

from sqlalchemy.engine import Connection

from bot.knowledge.answers import Button, Message
from bot.knowledge.centres.directory import centres
from bot.knowledge.phrases import phrase
from bot.outgoing import write

INTENT = "/case"


def said(name: str, language: str, *buttons: Button, **values: str) -> Message:
    """One of the desk's texts in a language, with buttons below it."""
    return Message(phrase(f"desk_{name}", language, **values), buttons)


def button(name: str, language: str, **payload: str) -> Button:
    """A button that leads to the case and not to the assistant; see `talks.pressed`."""
    return Button(phrase(f"desk_b_{name}", language), INTENT + json.dumps(payload, separators=(",", ":")))


def signed(text: str, centre: str) -> Message:
    """A text that comes from a centre, with its name below."""
    return Message(f"{text}\n\n{centres()[centre].name}")


def say(connection: Connection, found: Any, *messages: Message) -> None:
    """Write messages to the chat of a case (a `Case` or its row)."""
    write(connection, found.chat, messages, found.language)

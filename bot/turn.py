"""One turn: a message of a person, and all that comes of it. Kept as a whole or not at all."""

from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Optional

from bot.knowledge.answers import Message


@dataclass
class Turn:
    """What a turn starts from and what it has brought so far."""

    chat: str
    inbox_id: int
    text: str
    edited: bool = False
    outgoing: list[Message] = field(default_factory=list)
    effects: list[dict[str, Any]] = field(default_factory=list)
    language: Optional[str] = None
    failure: Optional[Exception] = None


_current: ContextVar[Turn] = ContextVar("turn")


def begin(turn: Turn) -> None:
    """Make this the turn of the running task."""
    _current.set(turn)


def current() -> Turn:
    """The turn of the running task.

    Raises:
        LookupError: outside a turn.

    """
    return _current.get()

"""A conversation in the terminal, through the same inbox, worker and outbox as every channel."""

import json
import secrets
from collections.abc import Iterable, Iterator
from typing import Optional

from sqlalchemy.engine import Row

from bot.channels.edge import BUTTON, COMMAND, is_link, started, typed
from bot.channels.inbox import Incoming, receive
from bot.channels.outbox import mark_sent, unsent
from bot.channels.worker import Worker


class Terminal:
    """One chat; a button is answered by its number or its label."""

    def __init__(self, worker: Worker, language: str) -> None:
        self._worker = worker
        self._language = language
        self.chat = secrets.token_hex(32)
        self._buttons: list[dict[str, str]] = []

    async def start(self) -> list[Row]:
        """The first messages of the assistant."""
        return await self._turn(COMMAND, "/start")

    async def say(self, line: str) -> list[Row]:
        """The assistant's messages on a line of the person."""
        payload = self._pressed(line.strip())
        return await (self._turn(BUTTON, payload) if payload else self._turn(*typed(line)))

    def _pressed(self, line: str) -> Optional[str]:
        by_number = {str(number): button["payload"] for number, button in enumerate(self._buttons, 1)}
        by_label = {button["title"].casefold(): button["payload"] for button in self._buttons}
        return by_label.get(line.casefold()) or by_number.get(line)

    async def _turn(self, kind: str, body: str) -> list[Row]:
        key = f"terminal:{secrets.token_hex(16)}"
        start = started({"language": self._language})
        receive(self._worker.engine, Incoming(self.chat, "terminal", key, kind, body, self._language, start))
        await self._worker.run(self.chat)
        rows = unsent(self._worker.engine, self.chat)
        mark_sent(self._worker.engine, [row.id for row in rows])
        rows = [row for row in rows if not row.location]
        self._buttons = [button for row in rows for button in row.buttons if not is_link(button)] or self._buttons
        return rows


def as_json(row: Row) -> str:
    """A message as one line of JSON: `text`, and `buttons` as a list of labels."""
    return json.dumps({"text": row.text, "buttons": [button["title"] for button in row.buttons]}, ensure_ascii=False)


def as_text(row: Row, first_number: int) -> str:
    """A message as people read it in a terminal, its buttons numbered."""
    choices = [button for button in row.buttons if not is_link(button)]
    shown = [f"  [{number}] {button['title']}" for number, button in enumerate(choices, first_number)]
    links = [f"  {button['title']}: {button['payload']}" for button in row.buttons if is_link(button)]
    return "\n".join([row.text, *shown, *links, ""])


def numbered(rows: Iterable[Row]) -> Iterator[str]:
    """The messages of a turn in words; the buttons are counted through."""
    first = 1
    for row in rows:
        yield as_text(row, first)
        first += sum(not is_link(button) for button in row.buttons)

"""Conversations through inbox, worker, model and outbox, as every channel holds them. The model is loaded once."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from bot import settings
from bot.assistant import Assistant
from bot.channels.edge import BUTTON, COMMAND, EDITED, started, typed
from bot.channels.inbox import Incoming, receive
from bot.channels.outbox import mark_sent, unsent
from bot.channels.terminal import Terminal
from bot.channels.worker import Worker
from bot.database import events, opened, prepare
from bot.sealing import Seals

SECRET = "only-for-tests-" * 3


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    engine = opened(f"sqlite:///{tmp_path_factory.mktemp('database')}/lotse.db")
    prepare(engine)
    return engine


@pytest.fixture(scope="session")
def seals() -> Seals:
    return Seals(SECRET)


@pytest.fixture(scope="session")
def assistant(engine: Engine, seals: Seals) -> Assistant:
    return Assistant(Path(settings.ROOT / "models"), engine, seals)


@pytest.fixture
def worker(engine: Engine, assistant: Assistant) -> Worker:
    return Worker(engine, lambda: assistant, Seals(SECRET))


class Talk:
    """A conversation: what is said comes back as messages with `text` and `buttons`."""

    def __init__(self, worker: Worker, language: str, loop: asyncio.AbstractEventLoop) -> None:
        self._terminal = Terminal(worker, language)
        self._loop = loop
        self.chat = self._terminal.chat
        self.welcome = self._loop.run_until_complete(self._terminal.start())

    def say(self, line: str) -> list[Any]:
        return self._loop.run_until_complete(self._terminal.say(line))

    def text(self, line: str) -> str:
        return "\n".join(row.text for row in self.say(line))

    def labels(self, line: str) -> list[str]:
        return [button["title"] for row in self.say(line) for button in row.buttons]


@pytest.fixture
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    loop = asyncio.new_event_loop()
    yield loop
    loop.close()


@pytest.fixture
def talk(worker: Worker, loop: asyncio.AbstractEventLoop) -> Callable[[str], Talk]:
    return lambda language="en": Talk(worker, language, loop)


@pytest.fixture
def talk_with(loop: asyncio.AbstractEventLoop) -> Callable[[Worker], Talk]:
    return lambda worker: Talk(worker, "en", loop)


class Phone:
    """A chat as Telegram holds it, begun with values of `/start`; it sees every message, also those with a location button."""

    def __init__(self, worker: Worker, loop: asyncio.AbstractEventLoop, start: dict[str, str]) -> None:
        self._worker, self._loop = worker, loop
        self.chat = secrets.token_hex(32)
        self._buttons: dict[str, str] = {}
        self._start = started(start)
        self.welcome = self.start(**start)

    def start(self, **values: str) -> list[Any]:
        return self._send(COMMAND, started(values))

    def say(self, text: str) -> list[Any]:
        return self._send(*typed(text))

    def text(self, text: str) -> str:
        return "\n".join(row.text for row in self.say(text))

    def edit(self, text: str) -> str:
        return "\n".join(row.text for row in self._send(EDITED, text))

    def press(self, title: str) -> str:
        return "\n".join(row.text for row in self._send(BUTTON, self._buttons[title]))

    def wait(self, **time: float) -> None:
        """Let time pass: all that was said lies back by it."""
        seconds = timedelta(**time).total_seconds()
        with self._worker.engine.begin() as connection:
            for row in connection.execute(events.select().where(events.c.sender_id == self.chat)).all():
                data = json.loads(row.data)
                data["timestamp"] -= seconds
                connection.execute(events.update().where(events.c.id == row.id).values(data=json.dumps(data)))

    def _send(self, kind: str, body: str) -> list[Any]:
        key = f"phone:{secrets.token_hex(16)}"
        receive(self._worker.engine, Incoming(self.chat, "telegram", key, kind, body, "en", self._start, b"sealed"))
        self._loop.run_until_complete(self._worker.run(self.chat))
        rows = unsent(self._worker.engine, self.chat)
        mark_sent(self._worker.engine, [row.id for row in rows])
        self._buttons.update({button["title"]: button["payload"] for row in rows for button in row.buttons})
        return rows


@pytest.fixture
def phone(worker: Worker, loop: asyncio.AbstractEventLoop) -> Callable[..., Phone]:
    return lambda **start: Phone(worker, loop, start)

"""Conversations through inbox, worker, model and outbox, as every channel holds them. The model is loaded once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from bot import settings
from bot.assistant import Assistant
from bot.channels.terminal import Terminal
from bot.channels.worker import Worker
from bot.database import opened, prepare
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

"""What the sender does when the database fails between the sending and the mark."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any
from unittest.mock import AsyncMock

import pytest
from sqlalchemy.exc import OperationalError

from bot.channels.outbox import mark_sent, unsent
from bot.channels.telegram import sender
from bot.database import chats, opened, outbox, prepare
from bot.sealing import Seals

SEALS = Seals("only-for-tests-" * 3)
CHAT = "chat"


@pytest.fixture
def engine(tmp_path: Path) -> Any:
    engine = opened(f"sqlite:///{tmp_path}/lotse.db")
    prepare(engine)
    with engine.begin() as connection:
        connection.execute(chats.insert().values(id=CHAT, channel=sender.NAME, address=SEALS.addresses.seal(4711), language="de"))
        connection.execute(outbox.insert().values(chat=CHAT, text="Hallo", buttons=[]))
    yield engine
    engine.dispose()


def test_what_cannot_be_marked_is_sent_once(engine, monkeypatch):
    left = iter([True, True, True, False])

    def fails_at_first(engine: Any, ids: list[int]) -> None:
        if next(left):
            raise OperationalError("", {}, Exception())
        mark_sent(engine, ids)

    monkeypatch.setattr(sender, "mark_sent", fails_at_first)
    monkeypatch.setattr(sender, "_DATABASE_PAUSE", 0)
    bot = AsyncMock()

    async def run() -> None:
        out = sender.Sender(bot, engine, SEALS.addresses)
        out.start(CHAT)
        while out._tasks:
            await asyncio.sleep(0.01)

    asyncio.run(run())
    assert bot.send_message.await_count == 1
    assert unsent(engine, CHAT) == []

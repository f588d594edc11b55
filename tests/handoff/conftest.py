"""A database of its own for each test, and a way to put cases into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from invented import CENTRE, CHAT, FACTS, PACKET
from sqlalchemy.engine import Connection, Engine

from bot.database import chats, handoffs, opened, outbox, prepare
from bot.handoff.cases import Case, case
from bot.handoff.store import Released, keep_handoff
from bot.sealing import Seals


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = opened(f"sqlite:///{tmp_path}/lotse.db")
    prepare(engine)
    return engine


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.begin() as connection:
        connection.execute(chats.insert().values(id=CHAT, channel="web", language="ar"))
        yield connection


@pytest.fixture
def seals() -> Seals:
    return Seals("only-for-tests-" * 3)


@pytest.fixture
def keep(connection: Connection, seals: Seals) -> Callable[..., Case]:
    """Puts a case into the database: what is given in place of the packet's values, and columns to set afterwards."""
    def kept(centre: str = CENTRE, *, language: str = "ar", chat: str = CHAT, topic: str = "wages_unpaid", day: str | None = None,
             danger: bool = False, transcript: Any = None, states: str = "DE-SN", **columns: Any) -> Case:
        facts = {**FACTS, "day": day} if day else None
        released = Released({**PACKET, "topic": topic, "states": states}, facts, transcript, danger)
        code = keep_handoff(connection, seals.centre(centre), chat=chat, centre=centre, language=language, released=released)
        if columns:
            connection.execute(handoffs.update().where(handoffs.c.code == code).values(**columns))
        found = case(connection, seals, centre, code)
        assert found
        return found
    return kept


@pytest.fixture
def sent(connection: Connection) -> Callable[..., list[Any]]:
    """What was written to the outbox of a chat so far."""
    def rows(chat: str = CHAT) -> list[Any]:
        return connection.execute(sa.select(outbox).where(outbox.c.chat == chat).order_by(outbox.c.id)).all()
    return rows

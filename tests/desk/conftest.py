"""A desk with two centres: the bot's tables in a file of their own, Django's in memory, invented people."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from desk_values import OWN, PASSWORD, PHONE, SECRET, TRANSCRIPT
from django.contrib.auth.hashers import make_password
from django.test import Client
from sqlalchemy.engine import Engine

from bot.clock import today
from bot.database import chats, opened, prepare
from bot.desk import store
from bot.desk.models import Account, Role
from bot.handoff.store import Released, keep_handoff
from bot.sealing import Seals


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("desk") / "empty.db"
    engine = opened(f"sqlite:///{path}")
    prepare(engine)
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def hashed() -> str:
    return make_password(PASSWORD)


@pytest.fixture(autouse=True)
def engine(empty: Path, tmp_path: Path, settings: Any, db: None) -> Iterator[Engine]:
    """The bot's tables, as the desk sees them in this test."""
    shutil.copy(empty, tmp_path / "lotse.db")
    settings.LOTSE = dataclasses.replace(settings.LOTSE, database_url=f"sqlite:///{tmp_path}/lotse.db", secret=SECRET)
    for cached in (store.engine, store.seals, store.audit_seal):
        cached.cache_clear()
    yield store.engine()
    store.engine().dispose()
    for cached in (store.engine, store.seals, store.audit_seal):
        cached.cache_clear()


@pytest.fixture
def seals(engine: Engine) -> Seals:
    return store.seals()


@pytest.fixture
def account(hashed: str) -> Callable[..., Account]:
    def make(role: Role = Role.COUNSELLOR, name: str = "", centre: str | None = OWN, **fields: Any) -> Account:
        place = centre if role == Role.COUNSELLOR else None
        return Account.objects.create(**{"username": name or f"{role}-{place}", "role": role, "centre": place, "password": hashed,
                                         "password_due": False, **fields})
    return make


@pytest.fixture
def enter(account: Callable[..., Account]) -> Callable[..., Client]:
    """A browser in which an account of a role is logged in."""
    def make(role: Role = Role.COUNSELLOR, **fields: Any) -> Client:
        client = Client()
        client.force_login(account(role, **fields), backend="django.contrib.auth.backends.ModelBackend")
        return client
    return make


@pytest.fixture
def client(enter: Callable[..., Client]) -> Client:
    """The browser of a counsellor of the own centre."""
    return enter()


@pytest.fixture
def hand_off(engine: Engine, seals: Seals) -> Callable[..., str]:
    """Keep a case as the assistant does; returns its code."""
    def keep(centre: str = OWN, language: str = "en", *, chat: str = "c" * 64, days: int | None = 5, danger: bool = False,
             transcript: Any = TRANSCRIPT, **packet: str) -> str:
        day = today() + timedelta(days=days) if days is not None else None
        facts = {"kind": "claim_deadline", "values": {"received": "2026-11-06", "form": "letter", "state": "DE-BW"},
                 "day": day.isoformat(), "german": "Letzter Tag: 27. November 2026"} if day else None
        lines = {"topic": "wages_unpaid", "language": language, "place": "Stuttgart", "states": "DE-BW", "reply": "chat",
                 "summary": f"No wages since May. Call {PHONE}.", **packet}
        released = Released(lines, facts, transcript, danger)
        with engine.begin() as connection:
            if not connection.execute(chats.select().where(chats.c.id == chat)).first():
                connection.execute(chats.insert().values(id=chat, channel="web", language=language))
            return keep_handoff(connection, seals.centre(centre), chat=chat, centre=centre, language=language, released=released)
    return keep



"""What all tests share: no network, a clock that stands still, a database of their own."""

from __future__ import annotations

import datetime
import socket
from collections.abc import Iterator

import pytest
from hypothesis import settings

from bot import clock
from bot.quiet import hush

hush()
settings.register_profile("untimed", deadline=None)  # no test asserts a time
settings.load_profile("untimed")
TODAY = datetime.date(2026, 11, 22)
_connect = socket.socket.connect


@pytest.fixture(autouse=True)
def _still_clock() -> Iterator[None]:
    clock.move_to(TODAY)
    yield
    clock.move_to(None)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def only_loopback(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else "127.0.0.1"
        assert host in ("127.0.0.1", "::1", "localhost"), f"a test wants to reach {host}"
        _connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", only_loopback)

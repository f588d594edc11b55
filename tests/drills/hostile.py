"""Whatever is posted to the webhook or polled, the bot lives, answers with a proper status, and goes on serving people."""

from __future__ import annotations

import itertools
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as hypothesis_seed
from hypothesis import strategies as st

from bot.database import chats, opened
from bot.sealing import Seals
from tests.drills.crowd import Dialogue
from tests.drills.figures import Figures, count, seconds
from tests.drills.running import POLLING, SECRET, WEBHOOK, Running, running, wait_until
from tests.drills.strange import BODIES, FORGED, HEADERS, NUMBER, updates
from tests.telegram.updates import Person, Updates
from tests.telegram.webhook import SECRET as WEBHOOK_SECRET
from tests.telegram.webhook import Post

_PROPER = {200, 403, 413, 415, 503}
_LARGEST = 64 * 1024
"""Bytes that the server takes; of more it may hang up while they are still sent, and its 413 is lost on the way: status 0."""
_UNCAUGHT = re.compile(r"Traceback|Exception occurred|never retrieved|Unhandled|Internal Server Error|a turn failed")
_BATCH = 10
_FORGED_CHAT = 6_666_000_000
_PATIENCE = 60


@dataclass
class Hostile(Figures):
    updates: int = count()
    other_bodies: int = count()
    forged: int = count()
    improper_statuses: int = count(0)
    uncaught_exceptions: int = count(0)
    forged_handled: int = count(0)
    process_died: int = count(0)
    person_unanswered: int = count(0)
    slowest_answer: float = seconds(1)
    person_answered_after: float = seconds()
    lasted: float = seconds()
    statuses: Counter[int] = field(default_factory=Counter)
    improper: list[str] = field(default_factory=list)
    """What got an improper status, as far as it is not too long."""

    def lines(self) -> list[str]:
        """See the base; with the statuses."""
        return [*super().lines(), f"{self.name:34} statuses {dict(self.statuses)} {self.improper[:5]}"]


def hostile_webhook(folder: Path, amount: int, seed: int = 1) -> Hostile:
    """So many strange updates by webhook, a tenth as many strange bodies, and a tenth as many forged posts."""
    found = Hostile("hostile updates by webhook")
    began = time.monotonic()
    with running(folder, WEBHOOK) as run:
        port = run.server.port
        line, forger, numbers = Post(port, timeout=_PATIENCE), Updates(seed), itertools.count(1)

        def posted(status: Callable[[], int], what: Any, size: int = 0) -> int:
            start = time.monotonic()
            got = status()
            found.slowest_answer = max(found.slowest_answer, time.monotonic() - start)
            found.statuses[got] += 1
            if got not in _PROPER and (got, size > _LARGEST) != (0, True):
                found.improper_statuses += 1
                found.improper.append(f"{got}: {what!r:.200}")
                found.process_died += not run.server.is_running()
            return got

        def forge(secret: str | None) -> None:
            update = forger.text(Person(_FORGED_CHAT + found.forged), "forged")
            found.forged += 1
            with suppress(UnicodeError):
                found.forged_handled += posted(lambda: Post(port, secret).update(update), secret) == 200

        def strange(batch: list[Any]) -> None:
            for update in _numbered(batch, numbers):
                found.updates += 1
                posted(lambda update=update: line.raw(_as_json(update)), update)  # type: ignore[misc]

        def other(body: bytes, headers: dict[str, str]) -> None:
            found.other_bodies += 1
            posted(lambda: line.raw(body, headers), (headers, body), len(body))

        _repeat(strange, amount // _BATCH, seed, st.lists(updates(), min_size=_BATCH, max_size=_BATCH))
        _repeat(other, amount // 10, seed, BODIES, HEADERS)
        _repeat(forge, amount // 10, seed, FORGED.filter(lambda secret: secret != WEBHOOK_SECRET))
        _judge(found, run)
    found.lasted = time.monotonic() - began
    return found


def hostile_polling(folder: Path, amount: int, seed: int = 1) -> Hostile:
    """So many strange updates by polling; each must be confirmed."""
    found = Hostile("hostile updates by polling")
    began = time.monotonic()
    with running(folder, POLLING) as run:
        numbers = itertools.count(1)

        def strange(batch: list[Any]) -> None:
            batch = [update for update in _numbered(batch, numbers) if _is_number(update.get("update_id"))]
            found.updates += len(batch)
            run.api.account.line.give(*(json.loads(_as_json(update)) for update in batch))
            wait_until(lambda: run.api.account.line.pending() < 200, _PATIENCE, 0.01)

        _repeat(strange, amount // _BATCH, seed, st.lists(updates(), min_size=_BATCH, max_size=_BATCH))
        _judge(found, run)
    found.lasted = time.monotonic() - began
    return found


def _repeat(work: Callable[..., None], times: int, seed: int, *strategies: st.SearchStrategy[Any]) -> None:
    """Call something with so many examples."""
    limits = settings(max_examples=max(1, times), phases=[Phase.explicit, Phase.generate], database=None, deadline=None,
                      suppress_health_check=list(HealthCheck))

    @hypothesis_seed(seed)
    @limits
    @given(st.tuples(*strategies))
    def each(values: tuple[Any, ...]) -> None:
        work(*values)

    each()


def _numbered(batch: list[Any], numbers: Iterator[int]) -> list[Any]:
    """The updates, each with a number of its own where that is not what is strange."""
    return [{**update, "update_id": next(numbers)} if update.get("update_id") == NUMBER else update for update in batch]


def _is_number(value: Any) -> bool:
    """Whether a value can be an update's number: Telegram hands out no other."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31


def _as_json(update: Any) -> bytes:
    return json.dumps(update).encode()


def _judge(found: Hostile, run: Running) -> None:
    """A person who comes after all this is answered, nothing forged is stored, and the log knows no exception."""
    one = Dialogue(1, said=["/start", "town 1"])
    run.api.account.heard = lambda sent: one.hear(sent) if sent.chat == one.chat else None
    fresh = Updates(seed=11)
    began = time.monotonic()
    run.give(fresh.text(one.person, "/start"), fresh.text(one.person, "town 1"))
    wait_until(one.is_done, _PATIENCE)
    found.person_unanswered = len(one.expected) - len(one.answered)
    found.person_answered_after = max(one.answered.values(), default=began + _PATIENCE) - began
    found.process_died += not run.server.is_running()
    found.uncaught_exceptions = len(_UNCAUGHT.findall(run.server.log.read_text(errors="replace")))
    engine, seals = opened(run.server.database), Seals(SECRET)
    with engine.connect() as connection:
        known = set(connection.execute(sa.select(chats.c.id)).scalars())
    names = {seals.chats.name(f"telegram:{_FORGED_CHAT + number}") for number in range(found.forged)}
    found.forged_handled += len(known & names)
    engine.dispose()

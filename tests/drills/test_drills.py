"""A small sample of every drill; `make drills` runs them in full size."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.drills import bursts, hostile, kills, load, redelivery, telegram_away
from tests.drills.database_away import INBOX, MARK, TURN, DatabaseAway, Sqlite, database_away
from tests.drills.running import POLLING, WEBHOOK


def away(folder: Path, way: str, stage: str, lasting: float) -> DatabaseAway:
    return database_away(folder, way, Sqlite(folder), stage, lasting)


SAMPLES = {
    "kills": lambda folder: kills.kills(folder, WEBHOOK, 3),
    "storm": lambda folder: telegram_away.storm(folder, WEBHOOK, 8, 0.2, hold=2),
    "outage": lambda folder: telegram_away.outage(folder, POLLING, 5, 2),
    "database, inbox": lambda folder: away(folder, WEBHOOK, INBOX, 1),
    "database, turn": lambda folder: away(folder, POLLING, TURN, 7),
    "database, mark": lambda folder: away(folder, WEBHOOK, MARK, 1),
    "redelivery, webhook": lambda folder: redelivery.redelivery(folder, WEBHOOK, 5),
    "redelivery, polling": lambda folder: redelivery.redelivery(folder, POLLING, 5),
    "many": lambda folder: bursts.burst(folder, WEBHOOK, 15, 3, 1),
    "one": lambda folder: bursts.burst(folder, POLLING, 1, 30, 0.2),
    "two": lambda folder: bursts.two_at_once(folder, WEBHOOK, 3),
    "flooder": lambda folder: bursts.flooder(folder, WEBHOOK, 10, 50, 4),
    "load": lambda folder: load.load(folder, WEBHOOK, 24, 8, 4),
    "hostile, webhook": lambda folder: hostile.hostile_webhook(folder, 300),
    "hostile, polling": lambda folder: hostile.hostile_polling(folder, 300),
}


@pytest.mark.parametrize("drill", SAMPLES.values(), ids=SAMPLES)
def test_no_goal_is_missed(drilled, drill):
    assert drilled(drill).missed() == []

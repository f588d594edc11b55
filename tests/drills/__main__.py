"""`make drills`: all drills in full size, and a table of figures. Names choose some: `python -m tests.drills kills bursts`."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from tests.drills import bursts, database_away, hostile, kills, load, postgres, redelivery, telegram_away
from tests.drills.figures import Figures
from tests.drills.running import POLLING, WAYS, WEBHOOK

_SIDE_BY_SIDE = 3
_SEVERAL = ("redelivery", "kills", "database", "telegram", "hostile")
_ALONE = ("bursts", "load")
"""Times are measured while nothing else runs."""


@dataclass(frozen=True)
class Job:
    """A drill with its size; `drill` is called with a folder of its own and the arguments."""

    name: str
    drill: Callable[..., Figures]
    arguments: tuple[object, ...]

    def __call__(self) -> Figures:
        """Run it."""
        with tempfile.TemporaryDirectory(prefix="drill-", ignore_cleanup_errors=True) as folder:
            return self.drill(Path(folder), *self.arguments)


def sqlite_away(folder: Path, way: str, stage: str, lasting: float) -> Figures:
    """The drill with a locked file."""
    return database_away.database_away(folder, way, database_away.Sqlite(folder), stage, lasting)


def postgres_away(folder: Path, way: str, stage: str, lasting: float) -> Figures:
    """The drill with a stopped server."""
    database = postgres.Postgres(folder)
    try:
        return database_away.database_away(folder, way, database, stage, lasting)
    finally:
        database.take_away()


def jobs() -> list[Job]:
    """All drills in full size; the longest first."""
    away = [sqlite_away, *([postgres_away] if postgres.is_installed() else [])]
    return [
        *(Job("kills", kills.kills, (way, 300)) for way in WAYS),
        Job("hostile", hostile.hostile_webhook, (100_000,)),
        Job("hostile", hostile.hostile_polling, (20_000,)),
        *(Job("database", drill, (way, stage, lasting)) for lasting in (60, 10, 1) for drill in away for way in WAYS
          for stage in database_away.STAGES),
        *(Job("telegram", telegram_away.storm, (way, 60, 0.3)) for way in WAYS),
        *(Job("telegram", telegram_away.outage, (way, 40, 60)) for way in WAYS),
        *(Job("redelivery", redelivery.redelivery, (way, 100)) for way in WAYS),
        *(Job("bursts", bursts.two_at_once, (way, 40)) for way in WAYS),
        *(Job("bursts", bursts.burst, (way, 1, 100, 0.5)) for way in WAYS),
        *(Job("bursts", bursts.burst, (way, 250, 4, 5)) for way in (WEBHOOK, POLLING)),
        *(Job("bursts", bursts.flooder, (way, 50, 50, 60)) for way in WAYS),
        *(Job("load", load.load, (way, 1000, 25, 600)) for way in WAYS),
    ]


def main(names: list[str]) -> int:
    """Run the drills of these names, or all; the exit status is 1 if a figure is above its goal."""
    chosen = [job for job in jobs() if not names or job.name in names]
    began = time.monotonic()
    missed: list[str] = []
    with ProcessPoolExecutor(_SIDE_BY_SIDE) as pool:
        for done in as_completed([pool.submit(job) for job in chosen if job.name in _SEVERAL]):
            missed += _told(done.result())
    for job in chosen:
        missed += _told(job()) if job.name in _ALONE else []
    _write(f"{len(chosen)} drills in {time.monotonic() - began:.0f} s; goals missed: {len(missed)}", *missed)
    return 1 if missed else 0


def _told(found: Figures) -> list[str]:
    _write(*found.lines())
    return found.missed(times=True)


def _write(*lines: str) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

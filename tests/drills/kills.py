"""The process is killed at random points, again and again, while people fill forms."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from pathlib import Path

from tests.drills.crowd import Crowd, Dialogue, stored
from tests.drills.figures import Figures, count, mean, seconds
from tests.drills.running import SECRET, running
from tests.telegram import pace

_AT_ONCE = 12
"""People who write at the same time."""
_LATENCY = 0.05
_STILL = 30.0
"""What is not answered for so long is lost."""
_EARLY = 0.15
"""How often the process is killed while it starts."""


@dataclass
class Kills(Figures):
    kills: int = count()
    dialogues: int = count()
    answers: int = count()
    acknowledged_but_unanswered: int = count(0)
    not_at_their_end: int = count(0)
    wrong_slot_values: int = count(0)
    second_effects: int = count(0)
    lost_effects: int = count(0)
    double_sends: int = count()
    double_sends_a_kill: float = mean(1)
    closer_than_a_second: int = count()
    lasted: float = seconds()


def kills(folder: Path, way: str, times: int, seed: int = 1) -> Kills:
    """So many kill -9 under people who write all the time, also while nobody is there to answer."""
    found = Kills(f"kills by {way}", kills=times)
    dice = random.Random(seed)
    began = time.monotonic()
    with running(folder, way) as run:
        run.api.latency = _LATENCY
        waiting = [Dialogue(number) for number in range(15 * times + _AT_ONCE)]
        crowd = Crowd(waiting, run.give, seed)
        run.api.account.heard = crowd.heard
        left = iter([dialogue.chat for dialogue in waiting])
        crowd.at_end = lambda ended: crowd.begin(next(left)) if not finishing else None
        finishing = False
        crowd.begin(*(next(left) for _ in range(_AT_ONCE)))
        for _ in range(times):
            early = dice.random() < _EARLY
            time.sleep(dice.uniform(0.2, 3.0))
            run.server.kill()
            run.server.start(wait=not early)
        finishing = True
        begun = [dialogue for dialogue in waiting if dialogue.given]
        crowd.dialogues = {dialogue.chat: dialogue for dialogue in begun}
        crowd.wait(_STILL)
        time.sleep(3)
        found.acknowledged_but_unanswered = crowd.unanswered(run.accepted())
        _judge(found, begun, run.server.database)
        found.closer_than_a_second = pace.too_close(run.api.times())
    found.lasted = time.monotonic() - began
    return found


def _judge(found: Kills, begun: list[Dialogue], database: str) -> None:
    kept = stored(database, SECRET, begun)
    found.dialogues = len(begun)
    found.answers = sum(len(one.answered) for one in begun)
    found.not_at_their_end = sum(not one.is_done() for one in begun)
    found.wrong_slot_values = sum(len(one.wrong) for one in begun) + kept.wrong
    found.second_effects, found.lost_effects = kept.second_effects, kept.missing
    found.double_sends = sum(one.doubled for one in begun)
    found.double_sends_a_kill = found.double_sends / found.kills

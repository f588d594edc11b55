"""Every update comes up to five times: nothing may happen twice."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.drills.crowd import Crowd, Dialogue, stored
from tests.drills.figures import Figures, count, seconds
from tests.drills.running import SECRET, WEBHOOK, Running, running, wait_until
from tests.telegram.updates import Update, Updates

_MOST_TIMES = 5


@dataclass
class Redelivery(Figures):
    forms: int = count()
    deliveries: int = count()
    wrong_answers: int = count(0)
    second_answers: int = count(0)
    second_effects: int = count(0)
    unanswered: int = count(0)
    lasted: float = seconds()


def redelivery(folder: Path, way: str, forms: int, seed: int = 1) -> Redelivery:
    """Forms of which each update is delivered one to five times; in a chat the first deliveries keep their order.

    Half of the forms come after a quiet week, with numbers from another random one on.
    """
    found = Redelivery(f"redelivery by {way}", forms=forms)
    dice, updates = random.Random(seed), Updates(seed)
    with running(folder, way) as run:
        crowd = Crowd([Dialogue(number) for number in range(forms)], run.give, seed)
        run.api.account.heard = crowd.heard
        began = time.monotonic()
        people = list(crowd.dialogues.values())
        given = []
        for some in (people[:forms // 2], people[forms // 2:]):
            updates.quiet_week()
            given += _give(run, list(_written(some, updates, dice)), way, dice)
        wait_until(lambda: not crowd.left(), 30 + 2 * forms)
        run.give(*given)  # and all of them once more
        wait_until(lambda: not (run.pusher or run.api.account.line).pending(), 60)
        time.sleep(2)
        found.deliveries = sum(run.pusher.statuses.values()) if run.pusher else run.api.account.line.handed
        _judge(found, crowd, run)
        found.lasted = time.monotonic() - began
    return found


def _written(dialogues: list[Dialogue], updates: Updates, dice: random.Random) -> Iterator[Update]:
    """All that people write without waiting, mixed across the chats and in order within each."""
    left = [dialogue for dialogue in dialogues for _ in dialogue.said]
    dice.shuffle(left)
    for dialogue in left:
        text = dialogue.said[len(dialogue.updates)]
        pressed = text.startswith("/") and text != "/start"
        dialogue.updates.append((updates.press if pressed else updates.text)(dialogue.person, text))
        yield dialogue.updates[-1]


def _give(run: Running, fresh: list[Update], way: str, dice: random.Random) -> list[Update]:
    """Deliver updates again and again; what was delivered, in order."""
    if way != WEBHOOK:
        for update in fresh:
            run.api.account.line.give(update, times=dice.randint(1, _MOST_TIMES))
        return fresh
    order = [(place + 0.0, update) for place, update in enumerate(fresh)]
    again = [(dice.uniform(place, len(fresh)), update) for place, update in order for _ in range(dice.randrange(_MOST_TIMES))]
    mixed = [update for _, update in sorted(order + again, key=lambda pair: pair[0])]
    run.give(*mixed)
    return mixed


def _judge(found: Redelivery, crowd: Crowd, run: Running) -> None:
    dialogues = list(crowd.dialogues.values())
    kept = stored(run.server.database, SECRET, dialogues)
    found.wrong_answers = sum(len(one.wrong) + (not one.in_order()) for one in dialogues) + kept.wrong + kept.missing
    found.second_answers = sum(one.doubled for one in dialogues)
    found.second_effects = kept.second_effects
    found.unanswered = sum(len(one.expected) - len(one.answered) for one in dialogues)

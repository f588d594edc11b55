"""The database goes away at every stage of a message, and comes back."""

from __future__ import annotations

import sqlite3
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tests.drills.crowd import Crowd, Dialogue, stored
from tests.drills.figures import Figures, count, seconds
from tests.drills.running import SECRET, Running, running, wait_until
from tests.telegram.methods import Sent

INBOX, TURN, MARK = "before inbox write", "in the turn", "before the sending mark"
STAGES = (INBOX, TURN, MARK)
_PEOPLE = 3
_TURN_SECONDS = 1.2
_GIVEN_UP = 60


@dataclass
class DatabaseAway(Figures):
    messages: int = count()
    lost: int = count(0)
    wrong_slot_values: int = count(0)
    second_effects: int = count(0)
    lost_effects: int = count(0)
    statuses_but_200_and_503: int = count(0)
    accepted_while_away: int = count(0)
    double_sends: int = count(0)
    told_that_it_is_down: int = count()
    slowest_answer_of_the_webhook: float = seconds()
    recovery: float = seconds(5)


class Database(Protocol):
    """A database that can be taken away."""

    url: str

    def take_away(self) -> None:
        """From now on nothing can be written."""

    def bring_back(self) -> None:
        """All is well again."""


class Sqlite:
    """A file, locked by another program."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "lotse.db"
        self.url = f"sqlite:///{self._path}"

    def take_away(self) -> None:
        """Lock the file."""
        self._lock = sqlite3.connect(self._path, isolation_level=None, timeout=60, check_same_thread=False)
        self._lock.execute("BEGIN EXCLUSIVE")

    def bring_back(self) -> None:
        """Unlock it."""
        self._lock.execute("ROLLBACK")
        self._lock.close()


def database_away(folder: Path, way: str, database: Database, stage: str, lasting: float) -> DatabaseAway:
    """People in the middle of their forms; the database is away for some seconds from a stage of their messages on.

    Each of them writes two texts at once there: the second must not be taken before the first.
    """
    kind = type(database).__name__
    found = DatabaseAway(f"{kind} away {lasting:g} s {stage}, {way}")
    with running(folder, way, database=database.url) as run:
        people = [Dialogue(number, said=_said(number, stage)) for number in range(_PEOPLE)]
        crowd = Crowd(people, run.give, at_once=1.0)
        reached = _at(stage, run, crowd, database)
        crowd.begin()
        if not reached.wait(30):
            raise TimeoutError(stage)
        began = time.monotonic()
        _give_more(crowd, people)
        time.sleep(max(0, began + lasting - time.monotonic()))
        accepted = len(run.accepted())
        statuses = dict(run.pusher.statuses) if run.pusher else {}
        database.bring_back()
        back = time.monotonic()
        found.accepted_while_away = accepted - _accepted_before(run, began)
        due = [(one, one.expected[len(one.given) - 1]) for one in people]
        wait_until(lambda: all(answer in one.answered for one, answer in due), _GIVEN_UP)
        found.recovery = max(one.answered.get(answer, back + _GIVEN_UP) for one, answer in due) - back
        crowd.wait(_GIVEN_UP)
        time.sleep(2)
        found.statuses_but_200_and_503 = sum(times for status, times in statuses.items() if status not in (200, 503))
        found.slowest_answer_of_the_webhook = run.pusher.longest if run.pusher else 0.0
        _judge(found, run, people)
    return found


def _said(number: int, stage: str) -> list[str]:
    wait = f" wait {_TURN_SECONDS}" if stage == TURN else ""
    return ["/start", f"town {number}{wait}", f"wages {number}", "/deadline October", "/reply chat", f"words {number}",
            "/send send"]


def _at(stage: str, run: Running, crowd: Crowd, database: Database) -> threading.Event:
    """Take the database away as soon as the first person's second message has come to this stage."""
    reached, taken, first = threading.Event(), threading.Lock(), next(iter(crowd.dialogues.values()))

    def away() -> None:
        with taken:
            if not reached.is_set():
                database.take_away()
                reached.set()

    def heard(sent: Sent) -> None:
        begun, answered = (first.expected[place] in sent.text for place in (0, 1))
        if (stage == MARK and answered) or (stage == INBOX and begun):
            away()
        if stage == TURN and begun:
            threading.Timer(_TURN_SECONDS / 2, away).start()
        crowd.heard(sent)

    run.api.account.heard = heard
    return reached


def _give_more(crowd: Crowd, people: list[Dialogue]) -> None:
    """Somebody writes while the database is away."""
    late = Dialogue(900)
    people.append(late)
    crowd.dialogues[late.chat] = late
    crowd.begin(late.chat)


def _accepted_before(run: Running, moment: float) -> int:
    when = run.pusher.accepted if run.pusher else run.api.account.line.confirmed
    return sum(accepted <= moment + 0.2 for accepted in list(when.values()))


def _judge(found: DatabaseAway, run: Running, people: list[Dialogue]) -> None:
    kept = stored(run.server.database, SECRET, people)
    found.messages = sum(len(one.said) for one in people)
    found.lost = sum(len(one.expected) - len(one.answered) for one in people)
    found.wrong_slot_values = sum(len(one.wrong) for one in people) + kept.wrong
    found.second_effects, found.lost_effects = kept.second_effects, kept.missing
    found.double_sends = sum(one.doubled for one in people)
    found.told_that_it_is_down = sum(times for one in people for text, times in one.others.items() if "Störung" in text)

"""The real model under load: many people, in all languages, at a steady rate."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from pathlib import Path

from bot.commands.examples import examples
from bot.languages import languages
from tests.drills.figures import Figures, count, mean, seconds
from tests.drills.running import running, wait_until
from tests.telegram import pace
from tests.telegram.methods import Sent
from tests.telegram.updates import Person, Updates

_FIRST_ID = 7_000_000_000
_MODEL = "bot serve"
_QUIET = 3.0
_PATIENCE = 120


@dataclass
class Load(Figures):
    people: int = count()
    messages: int = count()
    unanswered: int = count(0)
    more_than_thirty_a_second: int = count(0)
    answers_a_second: float = mean()
    p50: float = seconds()
    p95: float = seconds(2)
    p99: float = seconds(5)
    memory_at_start: float = mean()
    """MB, after everybody's first message."""
    memory_growth: float = mean(5)
    """Per cent."""


def load(folder: Path, way: str, people: int, rate: float, lasting: float) -> Load:
    """So many people write held-out messages, so many a second; everybody has said a first word before."""
    found = Load(f"{people} people, {rate:g}/s for {lasting:g} s, {way}", people=people, messages=int(rate * lasting))
    dice, updates = random.Random(1), Updates(seed=people)
    said = {code: [text for text, _ in examples("tests", code)] for code in languages()}
    crowd = [Person(_FIRST_ID + 11 * number, list(said)[number % len(said)]) for number in range(people)]
    waiting: dict[int, float] = {}
    delays: list[float] = []

    def heard(sent: Sent) -> None:
        given = waiting.pop(sent.chat, None)
        if given is not None:
            delays.append(sent.at - given)

    def say(person: Person) -> None:
        waiting[person.id] = time.monotonic()
        run.give(updates.text(person, dice.choice(said[person.language])))

    def is_quiet() -> bool:
        """Whether everybody is answered and nothing has been sent for some seconds: a first message brings two answers."""
        sent = run.api.sent
        return not waiting and bool(sent) and time.monotonic() - sent[-1].at > _QUIET

    with running(folder, way, _MODEL) as run:
        run.api.account.heard = heard
        for person in crowd:
            say(person)
            time.sleep(2 / rate)
        wait_until(is_quiet, _PATIENCE)
        begun = len(run.api.sent)
        delays.clear()
        found.memory_at_start = run.server.memory()
        began = time.monotonic()
        for number in range(found.messages):
            time.sleep(max(0.0, began + number / rate - time.monotonic()))
            say(crowd[number % people])
        wait_until(lambda: not waiting, _PATIENCE)
        lasted = time.monotonic() - began
        found.memory_growth = 100 * (run.server.memory() / found.memory_at_start - 1)
        moments = [sent.at for sent in run.api.sent[begun:]]
    found.unanswered = found.messages - len(delays)
    found.more_than_thirty_a_second = pace.too_many(moments)
    found.answers_a_second = len(delays) / lasted
    found.p50, found.p95, found.p99 = (pace.quantile(delays, share) for share in (0.5, 0.95, 0.99))
    return found

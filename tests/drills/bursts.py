"""Many messages at once: from one person, from many, and from one who does not stop."""

from __future__ import annotations

import itertools
import threading
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from bot.database import opened, outbox
from bot.knowledge.utterances import utterance
from bot.sealing import Seals
from tests.drills.crowd import Crowd, Dialogue
from tests.drills.figures import Figures, count, seconds
from tests.drills.running import SECRET, Running, running, wait_until
from tests.telegram import pace
from tests.telegram.updates import Updates

_GIVEN_UP = 300
_LANGUAGE = "en"
"""Of the people's telephones."""


@dataclass
class TwoAtOnce(Figures):
    pairs: int = count()
    unanswered: int = count(0)
    second_after_first_ready: float = seconds(0.3)
    second_after_first_sent: float = seconds(0.3)
    """0 where both went in one message, as Telegram's pace of one a second in a chat demands."""
    slowest_first: float = seconds()


@dataclass
class Burst(Figures):
    messages: int = count()
    unanswered: int = count(0)
    wrong_answers: int = count(0)
    out_of_order: int = count(0)
    double_sends: int = count(0)
    closer_than_a_second: int = count(0)
    more_than_thirty_a_second: int = count(0)
    most_in_a_second: int = count()
    all_answered_after: float = seconds(60)
    half_answered_after: float = seconds()


@dataclass
class Flooder(Figures):
    messages_of_the_flooder: int = count()
    messages_of_others: int = count()
    unanswered_others: int = count(0)
    wrong_answers: int = count(0)
    flooder_still_waits_for: int = count()
    """Messages that are kept and answered later."""
    flooder_without_notice: int = count(0)
    notices_beyond_the_first: int = count(0)
    closer_than_a_second: int = count(0)
    others_p50: float = seconds()
    others_p95: float = seconds(2)
    others_p99: float = seconds()


def two_at_once(folder: Path, way: str, pairs: int) -> TwoAtOnce:
    """Two messages of a person in one moment; the second must not wait for anything but the first."""
    found = TwoAtOnce(f"two at once, {way}", pairs=pairs)
    people = [_noter(number, 2) for number in range(pairs)]
    with running(folder, way) as run:
        updates = _listen(run, people)
        for one in people:
            _say(run, updates, one)
            wait_until(lambda one=one: one.answered, 10)  # type: ignore[misc]
        time.sleep(1.5)
        for one in people:
            _say(run, updates, one, 2)
            time.sleep(0.2)
        wait_until(lambda: all(one.is_done() for one in people), 30)
        ready = _ready(run.server.database, people)
    done = [one for one in people if one.is_done()]
    found.unanswered = sum(len(one.expected) - len(one.answered) for one in people)
    times = [[one.answered[answer] for answer in one.expected[1:]] for one in done]
    found.second_after_first_sent = max((second - first for first, second in times), default=0.0)
    found.slowest_first = max((first - one.given[1] for (first, _), one in zip(times, done, strict=True)), default=0.0)
    found.second_after_first_ready = max(ready, default=0.0)
    return found


def burst(folder: Path, way: str, people: int, messages: int, within: float) -> Burst:
    """So many messages of so many people within some seconds."""
    found = Burst(f"{people * messages} messages of {people} in {within:g} s, {way}", messages=people * messages)
    crowd = [_noter(number, messages - 1) for number in range(people)]
    with running(folder, way) as run:
        updates = _listen(run, crowd)
        began = time.monotonic()
        for place, one in enumerate(one for _ in range(messages) for one in crowd):
            time.sleep(max(0.0, began + within * place / (people * messages) - time.monotonic()))
            _say(run, updates, one)
        wait_until(lambda: all(one.is_done() for one in crowd), _GIVEN_UP, 0.2)
        time.sleep(1.5)
        moments = run.api.times()
    after = [moment - began for one in crowd for moment in one.answered.values()]
    found.unanswered = found.messages - len(after)
    found.wrong_answers = sum(len(one.wrong) for one in crowd)
    found.out_of_order = sum(not one.in_order() for one in crowd)
    found.double_sends = sum(one.doubled for one in crowd)
    found.closer_than_a_second = pace.too_close(moments)
    found.more_than_thirty_a_second = pace.too_many(moment for _, moment in moments)
    found.most_in_a_second = pace.busiest_second(moment for _, moment in moments)
    found.all_answered_after, found.half_answered_after = max(after, default=0.0), pace.quantile(after, 0.5)
    return found


def flooder(folder: Path, way: str, others: int, rate: float, lasting: float) -> Flooder:
    """One person who writes all the time beside people who write every few seconds."""
    found = Flooder(f"one flooder beside {others}, {way}", messages_of_the_flooder=int(rate * lasting))
    wild = _noter(999_999, found.messages_of_the_flooder - 1)
    with running(folder, way) as run:
        crowd = Crowd([Dialogue(number) for number in range(others)], run.give, pause=(2.0, 4.0))
        endless = itertools.count(others)
        over = threading.Event()
        crowd.at_end = lambda ended: None if over.is_set() else _join(crowd, next(endless))
        updates = Updates(seed=77)
        run.api.account.heard = lambda sent: wild.hear(sent) if sent.chat == wild.chat else crowd.heard(sent)
        crowd.begin()
        for _ in range(found.messages_of_the_flooder):
            _say(run, updates, wild)
            time.sleep(1 / rate)
        over.set()
        crowd.wait(30)
        moments = run.api.times()
    delays = [delay for one in crowd.dialogues.values() for delay in one.delays()]
    notice = utterance("utter_too_fast", _LANGUAGE).text
    found.messages_of_others = sum(len(one.given) for one in crowd.dialogues.values())
    found.unanswered_others = found.messages_of_others - len(delays)
    found.wrong_answers = sum(len(one.wrong) for one in (wild, *crowd.dialogues.values()))
    found.flooder_still_waits_for = len(wild.expected) - len(wild.answered)
    found.flooder_without_notice = int(not wild.others[notice])
    found.notices_beyond_the_first = max(0, wild.others[notice] - 1)
    found.closer_than_a_second = pace.too_close(moments)
    found.others_p50, found.others_p95, found.others_p99 = (pace.quantile(delays, share) for share in (0.5, 0.95, 0.99))
    return found


def _noter(number: int, notes: int) -> Dialogue:
    """A person who begins and then only writes."""
    return Dialogue(number, said=["/start", *(f"note {note} of {number}" for note in range(notes))])


def _listen(run: Running, people: list[Dialogue]) -> Updates:
    by_chat = {one.chat: one for one in people}
    run.api.account.heard = lambda sent: by_chat[sent.chat].hear(sent)
    return Updates(seed=len(people))


def _say(run: Running, updates: Updates, one: Dialogue, times: int = 1) -> None:
    """The next messages of a person, in one moment."""
    begun = len(one.given)
    said = [updates.text(one.person, text) for text in one.said[begun:begun + times]]
    one.updates += said
    one.given += [time.monotonic()] * len(said)
    run.give(*said)


def _join(crowd: Crowd, number: int) -> None:
    one = Dialogue(number)
    crowd.dialogues[one.chat] = one
    crowd.begin(one.chat)


def _ready(database: str, people: list[Dialogue]) -> list[float]:
    """Seconds between the moments at which the two last answers of each chat were in the outbox."""
    engine, seals = opened(database), Seals(SECRET)
    gaps = []
    with engine.connect() as connection:
        for one in people:
            chat = seals.chats.name(f"telegram:{one.chat}")
            query = sa.select(outbox.c.created).where(outbox.c.chat == chat).order_by(outbox.c.id)
            moments: list[datetime] = list(connection.execute(query).scalars())
            gaps.append((moments[-1] - moments[-2]).total_seconds())
    engine.dispose()
    return gaps

"""Telegram fails in every way it can: calls that fail at random, nothing at all for a while, and people who block the bot."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from bot.database import chats, opened, outbox
from bot.sealing import Seals
from tests.drills.crowd import Crowd, Dialogue, stored
from tests.drills.figures import Figures, count, seconds
from tests.drills.running import SECRET, Running, running, wait_until
from tests.telegram import faults, pace
from tests.telegram.faults import Fault
from tests.telegram.updates import Updates

_METHODS = {"sendMessage", "getUpdates", "answerCallbackQuery", "editMessageReplyMarkup", "sendChatAction", "setWebhook",
            "getMe", "deleteWebhook", "setMyCommands"}
_LONGEST_PAUSE = 70
"""Seconds after which the bot must have tried once more."""
_BLOCKERS = 8
"""One person of so many blocks the bot after some answers."""


@dataclass
class TelegramAway(Figures):
    messages: int = count()
    failed_calls: int = count()
    undelivered: int = count(0)
    wrong_answers: int = count(0)
    out_of_order: int = count(0)
    second_effects: int = count(0)
    lost_effects: int = count(0)
    double_sends: int = count()
    gone_but_not_marked: int = count(0)
    closer_than_a_second: int = count(0)
    more_than_thirty_a_second: int = count(0)
    calls_too_early_after_429: int = count(0)
    lasted: float = seconds()
    recovery: float = seconds(65)


def storm(folder: Path, way: str, people: int, share: float, hold: float = 30.0) -> TelegramAway:
    """People fill forms while a share of all calls fails; some of them block the bot on the way."""
    found = TelegramAway(f"{share:.0%} of calls fail, {way}")
    with running(folder, way) as run:
        crowd = Crowd([Dialogue(number) for number in range(people)], run.give)
        blockers = [one for one in crowd.dialogues.values() if one.number % _BLOCKERS == 1]
        run.api.account.heard = crowd.heard
        run.api.faults.storm(_METHODS, share, tuple(Fault(kind, retry_after=2, hold=hold) for kind in faults.ALL))
        began = time.monotonic()
        crowd.begin()
        _block(run, blockers)
        stay = {chat: one for chat, one in crowd.dialogues.items() if one not in blockers}
        crowd.dialogues = stay
        crowd.wait(120)
        found.lasted = time.monotonic() - began
        run.api.faults.calm()
        wait_until(lambda: not _unsent(run.server.database, blockers), _LONGEST_PAUSE, 1)
        time.sleep(3)
        _judge(found, run, list(stay.values()), blockers)
    return found


def outage(folder: Path, way: str, people: int, lasting: float) -> TelegramAway:
    """Telegram is away altogether for some seconds while people fill forms."""
    found = TelegramAway(f"Telegram away {lasting:g} s, {way}")
    with running(folder, way) as run:
        crowd = Crowd([Dialogue(number) for number in range(people)], run.give)
        run.api.account.heard = crowd.heard
        began = time.monotonic()
        crowd.begin()
        time.sleep(2)
        run.api.faults.storm(_METHODS, 1.0, tuple(Fault(kind) for kind in (faults.BAD_GATEWAY, faults.RESET_BEFORE)))
        time.sleep(lasting)
        run.api.faults.calm()
        back = time.monotonic()
        due = [(one, one.expected[len(one.given) - 1]) for one in crowd.dialogues.values()]
        crowd.wait(120)
        found.recovery = max(one.answered.get(answer, back + 120) for one, answer in due) - back
        found.lasted = time.monotonic() - began
        _judge(found, run, list(crowd.dialogues.values()), [])
    return found


def _block(run: Running, blockers: list[Dialogue]) -> None:
    """Half of these are just not reached any more, of the others Telegram also says that they have blocked the bot."""
    time.sleep(3)
    updates = Updates(seed=5)
    for place, one in enumerate(blockers):
        run.api.account.blocked.add(one.chat)
        run.give(updates.kicked(one.person) if place % 2 else updates.text(one.person, "the last word"))


def _judge(found: TelegramAway, run: Running, people: list[Dialogue], blockers: list[Dialogue]) -> None:
    kept = stored(run.server.database, SECRET, people)
    found.messages = sum(len(one.said) for one in people)
    found.failed_calls = sum(call.outcome != "ok" for call in run.api.calls)
    found.undelivered = sum(len(one.expected) - len(one.answered) for one in people)
    found.wrong_answers = sum(len(one.wrong) for one in people) + kept.wrong
    found.out_of_order = sum(not one.in_order() for one in people)
    found.second_effects, found.lost_effects = kept.second_effects, kept.missing
    found.double_sends = sum(one.doubled for one in people)
    found.gone_but_not_marked = _unsent(run.server.database, blockers)
    found.closer_than_a_second = pace.too_close(run.api.times())
    found.more_than_thirty_a_second = pace.too_many(moment for _, moment in run.api.times())
    found.calls_too_early_after_429 = _too_early(run)


def _unsent(database: str, blockers: list[Dialogue]) -> int:
    """Messages that still wait for people who have blocked the bot."""
    engine, seals = opened(database), Seals(SECRET)
    names = [seals.chats.name(f"telegram:{one.chat}") for one in blockers]
    query = (sa.select(sa.func.count()).select_from(outbox).join(chats, chats.c.id == outbox.c.chat)
             .where(outbox.c.chat.in_(names), outbox.c.sent.is_(None)))
    with engine.connect() as connection:
        waiting = int(connection.execute(query).scalar_one())
    engine.dispose()
    return waiting


def _too_early(run: Running) -> int:
    """Messages to a chat sooner after a 429 than Telegram said."""
    calls = sorted(run.api.called("sendMessage"), key=lambda call: call.at)
    until: dict[str, float] = {}
    early = 0
    for call in calls:
        chat = str(call.params.get("chat_id"))
        early += call.at < until.get(chat, 0.0) - pace.SLACK
        if call.outcome == faults.TOO_MANY:
            until[chat] = call.at + 2
    return early

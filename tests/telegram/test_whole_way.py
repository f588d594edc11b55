"""The real model over HTTP: from a first word to a stored hand-off, in three languages, by polling and by webhook.

On the way the process is killed once, updates come twice and late, and Telegram refuses, fails, hangs and speaks nonsense.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.channels.telegram.profile import COMMANDS
from bot.database import opened, outbox
from bot.handoff.store import Handoff, read_handoffs
from bot.languages import languages
from bot.sealing import Seals
from tests.drills.running import POLLING, SECRET, WAYS, WEBHOOK, Running, running, wait_until
from tests.telegram import faults, pace
from tests.telegram.bot_api import TOKEN
from tests.telegram.faults import Fault
from tests.telegram.methods import Sent, message
from tests.telegram.updates import Person, Update, Updates

QUIET, LOUD = "bot serve", "tests.telegram.loud"
UNPAID = {
    "de": "mein Chef hat mir den Lohn für zwei Monate nicht bezahlt",
    "uk": "начальник вже два місяці не платить мені зарплату",
    "ar": "صاحب العمل لم يدفع لي الراتب منذ شهرين",
}
FIRST_WAY = {POLLING: QUIET, WEBHOOK: LOUD}
"""How loud each process is before it is killed; after that it is the other way round."""
_PATIENCE = 60
_JOINED = 2
"""Most messages of one turn, which go together."""
_BROKEN = tuple(Fault(kind) for kind in (
    faults.TOO_MANY, faults.SERVER_ERROR, faults.BAD_GATEWAY, faults.GARBAGE, faults.RESET_BEFORE, faults.TIMEOUT_BEFORE,
    faults.TIMEOUT_AFTER))


class Phone:
    """One person's telephone: writes and presses, and waits for what comes."""

    def __init__(self, run: Running, updates: Updates, person: Person) -> None:
        self._run, self._updates, self.person = run, updates, person
        self.given: list[Update] = []

    def write(self, text: str) -> None:
        """Write a text and wait for its answer."""
        self._give(self._updates.text(self.person, text))

    def press(self, payload: str) -> None:
        """Press the newest button whose payload ends so, and wait for its answer."""
        sent, data = self.button(payload)
        self._give(self._updates.press(self.person, data, message(sent)))

    def button(self, payload: str) -> tuple[Sent, str]:
        """The newest button whose payload ends so, as soon as it is there."""
        found: list[tuple[Sent, str]] = []

        def is_there() -> bool:
            found[:] = [(sent, button["callback_data"]) for sent in self._run.api.sent_to(self.person.id)
                        for button in sent.buttons() if str(button.get("callback_data")).endswith(payload)]
            return bool(found)

        assert wait_until(is_there, _PATIENCE), (payload, self.heard())
        return found[-1]

    def heard(self) -> str:
        """All that the bot has said."""
        return "\n".join(sent.text for sent in self._run.api.sent_to(self.person.id))

    def _give(self, update: Update) -> None:
        before = len(self._run.api.sent_to(self.person.id))
        self.given.append(update)
        self._run.give(update, update)  # each comes twice
        if len(self.given) > 1:
            self._run.give(self.given[0])  # and the first one again and again
        assert wait_until(lambda: len(self._run.api.sent_to(self.person.id)) > before, _PATIENCE), self.heard()


@dataclass
class Walked:
    """What a walk has left; `doubled`: what came more often than it stands in the outbox."""

    cases: list[Handoff]
    sent: list[Sent]
    people: list[Person]
    heard: dict[str, str]
    doubled: list[str]
    commands: dict[tuple[str, str], list[dict[str, str]]]
    quiet_log: str
    loud_log: str


def walk(folder: Path, way: str) -> Walked:
    """Three people, side by side, to a stored hand-off."""
    with running(folder, way, FIRST_WAY[way]) as run:
        updates = Updates(seed=len(way))
        phones = {language: Phone(run, updates, Person(8_150_000_000 + place, language, f"Canaryname{place}"))
                  for place, language in enumerate(UNPAID)}
        with ThreadPoolExecutor(len(phones)) as pool:
            list(pool.map(_ask, phones.values(), phones))
            _restart(run, folder, way)
            run.api.faults.script("sendMessage", *_BROKEN)
            run.api.faults.script("getUpdates", *_BROKEN[:2], Fault(faults.GARBAGE_AFTER))
            list(pool.map(_hand_over, phones.values()))
        wait_until(lambda: len(run.api.account.commands) > len(languages()), _PATIENCE)
        time.sleep(3)
        run.server.stop()
        first, second = (folder / name for name in ("first.log", "server.log"))
        quiet, loud = (first, second) if FIRST_WAY[way] == QUIET else (second, first)
        return Walked(
            cases=_cases(run.server.database), sent=list(run.api.sent), people=[phone.person for phone in phones.values()],
            heard={name: phone.heard() for name, phone in phones.items()},
            doubled=[text for phone in phones.values() for text in _doubled(run.server.database, phone)],
            commands=run.api.account.commands,
            quiet_log=quiet.read_text(errors="replace"), loud_log=loud.read_text(errors="replace"))


def _ask(phone: Phone, language: str) -> None:
    phone.write("/start")
    phone.press(f'/change_language{{"language":"{language}"}}')
    phone.write(UNPAID[language])
    phone.press("/handoff_request")


def _hand_over(phone: Phone) -> None:
    phone.write("Kassel")
    phone.press('"chat"}')
    phone.press('"send"}')
    phone.press('"no"}')


def _restart(run: Running, folder: Path, way: str) -> None:
    """Kill the process, and start it with the other loudness; Telegram fails at its first words."""
    run.server.kill()
    run.server.log.rename(folder / "first.log")
    run.server.module = LOUD if FIRST_WAY[way] == QUIET else QUIET
    run.api.account.commands.clear()
    run.api.faults.script("setMyCommands", Fault(faults.TOO_MANY), Fault(faults.TOO_MANY))
    for method in ("getMe", "setWebhook", "deleteWebhook"):
        run.api.faults.script(method, Fault(faults.BAD_GATEWAY))
    run.server.start()


def _cases(database: str) -> list[Handoff]:
    engine = opened(database)
    with engine.connect() as connection:
        cases = read_handoffs(connection, Seals(SECRET))
    engine.dispose()
    return cases


def _doubled(database: str, phone: Phone) -> list[str]:
    """The messages that have reached a person more often than they were to be sent."""
    engine, chat = opened(database), Seals(SECRET).chats.name(f"telegram:{phone.person.id}")
    with engine.connect() as connection:
        texts = list(connection.execute(sa.select(outbox.c.text).where(outbox.c.chat == chat)).scalars())
    engine.dispose()
    once = "\n".join(texts)
    return [text for text in set(texts) for _ in range(phone.heard().count(text) - once.count(text))]


@pytest.fixture(scope="module")
def walks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    with ThreadPoolExecutor(len(WAYS)) as pool:
        yield {way: pool.submit(walk, tmp_path_factory.mktemp(way), way) for way in WAYS}


@pytest.fixture(params=WAYS)
def walked(request: pytest.FixtureRequest, walks: dict[str, Any]) -> Walked:
    done: Walked = walks[request.param].result()
    return done


def test_each_hand_off_is_stored_once(walked):
    assert sorted(case.packet["summary"] for case in walked.cases) == sorted(UNPAID.values())
    assert {case.packet["topic"] for case in walked.cases} == {"wages_unpaid"}
    assert {case.centre for case in walked.cases} == {"fi-he-kassel"}


def test_each_person_gets_the_code(walked):
    for case in walked.cases:
        language = next(name for name, text in UNPAID.items() if text == case.packet["summary"])
        assert case.code in walked.heard[language]
        assert all(other.code not in walked.heard[language] for other in walked.cases if other is not case)


def test_what_comes_twice_was_under_way_when_the_line_broke(walked):
    assert len(walked.doubled) <= 2 * _JOINED, "once at the time-out after delivery, once at the kill"


def test_the_commands_are_registered_in_every_language(walked):
    assert {code for _, code in walked.commands} == {"", *languages()}
    assert {tuple(command["command"] for command in known) for known in walked.commands.values()} == {COMMANDS}


def test_the_pace_is_kept(walked):
    assert pace.too_close((sent.chat, sent.at) for sent in walked.sent) == 0


def test_the_token_is_in_no_output(walked):
    secret = TOKEN.split(":")[1]
    for log in (walked.quiet_log, walked.loud_log):
        assert [line[:200] for line in log.splitlines() if secret in line] == []


def test_no_person_is_in_the_output(walked):
    canaries = [*UNPAID.values(), *(str(person.id) for person in walked.people), "Canaryname"]
    assert [canary for canary in canaries if canary in walked.quiet_log] == []

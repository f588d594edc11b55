"""While a human answers in the chat, the assistant keeps still: messages go to the case."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.channels.edge import BUTTON, COMMAND, TEXT
from bot.channels.inbox import Incoming, receive
from bot.channels.outbox import messages_after
from bot.channels.worker import Worker
from bot.clock import now
from bot.database import events, handoffs, opened, prepare
from bot.effects import commit_turn
from bot.handoff.cases import case
from bot.handoff.store import Released, keep_handoff
from bot.handoff.talks import answer
from bot.knowledge.answers import Message
from bot.sealing import Seals

SEALS = Seals("only-for-tests-" * 3)
CHAT, CENTRE = "c" * 64, "fi-fachstelle"


class Echo:
    def __init__(self, engine: Any) -> None:
        self.engine = engine

    async def answer(self, turn: Any) -> None:
        turn.outgoing.append(Message(f"the bot heard {turn.text}"))
        with self.engine.begin() as connection:
            connection.execute(events.insert().values(sender_id=turn.chat, type_name="user", data="{}"))
            commit_turn(connection, turn, SEALS)


@pytest.fixture
def engine(tmp_path):
    engine = opened(f"sqlite:///{tmp_path}/lotse.db")
    prepare(engine)
    return engine


@pytest.fixture
def say(engine):
    worker, numbers = Worker(engine, lambda: Echo(engine), SEALS), iter(range(100))

    def said(body: str, kind: str = TEXT) -> list[str]:
        last = max([row.id for row in messages_after(engine, CHAT, 0)], default=0)
        receive(engine, Incoming(CHAT, "web", f"web:{next(numbers)}", kind, body, "en", None))
        asyncio.run(worker.run(CHAT))
        return [row.text for row in messages_after(engine, CHAT, last)]

    return said


@pytest.fixture
def code(engine, say):
    """A case to which a counsellor has answered."""
    say("hello")
    with engine.begin() as connection:
        code = keep_handoff(connection, SEALS.centre(CENTRE), chat=CHAT, centre=CENTRE, language="en",
                            released=Released({"topic": "wages_unpaid", "language": "en", "summary": "not paid"}))
        found = case(connection, SEALS, CENTRE, code)
        assert found
        answer(connection, SEALS, found, 1, "Please bring your contract.")
    return code


def lines(engine, code) -> list[tuple[str, str]]:
    with engine.connect() as connection:
        found = case(connection, SEALS, CENTRE, code)
        assert found
        return [(line.who, line.text) for line in found.lines]


def test_what_the_person_writes_goes_to_the_case_and_they_are_told_once(engine, say, code):
    first, second = say("which one?"), say("the old or the new contract?")
    assert len(first) == 1 and "is answering you" in first[0] and second == []
    assert lines(engine, code)[1:] == [("person", "which one?"), ("person", "the old or the new contract?")]


def test_commands_and_danger_are_still_answered_by_the_assistant(engine, say, code):
    assert say("/help", COMMAND) == ["the bot heard /help"]
    assert say("my boss locked me in and took my passport") == ["the bot heard my boss locked me in and took my passport"]
    assert len(lines(engine, code)) == 1


@pytest.mark.parametrize(("kind", "body"), [(COMMAND, "/stop"), (BUTTON, '/case{{"end":"{code}"}}')])
def test_the_person_ends_the_talk_and_the_assistant_answers_again(say, code, kind, body):
    ended = say(body.format(code=code), kind)
    assert len(ended) == 1 and "the bot heard" not in ended[0]
    assert say("how much is the minimum wage") == ["the bot heard how much is the minimum wage"]


def test_after_the_announced_time_the_assistant_comes_back(engine, say, code):
    with engine.begin() as connection:
        connection.execute(handoffs.update().values(human_until=now() - timedelta(seconds=1)))
    assert say("hello again") == ["the bot heard hello again"]
    assert lines(engine, code)[-1] == ("centre", "Please bring your contract.")


@pytest.mark.parametrize("payload", ["/case{", '/case{"end":"AL-AAA-AAA"}', "/case{}"])
def test_a_forged_button_of_a_case_says_that_it_does_not_work(say, code, payload):
    assert ["no longer works" in text for text in say(payload, BUTTON)] == [True]

"""The web chat over HTTP: a page, its messages, and what is refused."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from sanic.response import HTTPResponse
from sqlalchemy.exc import OperationalError

from bot.channels.edge import TEXT
from bot.channels.inbox import Incoming, receive, waiting_chats
from bot.channels.outbox import messages_after
from bot.channels.web import WebChannel
from bot.channels.worker import Worker
from bot.database import opened, prepare
from bot.errors import NotLoaded
from bot.knowledge.answers import Message
from bot.sealing import Seals

SEALS = Seals("only-for-tests-" * 3)
SEAL = SEALS.chats
START = 'heard: /start{"language":"en"}'


class Request:
    """As much of a request as the channel reads."""

    def __init__(self, body: Any, cookie: str | None = "token", content_type: str = "application/json", **args: str) -> None:
        self.body = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.cookies = {"lotse": cookie} if cookie else {}
        self.content_type = content_type
        self.args = args


class Echo:
    """An assistant that says what it heard, and keeps the turn as the real one does."""

    def __init__(self, engine: Any) -> None:
        self.engine = engine

    async def answer(self, turn: Any) -> None:
        from bot.effects import commit_turn
        turn.outgoing.append(Message(f"heard: {turn.text}"))
        with self.engine.begin() as connection:
            commit_turn(connection, turn, SEALS)


@pytest.fixture
def engine(tmp_path: Any) -> Any:
    engine = opened(f"sqlite:///{tmp_path}/lotse.db")
    prepare(engine)
    return engine


@pytest.fixture
def channel(engine: Any) -> WebChannel:
    return WebChannel(Worker(engine, lambda: Echo(engine), SEALS), SEAL)


def post(channel: WebChannel, *args: Any, **kwargs: Any) -> HTTPResponse:
    return asyncio.run(channel._post(Request(*args, **kwargs)))


def texts(response: HTTPResponse) -> list[str]:
    return [message["text"] for message in json.loads(response.body)["messages"]]


def test_the_first_message_is_preceded_by_a_start(channel):
    assert texts(post(channel, {"id": "message-1", "text": "hello", "language": "en"})) == [START, "heard: hello"]


def test_a_message_sent_again_changes_nothing(channel):
    post(channel, {"id": "message-1", "text": "hello", "language": "en"})
    assert texts(post(channel, {"id": "message-1", "text": "hello", "language": "en"})) == [START, "heard: hello"]


def test_only_new_messages_come(channel):
    post(channel, {"id": "message-1", "text": "hello", "language": "en"})
    assert texts(post(channel, {"id": "message-2", "text": "again", "after": 2})) == ["heard: again"]


def test_two_people_do_not_see_each_other(channel):
    post(channel, {"id": "message-1", "text": "secret"}, cookie="one")
    assert "heard: secret" not in texts(post(channel, {"id": "message-1", "text": "hello", "language": "en"}, cookie="two"))


@pytest.mark.parametrize("body", [b"", b"{", b"[]", {"id": "message-1"}, {"id": 7, "text": "x"}, {"id": "message-1", "text": 5},
                                  {"id": "short", "text": "x"}, {"text": "x"}, "text"])
def test_what_is_no_message_is_refused(channel, body):
    assert post(channel, body).status == 400


def test_no_cookie_and_foreign_forms_are_refused(channel):
    assert post(channel, {"id": "message-1", "text": "x"}, cookie=None).status == 400
    assert post(channel, {"id": "message-1", "text": "x"}, content_type="text/plain").status == 400


def test_without_a_database_the_person_is_told(channel, engine, monkeypatch):
    def down(*_: Any) -> None:
        raise OperationalError("select", {}, Exception("down"))

    monkeypatch.setattr("bot.channels.web.receive", down)
    response = post(channel, {"id": "message-1", "text": "hello", "language": "en"})
    assert response.status == 503
    assert "service is down" in json.loads(response.body)["text"] and "http" in json.loads(response.body)["text"]


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.inbox.RETRY_SECONDS", 0)


def test_a_failed_message_is_tried_ever_more_rarely(engine, monkeypatch):
    class Broken:
        async def answer(self, turn: Any) -> None:
            raise RuntimeError("broken")

    worker = Worker(engine, Broken, SEALS)
    chat = "c" * 64
    receive(engine, Incoming(chat, "web", "web:1", TEXT, "hello", "en", None))
    assert waiting_chats(engine) == [chat]
    asyncio.run(worker.run(chat))
    assert waiting_chats(engine) == []
    monkeypatch.setattr("bot.channels.inbox.RETRY_SECONDS", 0)
    assert waiting_chats(engine) == [chat]


@pytest.mark.usefixtures("at_once")
def test_without_a_model_the_message_is_kept_and_answered_later(engine):
    loaded: list[Any] = []

    def load() -> Any:
        if not loaded:
            raise NotLoaded("no model")
        return loaded[0]

    worker = Worker(engine, load, SEALS)
    channel = WebChannel(worker, SEAL)
    said = texts(post(channel, {"id": "message-1", "text": "hello", "language": "en"}))
    assert all("service is down" in text for text in said)
    for _ in range(20):
        asyncio.run(worker.run_waiting())
    loaded.append(Echo(engine))
    asyncio.run(worker.run_waiting())
    assert "heard: hello" in texts(post(channel, {"id": "message-2", "text": "again"}))


@pytest.mark.usefixtures("at_once")
def test_a_failing_turn_is_tried_again_and_given_up_in_words(engine):
    class Broken:
        async def answer(self, turn: Any) -> None:
            raise RuntimeError("broken")

    worker = Worker(engine, Broken, SEALS)
    channel = WebChannel(worker, SEAL)
    post(channel, {"id": "message-1", "text": "hello", "language": "en"})
    for _ in range(15):
        asyncio.run(worker.run_waiting())
    said = texts(asyncio.run(_get(channel)))
    assert sum("service is down" in text for text in said) == 2
    assert sum("fault is ours" in text for text in said) == 2


async def _get(channel: WebChannel) -> HTTPResponse:
    return channel._get(Request(b"", after="0"))


def test_a_flood_is_answered_in_order_with_one_word_about_it(engine):
    worker = Worker(engine, lambda: Echo(engine), SEALS)
    chat = "c" * 64
    for number in range(40):
        receive(engine, Incoming(chat, "web", f"web:{number}", TEXT, f"line {number}", "en", None, number=number))
    asyncio.run(worker.run(chat))
    said = [row.text for row in messages_after(engine, chat, 0)]
    assert [text for text in said if text.startswith("heard")] == [f"heard: line {number}" for number in range(40)]
    assert sum("many messages at once" in text for text in said) == 1

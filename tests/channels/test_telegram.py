"""Telegram: what is taken, what is stored of a person, and what is sent."""

from __future__ import annotations

import asyncio
import datetime
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa
from telegram import CallbackQuery, Chat, Message, Update, User
from telegram.error import Forbidden, NetworkError

from bot.channels.telegram import TelegramChannel
from bot.channels.worker import Worker
from bot.database import chats, events, inbox, metadata, opened, prepare
from bot.effects import commit_turn
from bot.knowledge.answers import Button
from bot.knowledge.answers import Message as Said
from bot.sealing import Seals

SECRET = "only-for-tests-" * 3
CHAT_ID = 4711004711
START = 'heard /start{"language":"en"}'


class FakeBot:
    """The Bot API as far as the channel uses it."""

    def __init__(self, updates: list[Update], blocked: bool = False) -> None:
        self.updates, self.blocked, self.sent, self.answered = updates, blocked, [], []  # type: ignore[var-annotated]

    async def get_updates(self, offset: int | None, **_: Any) -> list[Update]:
        return [update for update in self.updates if offset is None or update.update_id >= offset]

    async def answer_callback_query(self, query: str) -> None:
        self.answered.append(query)

    async def send_message(self, chat: int, text: str, **options: Any) -> None:
        if self.blocked:
            raise Forbidden("blocked")
        self.sent.append((chat, text, options["reply_markup"]))


class Echo:
    def __init__(self, engine: Any) -> None:
        self.engine = engine

    async def answer(self, turn: Any) -> None:
        turn.outgoing.append(Said(f"heard {turn.text}", (Button("Pay", "/wages_unpaid"),)))
        with self.engine.begin() as connection:
            connection.execute(events.insert().values(sender_id=turn.chat, type_name="user", data="{}"))
            commit_turn(connection, turn, Seals(SECRET))


@pytest.fixture
def engine(tmp_path: Any) -> Any:
    engine = opened(f"sqlite:///{tmp_path}/lotse.db")
    prepare(engine)
    return engine


def text_update(number: int, text: str | None, kind: str = "private") -> Update:
    user = User(CHAT_ID, "Canaryname", False, language_code="en")
    message = Message(number, datetime.datetime.now(datetime.timezone.utc), Chat(CHAT_ID, kind), from_user=user, text=text)
    return Update(number, message=message)


def press(number: int, data: str) -> Update:
    user = User(CHAT_ID, "Canaryname", False, language_code="en")
    message = Message(1, datetime.datetime.now(datetime.timezone.utc), Chat(CHAT_ID, "private"))
    return Update(number, callback_query=CallbackQuery(str(number), user, "instance", data=data, message=message))


def run(engine: Any, bot: FakeBot, polls: int = 1) -> FakeBot:
    settings: Any = SimpleNamespace(secret=SECRET)
    worker = Worker(engine, lambda: Echo(engine), Seals(SECRET))  # type: ignore[arg-type, return-value]

    async def polled() -> None:
        channel = TelegramChannel(bot, worker, settings)  # type: ignore[arg-type]
        for _ in range(polls):
            await channel.poll(None)
            await asyncio.gather(*channel._tasks)

    asyncio.run(polled())
    return bot


def test_a_message_is_answered_after_a_welcome(engine):
    bot = run(engine, FakeBot([text_update(1, "my boss does not pay")]))
    assert [text for _, text, _ in bot.sent] == [START, "heard my boss does not pay"]
    assert bot.sent[0][0] == CHAT_ID


def test_a_redelivered_update_changes_nothing(engine):
    bot = run(engine, FakeBot([text_update(1, "hello"), text_update(1, "hello")]), polls=3)
    assert [text for _, text, _ in bot.sent] == [START, "heard hello"]


def test_a_press_is_answered_and_taken_if_it_was_offered(engine):
    run(engine, FakeBot([text_update(1, "hello")]))
    bot = run(engine, FakeBot([press(2, "/wages_unpaid"), press(3, "/forged")]))
    assert bot.answered == ["2", "3"]
    assert bot.sent[0][1] == "heard /wages_unpaid" and "no longer works" in bot.sent[1][1]


def test_a_photo_gets_a_word(engine):
    bot = run(engine, FakeBot([text_update(1, None)]))
    assert "write me a text" in bot.sent[-1][1]


def test_groups_are_left_alone(engine):
    assert run(engine, FakeBot([text_update(1, "hello", kind="group")])).sent == []


def test_a_block_ends_quietly(engine):
    bot = run(engine, FakeBot([text_update(1, "hello")], blocked=True))
    assert bot.sent == []


def test_neither_id_nor_name_is_stored_in_clear(engine):
    run(engine, FakeBot([text_update(1, "hello")]))
    with engine.connect() as connection:
        rows = str([connection.execute(sa.select(table)).all() for table in metadata.sorted_tables])
        assert connection.execute(sa.select(inbox.c.body).where(inbox.c.done.is_not(None))).scalars().all() == ["", ""]
    assert str(CHAT_ID) not in rows and "Canaryname" not in rows


def test_the_address_goes_with_the_last_word(engine):
    run(engine, FakeBot([text_update(1, "hello")]))
    with engine.begin() as connection:
        connection.execute(events.delete())
    bot = run(engine, FakeBot([text_update(2, None)]))
    with engine.connect() as connection:
        assert bot.sent and connection.execute(sa.select(chats)).all() == []


def test_what_could_not_be_sent_is_swept_up_once(engine):
    class Down(FakeBot):
        async def send_message(self, chat: int, text: str, **options: Any) -> None:
            raise NetworkError("down")

    run(engine, Down([text_update(1, "hello")]))
    bot = FakeBot([])
    settings: Any = SimpleNamespace(secret=SECRET)
    worker = Worker(engine, lambda: Echo(engine), Seals(SECRET))  # type: ignore[arg-type, return-value]

    async def swept() -> None:
        channel = TelegramChannel(bot, worker, settings)  # type: ignore[arg-type]
        await asyncio.gather(channel.sweep(), channel.sweep(), channel.sweep())

    asyncio.run(swept())
    assert [text for _, text, _ in bot.sent] == [START, "heard hello"]

"""The worker: takes messages from the inbox in order, one turn each, and sees to it that nobody is met with silence."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable
from typing import Optional

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, Row

from bot.assistant import Assistant
from bot.channels.edge import BUTTON, OTHER, TEXT, too_long
from bot.channels.inbox import RETRY_SECONDS, open_rows, waiting_chats, was_offered
from bot.clock import now
from bot.database import chats, inbox, prepare
from bot.effects import send
from bot.errors import NotLoaded
from bot.knowledge.answers import Message
from bot.knowledge.centres.directory import official_list
from bot.knowledge.utterances import utterance
from bot.reminders import send_due
from bot.sealing import Seals
from bot.turn import Turn

logger = logging.getLogger(__name__)
MOST_ATTEMPTS = 12
"""With a pause that doubles each time from five seconds on, the last attempt comes after some six hours."""


class Worker:
    """Answers messages.

    Args:
        engine: the database.
        load: makes the assistant; is called again after a failure, so a model that comes late is found.
        seals: open what is kept for people.

    """

    def __init__(self, engine: Engine, load: Callable[[], Assistant], seals: Seals) -> None:
        self.engine = engine
        self._seals = seals
        self._load = load
        self._assistant: Optional[Assistant] = None
        self._locks: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    def assistant(self) -> Assistant:
        """The loaded assistant.

        Raises:
            NotLoaded: it cannot be loaded now.

        """
        if self._assistant is None:
            try:
                self._assistant = self._load()
            except Exception as error:  # whatever keeps it from loading: the person is told, and it is tried again
                raise NotLoaded(f"the assistant cannot be loaded: {type(error).__name__}") from error
        return self._assistant

    def preload(self) -> None:
        """Load the assistant before the first message, if it can be loaded; if not, people are told."""
        try:
            self.assistant()
        except NotLoaded as error:
            logger.error("%s", error)

    async def run(self, chat: str) -> None:
        """Answer all open messages of a chat in order; chats run side by side."""
        async with self._locks[chat]:
            for row in open_rows(self.engine, chat):
                await self._answer(row)

    async def run_waiting(self, tried_before: bool) -> None:
        """Answer what is open in all chats: after a start, and again what failed."""
        await asyncio.gather(*(self.run(chat) for chat in waiting_chats(self.engine, tried_before)))

    async def run_forever(self) -> None:
        """Answer what was left open before the start, then try failed messages again and again."""
        tried_before = False
        while True:
            try:
                prepare(self.engine)
                await self.run_waiting(tried_before)
                tried_before = True
                send_due(self.engine, self._seals.reminders)
            except Exception as error:  # the loop must live; the next round tries again
                logger.error("the database cannot be used: %s", type(error).__name__)
            await asyncio.sleep(RETRY_SECONDS)

    async def _answer(self, row: Row) -> None:
        refused = self._refused(row)
        if refused:
            self._close(row, refused)
            return
        turn = Turn(row.chat, row.id, row.body)
        if row.kind == TEXT and too_long(row.body):
            turn.outgoing.append(utterance("utter_too_long", self._language(row.chat)))
        try:
            await self.assistant().answer(turn)
        except NotLoaded as error:
            logger.error("%s", error)
            self._failed(row, attempts=1)
        except Exception as error:  # any failure leaves the message open and is told to the person
            logger.error("a turn failed: %s", type(error).__name__)
            self._failed(row, attempts=row.attempts + 1)

    def _refused(self, row: Row) -> Optional[str]:
        """The word for a message that is no turn, if it is none."""
        if row.kind == OTHER:
            return "utter_only_text"
        stale = row.kind == BUTTON and not was_offered(self.engine, row.chat, row.body)
        return "utter_stale_button" if stale else None

    def _failed(self, row: Row, attempts: int) -> None:
        if attempts >= MOST_ATTEMPTS:
            self._close(row, "utter_gave_up")
            return
        with self.engine.begin() as connection:
            connection.execute(inbox.update().where(inbox.c.id == row.id).values(attempts=attempts))
            if row.attempts == 0:
                self._say(connection, row, "utter_service_down")

    def _close(self, row: Row, word: str) -> None:
        with self.engine.begin() as connection:
            self._say(connection, row, word)
            connection.execute(inbox.update().where(inbox.c.id == row.id).values(done=now(), body=""))

    def _say(self, connection: Connection, row: Row, word: str) -> None:
        language = self._language(row.chat)
        message: Message = utterance(word, language, website=official_list())
        send(connection, Turn(row.chat, row.id, row.body, outgoing=[message], language=language))

    def _language(self, chat: str) -> str:
        with self.engine.connect() as connection:
            return str(connection.execute(sa.select(chats.c.language).where(chats.c.id == chat)).scalar_one())

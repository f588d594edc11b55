"""The worker: takes messages from the inbox in order, one turn each, and sees to it that nobody is met with silence."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Optional, Protocol

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, Row
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.edge import BUTTON, EDITED, GROUP, NOTES, TEXT, too_long
from bot.channels.inbox import drop_old, offered_as, open_rows, received_since, waiting_chats, was_offered
from bot.channels.talks import case_message
from bot.clock import now
from bot.database import chats, inbox, prepare
from bot.errors import NotLoaded
from bot.handoff.centre_edits import apply_latest
from bot.handoff.talks import end_silent
from bot.handoff.waiting import tell_waiting
from bot.knowledge.centres.directory import official_list
from bot.knowledge.utterances import utterance
from bot.outgoing import write
from bot.reminders import send_due
from bot.sealing import Seals
from bot.turn import Turn

logger = logging.getLogger(__name__)
_ROUND_SECONDS = 1
_FLOOD = 20
"""More messages of one chat within `_FLOOD_WITHIN` are a flood."""
_FLOOD_WITHIN = timedelta(seconds=5)
_FLOOD_SILENCE = timedelta(minutes=1)
_FLOOD_PAUSE = 0.05
_LATE = timedelta(minutes=10)
"""From then on an answer says that it comes late."""
_ANSWERED_WITHIN = timedelta(days=1)
MOST_ATTEMPTS = 12
"""With a pause that doubles each time from five seconds on, the last attempt comes after some six hours."""


class Answering(Protocol):
    """What answers a turn; bot.assistant.Assistant."""

    async def answer(self, turn: Turn) -> None:
        """Answer the text of a turn; afterwards the turn is kept in the database, or an exception tells that nothing was kept."""


class Worker:
    """Answers messages.

    Args:
        engine: the database.
        load: makes the assistant; is called again after a failure, so a model that comes late is found.
        seals: open what is kept for people.

    """

    def __init__(self, engine: Engine, load: Callable[[], Answering], seals: Seals) -> None:
        self.engine = engine
        self._seals = seals
        self._load = load
        self._assistant: Optional[Answering] = None
        self.private_chat = ""
        self._told_flood: dict[str, datetime] = {}
        self._locks: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    def assistant(self) -> Answering:
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
        """Answer all open messages of a chat in order; chats run side by side, and one that floods lets the others pass."""
        tried: set[int] = set()
        async with self._locks[chat]:
            while rows := [row for row in open_rows(self.engine, chat) if row.id not in tried]:
                floods = received_since(self.engine, chat, now() - _FLOOD_WITHIN) > _FLOOD
                if floods:
                    self._tell_flood(chat)
                tried.add(rows[0].id)
                if not await self._answer(rows[0]):
                    return
                await asyncio.sleep(_FLOOD_PAUSE if floods else 0)

    async def run_waiting(self) -> None:
        """Answer what is open in all chats, also what was left by a stop or failed; what failed waits for its time."""
        await asyncio.gather(*(self.run(chat) for chat in waiting_chats(self.engine)))

    async def run_forever(self) -> None:
        """Answer what was left open, again and again, and mind the clock."""
        while True:
            try:
                prepare(self.engine)
                await self.run_waiting()
                self._mind_the_clock()
            except Exception as error:  # the loop must live; the next round tries again
                logger.error("the database cannot be used: %s", type(error).__name__)
            await asyncio.sleep(_ROUND_SECONDS)

    def _mind_the_clock(self) -> None:
        """Reminders that are due, and what the centres' desk has changed or left waiting."""
        send_due(self.engine, self._seals.reminders)
        drop_old(self.engine)
        with self.engine.begin() as connection:
            apply_latest(connection)
            end_silent(connection)
            tell_waiting(connection)

    async def _answer(self, row: Row) -> bool:
        """Answer a message; False where the next one must not overtake it, because the database or the model is away."""
        if self._too_old(row):
            self._close(row, None)
            return True
        refused = self._refused(row)
        if refused:
            self._close(row, refused)
            return True
        if self._taken_by_case(row):
            return True
        pressed = offered_as(self.engine, row.chat, row.body) if row.kind == TEXT else None
        turn = Turn(row.chat, row.id, pressed or row.body, edited=row.kind == EDITED)
        turn.outgoing += [utterance(word, self._language(row.chat)) for word in _words_before(row)]
        try:
            await self.assistant().answer(turn)
        except NotLoaded as error:
            logger.error("%s", error)
            self._failed(row, attempts=1)
            return False
        except SQLAlchemyError as error:
            logger.error("a turn was not kept: %s", type(error).__name__)
            self._failed(row, attempts=row.attempts + 1)
            return False
        except Exception as error:  # any failure leaves the message open and is told to the person
            logger.error("a turn failed: %s", type(error).__name__)
            self._failed(row, attempts=row.attempts + 1)
        return True

    def _too_old(self, row: Row) -> bool:
        return bool(row.attempts == 0 and now() - row.received > _ANSWERED_WITHIN)

    def _taken_by_case(self, row: Row) -> bool:
        """Whether a message belongs to the talk with a centre, which then has it."""
        with self.engine.begin() as connection:
            said = case_message(connection, self._seals, row)
            if said is not None:
                write(connection, row.chat, said, self._language_in(connection, row.chat))
                connection.execute(inbox.update().where(inbox.c.id == row.id).values(done=now(), body=""))
        return said is not None

    def _refused(self, row: Row) -> Optional[str]:
        """The word for a message that is no turn, if it is none."""
        if row.kind == GROUP:
            return "utter_in_group"
        if row.kind in NOTES and not row.body:
            return NOTES[row.kind]
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

    def _close(self, row: Row, word: Optional[str]) -> None:
        with self.engine.begin() as connection:
            if word:
                self._say(connection, row, word)
            connection.execute(inbox.update().where(inbox.c.id == row.id).values(done=now(), body=""))

    def _say(self, connection: Connection, row: Row, word: str) -> None:
        language = self._language_in(connection, row.chat)
        write(connection, row.chat, [utterance(word, language, website=official_list(), link=self.private_chat)], language)

    def _tell_flood(self, chat: str) -> None:
        """Say that this is fast, once a minute at most."""
        last = self._told_flood.get(chat)
        if last is None or now() - last >= _FLOOD_SILENCE:
            self._told_flood[chat] = now()
            self._say_alone(chat, "utter_too_fast")

    def _say_alone(self, chat: str, word: str) -> None:
        with self.engine.begin() as connection:
            language = self._language_in(connection, chat)
            write(connection, chat, [utterance(word, language)], language)

    def _language(self, chat: str) -> str:
        with self.engine.connect() as connection:
            return self._language_in(connection, chat)

    @staticmethod
    def _language_in(connection: Connection, chat: str) -> str:
        return str(connection.execute(sa.select(chats.c.language).where(chats.c.id == chat)).scalar_one())


def _words_before(row: Row) -> Iterator[str]:
    """What is said before the answer: that it comes late, and what of the message could not be read."""
    if now() - (row.written or row.received) > _LATE:
        yield "utter_late"
    if row.kind in NOTES:
        yield NOTES[row.kind]
    if row.kind != BUTTON and too_long(row.body):
        yield "utter_too_long"

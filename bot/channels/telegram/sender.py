"""Sends what is in the outbox: in order in each chat, paced, split, and again where Telegram or the network failed."""

import asyncio
import logging
from contextlib import suppress
from typing import Optional

from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError
from telegram import Bot
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from bot.channels.outbox import address_of, drop_forgotten, give_up, mark_sent, unsent, waiting_chats
from bot.channels.telegram.pace import Pace
from bot.channels.telegram.parcels import Keyboard, Parcel, first_parcel
from bot.channels.telegram.waits import seconds
from bot.sealing import Seal

logger = logging.getLogger(__name__)
NAME = "telegram"
_LONGEST_PAUSE = 60.0
_DATABASE_PAUSE = 1.0
_SWEEP_SECONDS = 1


class Sender:
    """One bot account's way out."""

    def __init__(self, bot: Bot, engine: Engine, addresses: Seal) -> None:
        self._bot = bot
        self._engine = engine
        self._addresses = addresses
        self._pace = Pace()
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._gone: dict[str, list[int]] = {}
        """What has reached a chat and is not marked yet."""

    def start(self, chat: str) -> None:
        """Begin to send what waits for a chat, unless that is going on; it goes on until nothing waits."""
        if chat not in self._tasks:
            self._tasks[chat] = asyncio.create_task(self._deliver(chat))

    async def sweep_forever(self) -> None:
        """Send what a stop in the middle, a reminder or the centres' desk has left in the outbox."""
        while True:
            try:
                for chat in waiting_chats(self._engine, NAME):
                    self.start(chat)
            except Exception as error:  # the database is away: the next round tries again
                logger.warning("the outbox cannot be read: %s", type(error).__name__)
            await asyncio.sleep(_SWEEP_SECONDS)

    async def typing(self, chat_id: int) -> None:
        """Show that an answer is being written; whether that succeeds does not matter."""
        with suppress(TelegramError):
            await self._bot.send_chat_action(chat_id, "typing")

    async def _deliver(self, chat: str) -> None:
        """Send all that waits for a chat; a failure is waited out, one of Telegram's ever longer."""
        pause = 1.0
        waits = True
        try:
            while waits:
                try:
                    waits = await self._send_next(chat)
                    pause = 1.0
                except RetryAfter as error:
                    await asyncio.sleep(seconds(error))
                except SQLAlchemyError as error:
                    logger.warning("the outbox cannot be used: %s", type(error).__name__)
                    await asyncio.sleep(_DATABASE_PAUSE)
                except Exception as error:  # Telegram or the network: nothing is marked, so nothing is lost
                    logger.warning("sending to Telegram failed: %s", type(error).__name__)
                    await asyncio.sleep(pause)
                    pause = min(2 * pause, _LONGEST_PAUSE)
        finally:
            del self._tasks[chat]

    async def _send_next(self, chat: str) -> bool:
        """Send the next parcel; False if there is none."""
        self._mark(chat)
        address, language = address_of(self._engine, chat)
        if address is None or not unsent(self._engine, chat):
            drop_forgotten(self._engine, chat)
            return False
        chat_id: int = self._addresses.open(address)
        await self._pace.chat(chat_id)
        rows = unsent(self._engine, chat)  # anew: more may have come, or all may have been deleted
        if not rows:
            return True
        parcel = first_parcel(rows, language)
        try:
            await self._send(chat_id, parcel)
            self._gone[chat] = parcel.ids
            self._mark(chat)
        except Forbidden:
            logger.info("a person has blocked the bot")
            give_up(self._engine, chat)
        return True

    def _mark(self, chat: str) -> None:
        """Mark what has reached a chat; it stays noted until the database takes it, so that nothing is sent again meanwhile."""
        if chat in self._gone:
            mark_sent(self._engine, self._gone[chat])
            del self._gone[chat]

    async def _send(self, chat_id: int, parcel: Parcel) -> None:
        for number, text in enumerate(parcel.texts, 1):
            await self._send_text(chat_id, text, parcel.keyboard if number == len(parcel.texts) else None)

    async def _send_text(self, chat_id: int, text: str, keyboard: Optional[Keyboard]) -> None:
        """Send a text; without its keyboard where Telegram refuses that, and not at all where it refuses the text."""
        for markup in (keyboard, None):
            try:
                async with self._pace.message(chat_id):
                    await self._bot.send_message(chat_id, text, reply_markup=markup, disable_web_page_preview=True)
                return
            except BadRequest as error:
                logger.error("Telegram refuses a message: %s", type(error).__name__)

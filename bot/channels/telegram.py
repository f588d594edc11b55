"""Telegram by long polling: updates go to the inbox before they are confirmed, answers come from the outbox."""

import asyncio
import logging
from collections import defaultdict
from datetime import timedelta
from typing import Optional

from sqlalchemy.engine import Row
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import Forbidden, RetryAfter, TelegramError

from bot.channels.edge import BUTTON, OTHER, typed
from bot.channels.inbox import Incoming, receive
from bot.channels.outbox import drop_forgotten, mark_sent, unsent, waiting_chats
from bot.channels.worker import Worker
from bot.languages import SOURCE, known
from bot.sealing import Seals
from bot.settings import Settings

logger = logging.getLogger(__name__)
NAME = "telegram"
_POLL_SECONDS = 25
_PAUSE_SECONDS = 3
_SWEEP_SECONDS = 5
_LONGEST_MESSAGE = 4096


class TelegramChannel:
    """One bot account."""

    def __init__(self, bot: Bot, worker: Worker, settings: Settings) -> None:
        self._bot = bot
        self._worker = worker
        seals = Seals(settings.secret)
        self._names, self._addresses = seals.chats, seals.addresses
        self._tasks: set[asyncio.Task[None]] = set()
        self._sending: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def poll(self, offset: Optional[int]) -> Optional[int]:
        """Fetch updates and write them to the inbox; the next poll confirms them to Telegram."""
        for update in await self._bot.get_updates(offset=offset, timeout=_POLL_SECONDS,
                                                  allowed_updates=["message", "callback_query"]):
            incoming = self._incoming(update)
            if incoming and receive(self._worker.engine, incoming):
                self._start(incoming.chat)
            if update.callback_query:
                await self._bot.answer_callback_query(update.callback_query.id)
            offset = update.update_id + 1
        return offset

    def _start(self, chat: str) -> None:
        task = asyncio.create_task(self._turn(chat))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _turn(self, chat: str) -> None:
        try:
            await self._worker.run(chat)
            await self.deliver(chat)
        except Exception as error:  # what is not answered or sent stays in inbox and outbox, and is tried again
            logger.warning("answering on Telegram failed: %s", type(error).__name__)

    def _incoming(self, update: Update) -> Optional[Incoming]:
        chat, user = update.effective_chat, update.effective_user
        if chat is None or user is None or chat.type != "private":
            return None
        kind, body = _content(update)
        return Incoming(self._names.name(f"telegram:{chat.id}"), NAME, f"telegram:{update.update_id}", kind, body,
                        known(user.language_code) or SOURCE, self._addresses.seal(chat.id))

    async def deliver(self, chat: str) -> None:
        """Send what is not sent yet, in order and once at a time."""
        async with self._sending[chat]:
            for row, address in unsent(self._worker.engine, chat):
                if address is not None:
                    await self._send(row, self._addresses.open(address))
            drop_forgotten(self._worker.engine, chat)

    async def _send(self, row: Row, chat_id: int) -> None:
        try:
            await self._bot.send_message(chat_id, row.text[:_LONGEST_MESSAGE], reply_markup=_keyboard(row),
                                         disable_web_page_preview=True)
        except Forbidden:
            logger.info("a person has blocked the bot")
        mark_sent(self._worker.engine, [row.id])

    async def sweep(self) -> None:
        """Send what a retry, or a stop in the middle, has left in the outbox."""
        for chat in waiting_chats(self._worker.engine, NAME):
            await self.deliver(chat)


def _content(update: Update) -> tuple[str, str]:
    if update.callback_query:
        return BUTTON, update.callback_query.data or ""
    text = update.message.text if update.message else None
    return typed(text) if text else (OTHER, "")


def _keyboard(row: Row) -> Optional[InlineKeyboardMarkup]:
    rows = [[InlineKeyboardButton(button["title"], callback_data=button["payload"])] for button in row.buttons]
    return InlineKeyboardMarkup(rows) if rows else None


async def poll_forever(worker: Worker, settings: Settings) -> None:
    """Serve Telegram until the process ends; network errors are waited out. No token reaches a log."""
    base = f"{settings.telegram_api_url}/bot" if settings.telegram_api_url else "https://api.telegram.org/bot"
    while True:
        try:
            async with Bot(settings.telegram_token or "", base_url=base) as bot:
                channel = TelegramChannel(bot, worker, settings)
                await asyncio.gather(_poll(channel), _sweep(channel))
        except TelegramError as error:  # Telegram cannot be reached, or does not know the token
            logger.warning("Telegram cannot be used: %s", type(error).__name__)
            await asyncio.sleep(_PAUSE_SECONDS)


async def _poll(channel: TelegramChannel) -> None:
    offset: Optional[int] = None
    while True:
        try:
            offset = await channel.poll(offset)
        except RetryAfter as error:
            await asyncio.sleep(_seconds(error.retry_after))
        except Exception as error:  # the network, Telegram or the database: wait and ask again; nothing was confirmed
            logger.warning("polling Telegram failed: %s", type(error).__name__)
            await asyncio.sleep(_PAUSE_SECONDS)


def _seconds(wait: int | timedelta) -> float:
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


async def _sweep(channel: TelegramChannel) -> None:
    while True:
        await asyncio.sleep(_SWEEP_SECONDS)
        try:
            await channel.sweep()
        except Exception as error:  # Telegram, the network or the database: what is not sent is swept up later
            logger.warning("sending to Telegram failed: %s", type(error).__name__)

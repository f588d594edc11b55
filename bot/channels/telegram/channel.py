"""Telegram as an input channel of the Rasa server: by long polling, or by a webhook with Telegram's secret token."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from hmac import compare_digest
from typing import Any, Optional
from urllib.parse import urlsplit

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Request, response
from sanic.response import HTTPResponse
from sqlalchemy.exc import SQLAlchemyError
from telegram import Bot
from telegram.error import RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from bot.channels.edge import GROUP, started
from bot.channels.inbox import Incoming, receive
from bot.channels.outbox import give_up
from bot.channels.telegram.parcels import pressed
from bot.channels.telegram.profile import introduce
from bot.channels.telegram.sender import NAME, Sender
from bot.channels.telegram.updates import KINDS, Me, Press, Read, number, read
from bot.channels.telegram.waits import seconds
from bot.channels.worker import Worker
from bot.clock import now
from bot.languages import FALLBACK
from bot.quiet import hide
from bot.sealing import Seals
from bot.settings import Settings

logger = logging.getLogger(__name__)
_POLL_SECONDS = 25
_PAUSE_SECONDS = 1
_OLDEST = timedelta(days=1)
"""What is older when it arrives is not answered any more."""
_CONNECTIONS = 40
_TYPING_FOR = 20
_BREATH = 0.05
"""Seconds for which an answer waits for that to the next message: two in one breath are answered together, not a second apart."""
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 (a header's name)


class TelegramChannel(InputChannel):
    """One bot account. The token stands in no line of a log."""

    def __init__(self, worker: Worker, settings: Settings) -> None:
        if settings.telegram_token:
            hide(settings.telegram_token)
        base = f"{settings.telegram_api_url or 'https://api.telegram.org'}/bot"
        self._bot = Bot(settings.telegram_token or "", base_url=base,
                        request=HTTPXRequest(_CONNECTIONS, pool_timeout=_POLL_SECONDS),
                        get_updates_request=HTTPXRequest(read_timeout=_POLL_SECONDS + 5))
        self._worker = worker
        self._webhook = settings.telegram_webhook_url
        self._secret = settings.telegram_webhook_secret or ""
        seals = Seals(settings.secret)
        self._names, self._addresses = seals.chats, seals.addresses
        self._sender = Sender(self._bot, worker.engine, seals.addresses)
        self._me: Optional[Me] = None
        self._tasks: set[asyncio.Task[None]] = set()

    @classmethod
    def name(cls) -> str:
        """Rasa's name of the channel."""
        return NAME

    def url_prefix(self) -> str:
        """The webhook's address is a setting."""
        return ""

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The webhook's route, if there is one. Messages go to the inbox, not through `on_new_message`."""
        routes = Blueprint("telegram")
        if self._webhook:
            @routes.post(urlsplit(self._webhook).path or "/")
            async def webhook(request: Request) -> HTTPResponse:
                return self._posted(request)
        return routes

    async def serve(self) -> None:
        """Serve until cancelled; network errors are waited out."""
        while self._me is None:
            try:
                await self._enter()
            except TelegramError as error:  # Telegram cannot be reached, or does not know the token
                logger.warning("Telegram cannot be used: %s", type(error).__name__)
                await asyncio.sleep(_PAUSE_SECONDS)
        self._later(introduce(self._bot))
        await asyncio.gather(self._sender.sweep_forever(), *([] if self._webhook else [self._poll_forever(self._me)]))

    async def _enter(self) -> None:
        """Say hello to Telegram, and where updates are to go."""
        await self._bot.initialize()
        if self._webhook:
            await self._bot.set_webhook(self._webhook, secret_token=self._secret, allowed_updates=KINDS,
                                        max_connections=_CONNECTIONS)
        else:
            await self._bot.delete_webhook()
        self._me = Me(self._bot.id, self._bot.username)
        self._worker.private_chat = self._bot.link

    async def _poll_forever(self, me: Me) -> None:
        offset: Optional[int] = None
        while True:
            try:
                offset = await self._poll(offset, me)
            except RetryAfter as error:
                await asyncio.sleep(seconds(error))
            except Exception as error:  # the network, Telegram or the database: wait and ask again; nothing was confirmed
                logger.warning("polling Telegram failed: %s", type(error).__name__)
                await asyncio.sleep(_PAUSE_SECONDS)

    async def _poll(self, offset: Optional[int], me: Me) -> Optional[int]:
        """Fetch updates and write them to the inbox; the next poll confirms them to Telegram."""
        wanted = {"timeout": _POLL_SECONDS, "allowed_updates": KINDS, **({} if offset is None else {"offset": offset})}
        for update in await self._bot.do_api_request("getUpdates", wanted):
            self._take(update, me)
            found = number(update)
            offset = offset if found is None else found + 1
        return offset

    def _posted(self, request: Request) -> HTTPResponse:
        """Answer Telegram's webhook: 200 only after the inbox has the update."""
        given = request.headers.get(_SECRET_HEADER, "").encode(errors="replace")
        if not self._secret or not compare_digest(given, self._secret.encode()):
            return response.empty(403)
        if not (request.content_type or "").startswith("application/json"):
            return response.empty(415)
        try:
            update = json.loads(request.body)
        except (ValueError, RecursionError):
            return response.empty(200)  # Telegram would send it again and again
        if self._me is None:
            return response.empty(503)
        try:
            self._take(update, self._me)
        except SQLAlchemyError as error:
            logger.warning("an update cannot be written: %s", type(error).__name__)
            return response.empty(503)
        return response.empty(200)

    def _take(self, update: Any, me: Me) -> None:
        """Write an update to the inbox and begin its turn.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: it could not be written.

        """
        found = read(update, me)
        if found is None or (found.written and now() - found.written > _OLDEST):
            return
        chat = self._names.name(f"telegram:{found.chat}")
        if found.gone:
            give_up(self._worker.engine, chat)
            return
        fresh = receive(self._worker.engine, self._incoming(chat, found))
        if found.press:
            self._later(self._answer_press(found.chat, found.press, found.body))
        if fresh:
            self._later(self._turn(chat, found.chat))

    def _incoming(self, chat: str, found: Read) -> Incoming:
        start = None if found.kind == GROUP else started({"phone": found.phone} if found.phone else {})
        if found.body.startswith("/start"):
            start = found.body
        return Incoming(chat, NAME, f"telegram:{found.number}", found.kind, found.body, found.phone or FALLBACK, start,
                        self._addresses.seal(found.chat), found.number, found.written)

    def _later(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _turn(self, chat: str, chat_id: int) -> None:
        if len(self._tasks) < _TYPING_FOR:  # in a rush the answers themselves need the connections
            self._later(self._sender.typing(chat_id))
        try:
            await self._worker.run(chat)
        except Exception as error:  # what is not answered stays in the inbox, and is tried again
            logger.warning("answering on Telegram failed: %s", type(error).__name__)
        await asyncio.sleep(_BREATH)
        self._sender.start(chat)

    async def _answer_press(self, chat_id: int, press: Press, payload: str) -> None:
        """End the spinning of a pressed button at once, and put a tick on it; whether that succeeds does not matter."""
        with suppress(TelegramError):
            await self._bot.answer_callback_query(press.query)
        keyboard = pressed(press.keyboard, payload)
        if keyboard and press.message_id is not None:
            with suppress(TelegramError):
                await self._bot.edit_message_reply_markup(chat_id, press.message_id, reply_markup=keyboard)

"""The server: Rasa's input channels on one Sanic application, the worker behind them."""

import asyncio
import socket
import sys
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

import rasa.core.channels.channel
from rasa.core.channels.channel import InputChannel
from sanic import Sanic
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.assistant import Assistant
from bot.channels.web import WebChannel
from bot.channels.worker import Worker
from bot.database import opened, prepare
from bot.errors import LotseError
from bot.sealing import Seals
from bot.settings import Settings

_LARGEST_REQUEST = 64 * 1024
_SECONDS_TO_FINISH = 20
_BACKLOG = 100


def worker(settings: Settings, engine: Engine) -> Worker:
    """The worker with the newest model below the models' folder."""
    seals = Seals(settings.secret)
    return Worker(engine, lambda: Assistant(settings.models, engine, seals, settings.actions_url), seals)


def application(settings: Settings) -> Sanic:
    """The web chat, and Telegram where a token is set."""
    app = Sanic("arbeitslotse", configure_logging=False)
    app.config.update({"REQUEST_MAX_SIZE": _LARGEST_REQUEST, "GRACEFUL_SHUTDOWN_TIMEOUT": _SECONDS_TO_FINISH})
    engine = opened(settings.database_url)
    with suppress(SQLAlchemyError):  # away at the start: people are told, and the worker goes on trying
        prepare(engine)
    work = worker(settings, engine)
    channels: list[InputChannel] = [WebChannel(work, Seals(settings.secret).chats)]
    loops = [work.run_forever]
    if settings.telegram_token:
        from bot.channels.telegram.channel import TelegramChannel
        telegram = TelegramChannel(work, settings)
        channels.append(telegram)
        loops.append(telegram.serve)
    rasa.core.channels.channel.register(channels, app, route="/")
    app.register_listener(_starter(work, settings, loops), "before_server_start")
    app.register_listener(_stopper, "before_server_stop")
    return app


async def _stopper(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
    """Stop the loops; an open turn ends first, and what it leaves open is answered after the next start."""
    for task in app.ctx.loops:
        task.cancel()
    await asyncio.gather(*app.ctx.loops, return_exceptions=True)


def _starter(work: Worker, settings: Settings, loops: list[Callable[[], Coroutine[Any, Any, None]]]) -> Any:
    async def start(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        work.preload()
        app.ctx.loops = [loop.create_task(run()) for run in loops]
        sys.stdout.write(f"web chat: http://{settings.host}:{settings.port}/\n")
        sys.stdout.flush()

    return start


def serve(settings: Settings) -> None:
    """Serve until stopped.

    Raises:
        LotseError: the port is taken, or the server cannot start.

    """
    try:
        listening = socket.create_server((settings.host, settings.port), backlog=_BACKLOG)
        application(settings).run(sock=listening, access_log=False, motd=False)
    except Exception as error:  # whatever stops the start is told in one line
        raise LotseError(f"the assistant cannot start: {type(error).__name__}: {error}") from error

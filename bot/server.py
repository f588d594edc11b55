"""The server: Rasa's input channels on one Sanic application, the worker behind them."""

import asyncio
from typing import Any

import rasa.core.channels.channel
from sanic import Sanic
from sqlalchemy.engine import Engine

from bot.assistant import Assistant
from bot.channels.web import WebChannel
from bot.channels.worker import Worker
from bot.database import opened
from bot.sealing import Seal
from bot.settings import Settings

_LARGEST_REQUEST = 64 * 1024
_SECONDS_TO_FINISH = 20


def worker(settings: Settings, engine: Engine) -> Worker:
    """The worker with the newest model below the models' folder."""
    handoffs = Seal(settings.secret, "handoff")
    return Worker(engine, lambda: Assistant(settings.models, engine, handoffs, settings.actions_url))


def application(settings: Settings) -> Sanic:
    """The web chat, and Telegram where a token is set."""
    app = Sanic("arbeitslotse", configure_logging=False)
    app.config.update({"REQUEST_MAX_SIZE": _LARGEST_REQUEST, "GRACEFUL_SHUTDOWN_TIMEOUT": _SECONDS_TO_FINISH})
    work = worker(settings, opened(settings.database_url))
    channels = [WebChannel(work, Seal(settings.secret, "chat"))]
    rasa.core.channels.channel.register(channels, app, route="/")
    app.register_listener(_starter(work, settings), "before_server_start")
    return app


def _starter(work: Worker, settings: Settings) -> Any:
    async def start(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        app.add_task(work.run_forever())
        if settings.telegram_token:
            from bot.channels.telegram import poll_forever
            app.add_task(poll_forever(work, settings))

    return start


def serve(settings: Settings) -> None:
    """Serve until stopped."""
    application(settings).run(host=settings.host, port=settings.port, access_log=False, motd=False)

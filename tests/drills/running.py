"""A server in a process of its own, beside a Telegram of the drills' own, that can be killed and started again."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Optional

from bot.settings import ROOT
from tests.telegram.bot_api import BotApi
from tests.telegram.updates import Update
from tests.telegram.webhook import SECRET as WEBHOOK_SECRET
from tests.telegram.webhook import URL, Pusher, wait_for_port

POLLING, WEBHOOK = "polling", "webhook"
WAYS = (POLLING, WEBHOOK)
SECRET = "only-for-drills-" * 3
FORM = "tests.drills.server"
_START_SECONDS = 120


class Server:
    """The process of one bot; `folder` holds its database and its log."""

    def __init__(self, folder: Path, api: BotApi, way: str, module: str = FORM, database: Optional[str] = None) -> None:
        self.port = free_port()
        self.log = folder / "server.log"
        self.database = database or f"sqlite:///{folder}/lotse.db"
        self.module, self._api, self._way, self._folder = module, api, way, folder
        self._process: Optional[subprocess.Popen[bytes]] = None

    def start(self, wait: bool = True) -> None:
        """Start the process; `wait`: until it serves."""
        began = len(self._api.begun)
        with self.log.open("ab") as log:
            self._process = subprocess.Popen([sys.executable, "-m", *self.module.split()], cwd=ROOT, env=self._environment(),
                                             stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
        if wait:
            wait_for_port(self.port, _START_SECONDS)
            wait_until(lambda: self._entered(began), _START_SECONDS)

    def kill(self) -> None:
        """End it at once, as a power cut does."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end, and wait until it has."""
        self._end(signal.SIGTERM)

    def is_running(self) -> bool:
        """Whether the process lives."""
        return self._process is not None and self._process.poll() is None

    def memory(self) -> float:
        """The memory of the process in MB."""
        status = Path(f"/proc/{self._process.pid if self._process else 'self'}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]

    def _end(self, number: int) -> None:
        if self._process is not None:
            self._process.send_signal(number)
            self._process.wait(60)
            self._process = None

    def _entered(self, began: int) -> bool:
        """Whether Telegram has heard of it since its start."""
        wanted = "setWebhook" if self._way == WEBHOOK else "getUpdates"
        return wanted in self._api.begun[began:]

    def _environment(self) -> dict[str, str]:
        webhook = {"TELEGRAM_WEBHOOK_URL": URL, "TELEGRAM_WEBHOOK_SECRET": WEBHOOK_SECRET} if self._way == WEBHOOK else {}
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("TELEGRAM_", "LOTSE_"))}
        return {**kept, **webhook, "TELEGRAM_BOT_TOKEN": self._api.token, "TELEGRAM_API_URL": self._api.url,
                "LOTSE_SECRET": SECRET, "LOTSE_PORT": str(self.port), "LOTSE_DATABASE_URL": self.database,
                "LOTSE_VAR": str(self._folder), "PYTHONUNBUFFERED": "1", "TF_CPP_MIN_LOG_LEVEL": "3"}


class Running:
    """A Telegram, a bot, and the way between them."""

    def __init__(self, api: BotApi, server: Server, pusher: Optional[Pusher]) -> None:
        self.api, self.server, self.pusher = api, server, pusher

    def give(self, *updates: Update) -> None:
        """Let Telegram bring updates to the bot."""
        (self.pusher or self.api.account.line).give(*updates)

    def accepted(self) -> set[int]:
        """The numbers of the updates that the bot has confirmed."""
        return set(self.pusher.accepted if self.pusher else self.api.account.line.confirmed)

    def restart(self) -> None:
        """Kill the process and start it again."""
        self.server.kill()
        self.server.start()


@contextmanager
def running(folder: Path, way: str, module: str = FORM, database: Optional[str] = None) -> Iterator[Running]:
    """A bot that runs until the end of the block."""
    folder.mkdir(parents=True, exist_ok=True)
    with BotApi() as api:
        server = Server(folder, api, way, module, database)
        server.start()
        try:
            if way == WEBHOOK:
                with Pusher(api.account, server.port) as pusher:
                    yield Running(api, server, pusher)
            else:
                yield Running(api, server, None)
        finally:
            server.kill()


def free_port() -> int:
    """A port where nothing listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_until(is_so: Callable[[], bool], within: float, step: float = 0.02) -> bool:
    """Whether something became so in time."""
    end = time.monotonic() + within
    while not is_so():
        if time.monotonic() > end:
            return False
        time.sleep(step)
    return True

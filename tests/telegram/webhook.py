"""Telegram's side of a webhook: posts updates in the order of each chat, and again until they are accepted."""

from __future__ import annotations

import http.client
import json
import queue
import threading
import time
from collections import defaultdict, deque
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Optional

from tests.telegram.methods import Account
from tests.telegram.updates import Update, chat_of

SECRET = "canary-secret_of-the-webhook"
PATH = "/telegram"
URL = f"https://example.org{PATH}"
_OK = range(200, 300)


class Post:
    """A line to a webhook."""

    def __init__(self, port: int, secret: Optional[str] = SECRET, timeout: float = 60) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
        self._secret = secret

    def update(self, update: Any) -> int:
        """The status that an update gets; 0 if there was no answer."""
        return self.raw(json.dumps(update).encode())

    def raw(self, body: bytes, headers: Optional[Mapping[str, str]] = None, path: str = PATH, method: str = "POST") -> int:
        """The status that any body gets; on a line that the bot has closed meanwhile, that of a new line, as all clients do."""
        reused = self._connection.sock is not None
        status = self._once(body, headers, path, method)
        return self._once(body, headers, path, method) if status == 0 and reused else status

    def _once(self, body: bytes, headers: Optional[Mapping[str, str]], path: str, method: str) -> int:
        secret = {"X-Telegram-Bot-Api-Secret-Token": self._secret} if self._secret is not None else {}
        try:
            if self._connection.sock is None:
                self._connection.connect()
            with suppress(BrokenPipeError, ConnectionResetError):  # a body that is too large is refused before all of it is sent
                self._connection.request(method, path, body, {"Content-Type": "application/json", **secret, **(headers or {})})
            answer = self._connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            self._connection.close()
            return 0
        return answer.status


class Pusher:
    """Posts what it is given, with several lines; an update that fails holds its chat and is posted again."""

    def __init__(self, account: Account, port: int, lines: int = 20, pause: float = 0.2, secret: str = SECRET) -> None:
        self.accepted: dict[int, float] = {}
        """When an update was accepted first."""
        self.statuses: dict[int, int] = defaultdict(int)
        """How often each status came."""
        self.longest = 0.0
        """Seconds of the slowest answer."""
        self.port, self._account, self._pause, self._secret = port, account, pause, secret
        self._chats: dict[Optional[int], deque[Update]] = defaultdict(deque)
        self._ready: queue.Queue[Optional[tuple[Optional[int]]]] = queue.Queue()
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(lines)]

    def __enter__(self) -> Pusher:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closed = True
        for _thread in self._threads:
            self._ready.put(None)

    def give(self, *updates: Update) -> None:
        """Post updates; they are in order within a chat."""
        for update in updates:
            chat = chat_of(update)
            if chat is not None:
                self._account.line.chats.add(chat)
            with self._lock:
                self._chats[chat].append(update)
                first = len(self._chats[chat]) == 1
            if first:
                self._ready.put((chat,))

    def pending(self) -> int:
        """How many updates are not accepted."""
        with self._lock:
            return sum(len(updates) for updates in self._chats.values())

    _closed = False

    def _work(self) -> None:
        line, port = Post(self.port, self._secret), self.port
        while (item := self._ready.get()) is not None and not self._closed:
            if port != self.port:
                line, port = Post(self.port, self._secret), self.port
            self._next(line, item[0])

    def _next(self, line: Post, chat: Optional[int]) -> None:
        with self._lock:
            update = self._chats[chat][0]
        began = time.monotonic()
        status = line.update(update)
        now = time.monotonic()
        with self._lock:
            self.longest = max(self.longest, now - began)
            self.statuses[status] += 1
            if status in _OK:
                self.accepted.setdefault(update["update_id"], now)
                self._chats[chat].popleft()
            more = bool(self._chats[chat])
        if status not in _OK:
            threading.Timer(self._pause, self._ready.put, ((chat,),)).start()
        elif more:
            self._ready.put((chat,))


def wait_for_port(port: int, seconds: float = 60) -> None:
    """Return as soon as something listens there."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with suppress(OSError):
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=1)
            line.request("GET", "/messages")
            line.getresponse().read()
            return
        time.sleep(0.02)
    raise TimeoutError(f"nothing listens at {port}")

"""The updates that wait to be polled."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import Optional

from tests.telegram.faults import Refusal
from tests.telegram.updates import Update, chat_of

_MOST = 100


@dataclass
class _Waiting:
    update: Update
    times: int
    handed: int = 0

    def is_confirmed(self, offset: int) -> bool:
        return self.handed >= self.times and self.update["update_id"] < offset


class Line:
    """Hands out updates until they are confirmed by a higher offset, as Telegram does.

    An update that was never handed out cannot be confirmed, so a smaller number after a quiet week is not lost.
    """

    def __init__(self) -> None:
        self.confirmed: dict[int, float] = {}
        """When an update was confirmed."""
        self.chats: set[int] = set()
        """The chats from which something came."""
        self.handed = 0
        """How many updates were handed out, each as often as it was."""
        self._waiting: list[_Waiting] = []
        self._changed = threading.Condition()
        self._asked = 0
        self._closed = False

    def give(self, *updates: Update, times: int = 1) -> None:
        """Put updates into the line; each is handed out so many times, confirmed or not."""
        with self._changed:
            self.chats.update(chat for update in updates for chat in [chat_of(update)] if chat is not None)
            self._waiting += [_Waiting(update, times) for update in updates]
            self._changed.notify_all()

    def fetch(self, offset: int, limit: int, timeout: float, kinds: Optional[list[str]]) -> list[Update]:
        """The next updates; waits for one as long as `timeout`.

        Raises:
            Refusal: another fetch began meanwhile.

        """
        with self._changed:
            self._asked += 1
            asked, end = self._asked, time.monotonic() + timeout
            self._changed.notify_all()
            self._confirm(offset)
            while not (found := self._wanted(kinds)[:max(1, min(limit, _MOST))]):
                left = end - time.monotonic()
                if left <= 0 or self._closed:
                    return []
                self._changed.wait(left)
                if self._asked != asked:
                    raise Refusal(409, "Conflict: terminated by other getUpdates request; "
                                       "make sure that only one bot instance is running")
            self.handed += len(found)
            for waiting in found:
                waiting.handed += 1
            return [waiting.update for waiting in found]

    def close(self) -> None:
        """Let nobody wait any longer."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def pending(self) -> int:
        """How many updates are not confirmed."""
        with self._changed:
            return len(self._waiting)

    def _confirm(self, offset: int) -> None:
        now = time.monotonic()
        for waiting in self._waiting:
            if waiting.is_confirmed(offset):
                self.confirmed.setdefault(waiting.update["update_id"], now)
        self._waiting = [waiting for waiting in self._waiting if not waiting.is_confirmed(offset)]

    def _wanted(self, kinds: Optional[list[str]]) -> list[_Waiting]:
        """The updates of the kinds that the bot asks for; the others are dropped."""
        if kinds:
            self._waiting = [waiting for waiting in self._waiting if set(kinds) & set(waiting.update)]
        return self._waiting

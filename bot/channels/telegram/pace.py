"""How fast may be sent: Telegram allows some thirty messages a second over all, and one a second in a chat."""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

A_SECOND = 29
"""Messages over all that may be under way or have ended within the last second: so no second at Telegram sees more."""
CHAT_SECONDS = 1.05
"""Seconds between the end of one message to a chat and the beginning of the next."""
_CATCH_UP = 0.08
"""Seconds by which messages may be late and still follow each other faster: turns hold up the loop for about as long."""
_STEP = 0.01


class Pace:
    """Says when the next message may go. A chat that must wait lets the others pass."""

    def __init__(self) -> None:
        self._under_way = 0
        self._slot = 0.0
        self._ended: deque[float] = deque()
        self._next_in: dict[int, float] = {}
        self._one_by_one = asyncio.Lock()

    async def chat(self, chat: int) -> None:
        """Wait until a message may go to a chat."""
        await asyncio.sleep(self._next_in.get(chat, 0.0) - time.monotonic())

    @asynccontextmanager
    async def message(self, chat: int) -> AsyncIterator[None]:
        """Wait until a message may go to a chat, and note its end.

        A message reaches Telegram at some moment between its beginning and its end here, so both count. They begin at even steps:
        fewer are under way, and might go twice, when the process dies.
        """
        await self.chat(chat)
        async with self._one_by_one:  # in a rush hundreds wait: they must not all wake for each message
            self._slot = max(self._slot + 1 / A_SECOND, time.monotonic() - _CATCH_UP)
            while (wait := max(self._slot - time.monotonic(), self._full_for())) > 0:
                await asyncio.sleep(wait)
            self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1
            self._ended.append(time.monotonic())
            self._next_in[chat] = time.monotonic() + CHAT_SECONDS
            if len(self._next_in) > 10_000:
                self._forget_old()

    def _full_for(self) -> float:
        """Seconds until there may be room for one more; 0 if there is."""
        present = time.monotonic()
        while self._ended and self._ended[0] <= present - 1:
            self._ended.popleft()
        if self._under_way + len(self._ended) < A_SECOND:
            return 0.0
        return self._ended[0] + 1 - present if self._ended else _STEP

    def _forget_old(self) -> None:
        present = time.monotonic()
        self._next_in = {chat: moment for chat, moment in self._next_in.items() if moment > present}

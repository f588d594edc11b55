"""How fast may be sent: Telegram allows some thirty messages a second over all, and one a second in a chat."""

import asyncio
import time
from collections import deque

A_SECOND = 26
"""Messages a second over all; some air below Telegram's thirty, since the network sends them on in uneven steps."""
CHAT_SECONDS = 1.05
"""Seconds between the end of one message to a chat and the beginning of the next."""


class Pace:
    """Says when the next message may go. A chat that must wait lets the others pass."""

    def __init__(self) -> None:
        self._latest: deque[float] = deque(maxlen=A_SECOND)
        self._next_in: dict[int, float] = {}
        self._one_by_one = asyncio.Lock()

    async def chat(self, chat: int) -> None:
        """Wait until a message may go to a chat."""
        await asyncio.sleep(self._next_in.get(chat, 0.0) - time.monotonic())

    async def everyone(self) -> None:
        """Wait until one more message may go over all; counted by those that went, since the loop may stand still for a while."""
        async with self._one_by_one:  # in a rush hundreds wait: they must not all wake for each message
            while (wait := self._free_at() - time.monotonic()) > 0:
                await asyncio.sleep(wait)
            self._latest.append(time.monotonic())

    def _free_at(self) -> float:
        """One step after the last message, and a second after the twenty-seventh before."""
        if not self._latest:
            return 0.0
        after_many = self._latest[0] + 1 if len(self._latest) == A_SECOND else 0.0
        return max(after_many, self._latest[-1] + 1 / A_SECOND)

    def sent(self, chat: int, wait: float = CHAT_SECONDS) -> None:
        """Note that a message has gone to a chat, which is left alone for so many seconds."""
        self._next_in[chat] = time.monotonic() + wait
        if len(self._next_in) > 10_000:
            self._forget_old()

    def _forget_old(self) -> None:
        present = time.monotonic()
        self._next_in = {chat: moment for chat, moment in self._next_in.items() if moment > present}

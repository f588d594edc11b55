"""What can go wrong at Telegram: scripted call by call, or at random."""

from __future__ import annotations

import random
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Optional

TOO_MANY = "429"
SERVER_ERROR = "500"
BAD_GATEWAY = "502"
TIMEOUT_BEFORE = "timeout before delivery"
TIMEOUT_AFTER = "timeout after delivery"
RESET_BEFORE = "reset before delivery"
RESET_AFTER = "reset after delivery"
GARBAGE = "garbage JSON"
GARBAGE_AFTER = "garbage JSON after delivery"
BLOCKED = "403 blocked"
AFTER_DELIVERY = {TIMEOUT_AFTER, RESET_AFTER, GARBAGE_AFTER}
"""The faults at which the call is carried out all the same; only its answer is lost."""
ALL = (TOO_MANY, SERVER_ERROR, BAD_GATEWAY, TIMEOUT_BEFORE, TIMEOUT_AFTER, RESET_BEFORE, RESET_AFTER, GARBAGE, GARBAGE_AFTER)
"""Every fault that passes."""


@dataclass(frozen=True)
class Fault:
    """One fault; `hold`: for how many seconds a timeout keeps the line open."""

    kind: str
    retry_after: int = 1
    hold: float = 30.0


class Faults:
    """Which call fails, and how. A script comes before chance."""

    def __init__(self) -> None:
        self._scripts: dict[str, deque[Fault]] = defaultdict(deque)
        self._chance: Callable[[str], Optional[Fault]] = lambda method: None
        self._lock = threading.Lock()

    def script(self, method: str, *faults: Fault) -> None:
        """The next calls of a method fail like this, one after the other."""
        with self._lock:
            self._scripts[method].extend(faults)

    def storm(self, methods: set[str], share: float, faults: tuple[Fault, ...], seed: int = 1) -> None:
        """A share of all calls of these methods fails from now on."""
        dice = random.Random(seed)
        self._chance = lambda method: dice.choice(faults) if method in methods and dice.random() < share else None

    def calm(self) -> None:
        """Nothing fails any more."""
        with self._lock:
            self._scripts.clear()
        self._chance = lambda method: None

    def next(self, method: str) -> Optional[Fault]:
        """The fault of this call, if it has one."""
        with self._lock:
            script = self._scripts[method]
            return script.popleft() if script else self._chance(method)


class Refusal(Exception):
    """Telegram's answer "ok": false."""

    def __init__(self, code: int, description: str, parameters: Optional[Mapping[str, Any]] = None) -> None:
        super().__init__(description)
        self.code = code
        self.body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
        if parameters:
            self.body["parameters"] = dict(parameters)


def refusal(fault: Fault) -> Optional[Refusal]:
    """The fault as a well-formed answer, if it is one."""
    if fault.kind == TOO_MANY:
        return Refusal(429, f"Too Many Requests: retry after {fault.retry_after}", {"retry_after": fault.retry_after})
    if fault.kind == SERVER_ERROR:
        return Refusal(500, "Internal Server Error")
    return Refusal(403, "Forbidden: bot was blocked by the user") if fault.kind == BLOCKED else None

"""How fast was sent: Telegram allows about one message a second to a chat and thirty a second over all."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable

SLACK = 0.05
"""Seconds by which the network may move two calls towards each other."""


def too_close(sends: Iterable[tuple[int, float]]) -> int:
    """How many messages came less than a second after the one before in their chat, of pairs of chat and time."""
    return sum(gap < 1 - SLACK for gap in _gaps(sends))


def smallest_gap(sends: Iterable[tuple[int, float]]) -> float:
    """The shortest time between two messages to one chat; infinity if there are none."""
    return min(_gaps(sends), default=float("inf"))


def too_many(times: Iterable[float], most: int = 30) -> int:
    """How many messages were the thirty-first, or a later one, within a second."""
    ordered = sorted(times)
    return sum(late - early < 1 - SLACK for early, late in zip(ordered, ordered[most:], strict=False))


def busiest_second(times: Iterable[float]) -> int:
    """The most messages within any one second."""
    ordered, first, most = sorted(times), 0, 0
    for last, moment in enumerate(ordered):
        while moment - ordered[first] >= 1:
            first += 1
        most = max(most, last - first + 1)
    return most


def _gaps(sends: Iterable[tuple[int, float]]) -> list[float]:
    by_chat: dict[int, list[float]] = defaultdict(list)
    for chat, moment in sends:
        by_chat[chat].append(moment)
    return [late - early for times in by_chat.values() for early, late in itertools.pairwise(sorted(times))]


def quantile(values: Iterable[float], share: float) -> float:
    """The value below which a share of the values lies; 0 of none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0

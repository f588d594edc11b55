"""A fact that stands in a message."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Union

Value = dict[str, Any]


@dataclass(frozen=True)
class Fact:
    """What was found, and where in the text as typed; the value can be written as JSON."""

    entity: str
    value: Union[str, Value]
    start: int
    end: int

    def overlaps(self, other: "Fact") -> bool:
        """Whether both use a same character."""
        return self.start < other.end and other.start < self.end


def disjoint(facts: Iterable[Fact]) -> list[Fact]:
    """The facts in the order of the text; of those that overlap the longest."""
    kept: list[Fact] = []
    for fact in sorted(facts, key=lambda fact: (fact.start - fact.end, fact.start)):
        if not any(fact.overlaps(other) for other in kept):
            kept.append(fact)
    return sorted(kept, key=lambda fact: fact.start)

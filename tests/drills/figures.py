"""What a drill brings: figures, each with the goal that it must not exceed."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, Optional


def count(most: Optional[int] = None) -> Any:
    """A number of things; `most` is the goal."""
    return dataclasses.field(default=0, metadata={"most": most, "time": False})


def mean(most: Optional[float] = None) -> Any:
    """A mean; its goal is printed, and no test asserts it: a sample is too small for it."""
    return seconds(most)


def seconds(most: Optional[float] = None) -> Any:
    """A time; goals of time are printed, and no test asserts them."""
    return dataclasses.field(default=0.0, metadata={"most": most, "time": True})


@dataclass
class Figures:
    """Base of all drills' figures."""

    name: str

    def missed(self, times: bool = False) -> list[str]:
        """The figures above their goals."""
        return [f"{self.name}: {name} {shown(value)} > {most}" for name, value, most, is_time in self._rows()
                if most is not None and value > most and (times or not is_time)]

    def lines(self) -> list[str]:
        """The figures as lines of a table."""
        return [f"{self.name:34} {name.replace('_', ' '):38} {shown(value):>12} {_goal(value, most)}"
                for name, value, most, _ in self._rows()]

    def _rows(self) -> list[tuple[str, Any, Optional[float], bool]]:
        return [(field.name, getattr(self, field.name), field.metadata["most"], field.metadata["time"])
                for field in dataclasses.fields(self) if "most" in field.metadata]


def shown(value: Any) -> str:
    """A figure as it is read."""
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def _goal(value: float, most: Optional[float]) -> str:
    return "" if most is None else f"≤ {most:g} {'' if value <= most else '   MISSED'}"

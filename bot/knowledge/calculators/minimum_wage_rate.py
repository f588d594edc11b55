"""Which minimum wage an hour of work has: the statutory one or that of the sector (§ 1 MiLoG, in EUR gross an hour).

A sector minimum wage goes first, unless it is below the statutory one (§ 1 Abs. 3 MiLoG).
Source: https://www.gesetze-im-internet.de/milog/__1.html and the facts named `sector_…`.
"""

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Optional

from bot.errors import Unanswerable
from bot.knowledge.calculators.base import CalculationError, Figures
from bot.knowledge.law import facts

_PREFIX = "sector_"
_WITHOUT_OWN = frozenset({
    "agriculture", "construction", "hotel", "hotels_and_restaurants", "laundry", "meat", "none", "painting_unskilled",
    "restaurant", "waste",
})
"""Sectors in which no minimum wage of their own was found for the days that the facts cover."""


class Rate(NamedTuple):
    """A minimum wage an hour, and the end of the key of the text that says which one it is."""

    eur: Decimal
    reason: str


def sectors() -> list[str]:
    """The sectors that have a minimum wage of their own, as they are named in the facts, without the prefix."""
    return sorted(name[len(_PREFIX):] for name, fact in facts().items()
                  if name.startswith(_PREFIX) and fact.kind == "money")


def find_sector(given: Optional[str]) -> Optional[str]:
    """The sector of a name in other words ("building cleaning, indoor"); None where it has no minimum wage of its own.

    Raises:
        CalculationError: no or several sectors fit.

    """
    words = re.findall(r"[a-z]+", (given or "none").casefold().removeprefix(_PREFIX))
    if "_".join(words) in _WITHOUT_OWN:
        return None
    fitting = [name for name in sectors() if set(name.split("_")) <= set(words)]
    if len(fitting) != 1:
        known = ", ".join((*sectors(), *sorted(_WITHOUT_OWN)))
        raise CalculationError(f"sector: {given!r} is not known or not exact enough; take one of {known}")
    return fitting[0]


def rate_on(day: date, sector: Optional[str], figures: Figures) -> Rate:
    """The minimum wage of the hours worked on a day.

    Raises:
        Unanswerable: no rate is known for the day.

    """
    statutory = figures("minimum_wage")
    if sector is None:
        return Rate(statutory, "rate")
    try:
        own = figures(_PREFIX + sector)
    except Unanswerable as error:
        raise Unanswerable(f"{error}; leave out `sector` for the statutory minimum wage") from None
    return Rate(own, "rate_sector") if own >= statutory else Rate(statutory, "rate_sector_lower")

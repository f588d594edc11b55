"""Working days of a Land, and moving the end of a period on to the next one: § 222 Abs. 2 ZPO, § 26 Abs. 3 SGB X.

Public holidays are those of the `holidays` package for the whole Land. Holidays of single towns (15 August in
Catholic towns of Bavaria, the Peace Festival of Augsburg, Corpus Christi in parts of Saxony and Thuringia) are left
out: a deadline is then a day too early, never too late.
Sources: https://www.gesetze-im-internet.de/zpo/__222.html https://www.gesetze-im-internet.de/sgb_10/__26.html
"""

from datetime import date
from functools import cache
from typing import Optional

from holidays.countries.germany import Germany

from bot.knowledge.calculators.base import CalculationError, Step
from bot.knowledge.calculators.periods import DAY
from bot.knowledge.centres.folding import spellings
from bot.knowledge.centres.gazetteer import State, states, states_by_name

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""English names of the weekdays, whatever the locale of the machine."""
NO_STATE, TOWN_HOLIDAYS = "working_days_no_state", "working_days_town_holidays"
"""Texts: only holidays of all Länder were taken; holidays of single towns were not."""


def find_state(given: Optional[str]) -> Optional[State]:
    """The Land of an ISO 3166-2 code ("DE-BY", "BY") or a name ("Bayern", "Bavaria"); None if nothing is given.

    Raises:
        CalculationError: no Land has this code or name.

    """
    if given is None:
        return None
    code = "DE-" + given.strip().upper().removeprefix("DE-")
    named = (states_by_name().get(form) for form in spellings(given))
    state = states().get(code) or next((state for state in named if state), None)
    if state is None:
        raise CalculationError(f"state: {given!r} is no Land; give its name or its code, such as Bayern or DE-BY")
    return state


def is_working_day(day: date, state: Optional[State]) -> bool:
    """Whether the day is no Saturday, Sunday or public holiday; without a Land only holidays that all Länder share."""
    return day.weekday() < 5 and day not in _holidays(state.key if state else None, day.year)


def moved_on(day: date, state: Optional[State]) -> date:
    """The day itself if it is a working day, else the next working day."""
    while not is_working_day(day, state):
        day += DAY
    return day


def moving(day: date, state: Optional[State], text_key: str) -> tuple[date, tuple[Step, ...]]:
    """The day moved on to a working day, and the step that says so if it was moved."""
    moved = moved_on(day, state)
    return moved, (Step(text_key, {"day": day, "moved": moved}),) if moved != day else ()


@cache
def _holidays(code: Optional[str], year: int) -> frozenset[date]:
    if code is None:
        return frozenset.intersection(*(_holidays(one, year) for one in states()))
    return frozenset(Germany(subdiv=code.removeprefix("DE-"), years=year))

"""Is the pay below the minimum wage, and by how much (EUR gross)?

Law: §§ 1, 20, 22 MiLoG and the sector minimum wages (https://www.gesetze-im-internet.de/milog/__1.html).
Conventions: a month is weekly hours × 52 / 12, rounded half up to the cent at the end; the rate of the day of the
work decides; against a month worked out like this a small difference is not called too low (`tolerance_eur`),
against hours really worked every cent counts.
"""

import re
from calendar import monthrange
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple, Optional

from pydantic import Field, validator

from bot.knowledge.calculators.base import CalculationError, Figures, Result, Step, calculator, cents
from bot.knowledge.calculators.local_time import in_berlin, is_clock_time, read_local
from bot.knowledge.calculators.minimum_wage_rate import Rate, find_sector, rate_on
from bot.knowledge.calculators.minimum_wage_scope import Scope, ScopeInput, scope_of
from bot.knowledge.calculators.minimum_wage_shift import Part, days_of, parts_of, shift_moments, unpaid_break
from bot.knowledge.calculators.reasoning import conclude
from bot.knowledge.law import fact

KIND = "minimum_wage_check"
WEEKS_A_YEAR, MONTHS_A_YEAR = 52, 12


class WageInput(ScopeInput):
    """Work, hours and pay; without a day the work is today's, without a sector the statutory minimum wage counts."""

    work_month: Optional[str] = None
    work_date: Optional[date] = None
    monthly_gross: Optional[Decimal] = Field(None, ge=0)
    hourly_gross: Optional[Decimal] = Field(None, ge=0)
    weekly_hours: Optional[Decimal] = Field(None, gt=0, le=168)
    hours_worked: Optional[Decimal] = Field(None, gt=0, le=744)
    shift_start: Any = None
    shift_end: Any = None
    unpaid_break: Any = None
    sector: Optional[str] = None

    @validator("work_month")
    @classmethod
    def _month(cls, value: str) -> str:
        if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", value):
            raise ValueError(f"{value!r} is no month as YYYY-MM")
        return value

    @validator("shift_start", "shift_end")
    @classmethod
    def _time(cls, value: Any) -> Any:
        if isinstance(value, datetime) or is_clock_time(value):
            return value
        try:
            return read_local(str(value))
        except CalculationError as error:
            raise ValueError(str(error)) from None


class Finding(NamedTuple):
    """Part of a result: output keys, steps, the statutes of the figures, ends of the keys of assumptions."""

    values: dict[str, Any]
    steps: tuple[Step, ...]
    statutes: tuple[str, ...]
    assumptions: tuple[str, ...] = ()


@calculator(KIND, WageInput)
def check(given: WageInput, today: date) -> Result:
    """Compare the pay with the minimum wage of the day of the work (§§ 1, 22 MiLoG).

    Returns:
        `applies`, `rate` (EUR an hour), `shortfall` and `below_minimum`, in EUR for what was compared: the month, the
        hours, the shift, or one hour where only `hourly_gross` is given; None where no pay is given.

    Raises:
        CalculationError: the input does not say what to compare.
        Unanswerable: no rate is known for the day.

    """
    figures = Figures(_day(given, today))
    scope = scope_of(given, figures)
    step = Step(f"{KIND}_{scope.reason}")
    found = _compared(given, figures) if scope.applies else _not_owed(figures)
    open_points = ["long_unemployed", "counted_pay", "time_account"] if scope.applies else ["other_pay"]
    return conclude(KIND, {"applies": scope.applies, **found.values}, [step, *found.steps], found.statutes,
                    assumptions=_named(_assumed(given, scope) + found.assumptions), not_covered=_named(open_points))


def _named(ends: Any) -> list[str]:
    return [f"{KIND}_{end}" for end in ends]


def _not_owed(figures: Figures) -> Finding:
    return Finding({"rate": None, "shortfall": cents(Decimal(0)), "below_minimum": False}, (), figures.statutes)


def _assumed(given: WageInput, scope: Scope) -> tuple[str, ...]:
    sector = "sector_fits" if given.sector else "no_sector"
    return tuple(end for end in (scope.assumption, sector if scope.applies else "") if end)


def _day(given: WageInput, today: date) -> date:
    if isinstance(given.shift_start, datetime):
        return in_berlin(given.shift_start).date()
    if given.work_month is None:
        return given.work_date or today
    first = date.fromisoformat(f"{given.work_month}-01")
    if given.work_date and given.work_date.replace(day=1) != first:
        raise CalculationError("work_date: does not lie in work_month; leave one of them out")
    return given.work_date or first


def _compared(given: WageInput, figures: Figures) -> Finding:
    _check_pay(given)
    sector = find_sector(given.sector)
    if given.shift_start is not None:
        return _shift(given, sector)
    rate = rate_on(figures.day, sector, figures)
    _check_whole_month(given, sector, rate, figures)
    shown = Step(f"{KIND}_{rate.reason}", {"day": figures.day, "rate_eur": rate.eur})
    found = _by_given(given, rate.eur, figures.day)
    return found._replace(steps=(shown, *found.steps), statutes=figures.statutes)


def _by_given(given: WageInput, rate: Decimal, day: date) -> Finding:
    if given.hours_worked is not None:
        return _hours(given, rate, given.hours_worked)
    if given.weekly_hours is not None:
        return _month(given, rate, given.weekly_hours, fact("minimum_wage_tolerance", day))
    return _settled({"rate": rate}, (), rate, given.hourly_gross, Decimal(0))


def _check_pay(given: WageInput) -> None:
    if given.monthly_gross is not None and given.hourly_gross is not None:
        raise CalculationError("hourly_gross: give monthly_gross or hourly_gross, not both")
    if (given.shift_start is None) != (given.shift_end is None):
        raise CalculationError("shift_end: give shift_start and shift_end together")
    if given.shift_start is None and given.unpaid_break is not None:
        raise CalculationError("unpaid_break: give shift_start and shift_end too")
    if given.shift_start is not None and given.monthly_gross is not None:
        raise CalculationError("monthly_gross: a shift is compared with hourly_gross; leave the monthly pay out")
    if given.monthly_gross is not None and given.weekly_hours is None and given.hours_worked is None:
        raise CalculationError("weekly_hours: give weekly_hours or hours_worked too")


def _check_whole_month(given: WageInput, sector: Optional[str], rate: Rate, figures: Figures) -> None:
    if given.work_month is None or given.work_date is not None:
        return
    last = figures.day.replace(day=monthrange(figures.day.year, figures.day.month)[1])
    if rate_on(last, sector, Figures(last)).eur != rate.eur:
        raise CalculationError("work_month: the rate changes within this month; give work_date")


def _hours(given: WageInput, rate: Decimal, hours: Decimal) -> Finding:
    minimum = cents(hours * rate)
    paid = given.monthly_gross if given.hourly_gross is None else hours * given.hourly_gross
    step = Step(f"{KIND}_hours", {"hours": hours, "rate_eur": rate, "minimum_eur": minimum})
    return _settled({"rate": rate, "minimum_for_hours": minimum}, (step,), minimum, paid, Decimal(0))


def _month(given: WageInput, rate: Decimal, weekly: Decimal, tolerance: Decimal) -> Finding:
    hours = weekly * WEEKS_A_YEAR / MONTHS_A_YEAR
    minimum = cents(rate * weekly * WEEKS_A_YEAR / MONTHS_A_YEAR)
    values = {"rate": rate, "hours_month": cents(hours), "minimum_month": minimum}
    step = Step(f"{KIND}_month", {"weekly": weekly, "hours": cents(hours), "rate_eur": rate, "minimum_eur": minimum})
    if given.hourly_gross is not None:
        paid = given.hourly_gross * weekly * WEEKS_A_YEAR / MONTHS_A_YEAR
        return _settled(values, (step,), minimum, paid, Decimal(0))
    return _settled({**values, "tolerance_eur": cents(tolerance)}, (step,), minimum, given.monthly_gross, tolerance)


def _shift(given: WageInput, sector: Optional[str]) -> Finding:
    """The rate of each day for the hours worked on it; `rate` is that of the first day."""
    shift = shift_moments(given.shift_start, given.shift_end, given.work_date)
    pause = unpaid_break(given.unpaid_break, shift)
    figures = {day: Figures(day) for day in days_of(shift)}
    rates = {day: rate_on(day, sector, figures[day]) for day in figures}
    parts = parts_of(shift, pause, {day: rate.eur for day, rate in rates.items()})
    minutes = sum(part.minutes for part in parts)
    minimum = cents(sum((rates[part.day].eur * part.minutes for part in parts), Decimal(0)) / 60)
    steps = tuple(_part_step(part, rates[part.day].eur) for part in parts)
    paid = None if given.hourly_gross is None else given.hourly_gross * minutes / 60
    values = {"rate": rates[parts[0].day].eur, "minimum_for_shift": minimum,
              "hours_in_shift": cents(Decimal(minutes) / 60)}
    found = _settled(values, steps, minimum, paid, Decimal(0))
    unplaced = ("break_from_dearest",) if pause.minutes and len(set(rates.values())) > 1 else ()
    statutes = tuple(statute for each in figures.values() for statute in each.statutes)
    return found._replace(statutes=statutes, assumptions=(*found.assumptions, *unplaced))


def _part_step(part: Part, rate: Decimal) -> Step:
    return Step(f"{KIND}_shift_part", {"day": part.day, "hours": cents(Decimal(part.minutes) / 60), "rate_eur": rate,
                                       "sum_eur": cents(rate * part.minutes / 60)})


def _settled(values: dict[str, Any], steps: tuple[Step, ...], minimum: Decimal, paid: Optional[Decimal],
             tolerance: Decimal) -> Finding:
    """The pay beside the minimum, both in EUR; nothing is missing where no pay is given."""
    if paid is None:
        return Finding({**values, "shortfall": None, "below_minimum": None}, steps, (), ("all_hours",))
    paid = cents(paid)
    shortfall = max(cents(Decimal(0)), minimum - paid)
    below = shortfall > tolerance
    key = "too_low" if below else "rounding" if shortfall else "enough"
    step = Step(f"{KIND}_{key}", {"paid_eur": paid, "shortfall_eur": shortfall})
    return Finding({**values, "paid": paid, "shortfall": shortfall, "below_minimum": below}, (*steps, step), (),
                   ("all_hours", "gross"))

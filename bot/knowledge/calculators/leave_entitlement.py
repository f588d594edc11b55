"""Days of leave in a calendar year, the whole or twelfths.

Law: §§ 3 to 5 BUrlG, § 19 JArbSchG (under 18), § 208 SGB IX (severely disabled)
(https://www.gesetze-im-internet.de/burlg/__5.html, https://www.gesetze-im-internet.de/sgb_9_2018/__208.html).
Conventions: four weeks, so 4 × days a week; a longer leave of the contract follows the same rules; at least half a
day is rounded up, less is left as a fraction (BAG 8.5.2018 - 9 AZR 578/17).
"""

from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Optional, Union

from pydantic import Field, root_validator

from bot.knowledge.calculators.base import CalculationError, Figures, Input, Result, Step, calculator, cents
from bot.knowledge.calculators.leave_share import Job, Share, job_in, share_of
from bot.knowledge.calculators.reasoning import conclude

KIND = "leave_entitlement"
Days = Union[int, Decimal]
_AGE_STEPS = ("low", "middle", "high")


class LeaveInput(Input):
    """A job; without days a five-day week, without a start one that has lasted long, without a year this one."""

    days_per_week: Decimal = Field(Decimal(5), gt=0, le=7)
    employment_start: Optional[date] = None
    employment_end: Optional[date] = None
    year: Optional[int] = None
    annual_leave_days: Optional[Decimal] = Field(None, gt=0, le=366)
    severely_disabled: bool = False
    age_on_1_january: Optional[int] = Field(None, ge=0, le=120)

    @root_validator(skip_on_failure=True)
    @classmethod
    def _in_order(cls, values: dict[str, object]) -> dict[str, object]:
        start, end = values["employment_start"], values["employment_end"]
        if isinstance(start, date) and isinstance(end, date) and end < start:
            raise ValueError("employment_end: lies before employment_start; correct one of them")
        return values


@calculator(KIND, LeaveInput)
def entitlement(given: LeaveInput, today: date) -> Result:
    """The days of leave of a calendar year (§§ 3-5 BUrlG, § 19 JArbSchG, § 208 SGB IX), on the law of its first day.

    Returns:
        `days` (a whole number, or two decimals), `share` ("full" or "n/12"), `full_year` (days of the whole year).

    Raises:
        CalculationError: the job does not exist in this year.
        Unanswerable: the law of this year is not known.

    """
    year = _year(given, today)
    figures = Figures(date(year, 1, 1))
    job = job_in(year, given.employment_start, given.employment_end, figures.whole("leave_waiting_months"))
    share = share_of(job, figures)
    whole, steps = year_days(given, figures)
    days, closing = _days(share, whole, figures)
    values = {"days": days, "share": share.name, "full_year": plain(whole), "year": year}
    return conclude(KIND, values, (*steps, share.step, *closing), figures.statutes,
                    assumptions=_assumptions(given, job),
                    not_covered=[f"{KIND}_earlier_employer", f"{KIND}_agreements", f"{KIND}_irregular"])


def _days(share: Share, whole: Decimal, figures: Figures) -> tuple[Days, tuple[Step, ...]]:
    """The rounded days of a share of a year's leave, and how they came about."""
    exact = share.of(whole)
    part = Step(f"{KIND}_share", {"share": share.name, "whole": plain(whole), "days": plain(exact)})
    steps = (part,) if share.twelfths is not None else ()
    if exact == exact.to_integral_value():
        return plain(exact), steps
    days = rounded(exact, figures("leave_round_up_from"))
    key = "rounded_up" if days > exact else "fraction"
    return days, (*steps, Step(f"{KIND}_{key}", {"days": days}))


def _year(given: LeaveInput, today: date) -> int:
    if given.year is not None:
        if not date.min.year <= given.year < date.max.year:
            raise CalculationError(f"year: {given.year} is no calendar year; write it with four digits")
        return given.year
    return given.employment_end.year if given.employment_end else today.year


def year_days(given: LeaveInput, figures: Figures) -> tuple[Decimal, tuple[Step, ...]]:
    """The unrounded days of a whole year, and what they are made of."""
    statutory, step = _statutory(given, figures)
    steps = [step]
    whole = statutory
    if given.annual_leave_days is not None:
        whole = max(statutory, given.annual_leave_days)
        key = "contract" if given.annual_leave_days >= statutory else "contract_too_short"
        steps.append(Step(f"{KIND}_{key}", {"agreed": given.annual_leave_days, "statutory": statutory}))
    if given.severely_disabled:
        extra = figures("disabled_leave_days") * given.days_per_week / 5
        whole += extra
        steps.append(Step(f"{KIND}_disabled", {"extra": extra}))
    return whole, tuple(steps)


def _statutory(given: LeaveInput, figures: Figures) -> tuple[Decimal, Step]:
    """§ 3 BUrlG, or § 19 Abs. 2 JArbSchG by the age on 1 January, whose days are those of a six-day week."""
    weeks = figures("leave_weeks")
    adult = weeks * given.days_per_week
    age = given.age_on_1_january
    for name in _AGE_STEPS:
        if age is not None and age < figures(f"youth_leave_{name}_age"):
            six_days = figures(f"youth_leave_{name}_days")
            young = max(adult, six_days * given.days_per_week / 6)
            return young, Step(f"{KIND}_youth", {"six_days": six_days, "per_week": given.days_per_week,
                                                 "days": cents(young)})
    return adult, Step(f"{KIND}_weeks", {"weeks": weeks, "per_week": given.days_per_week, "days": adult})


def rounded(days: Decimal, up_from: Decimal) -> Days:
    """Days with the fraction rounded up from this size on, else left with two decimals (§ 5 Abs. 2 BUrlG)."""
    whole = days.quantize(Decimal(1), ROUND_DOWN)
    return int(whole) + 1 if days - whole >= up_from else plain(days)


def plain(days: Decimal) -> Days:
    """A whole number of days as such, another with two decimals."""
    return int(days) if days == days.to_integral_value() else cents(days)


def _assumptions(given: LeaveInput, job: Job) -> list[str]:
    said = [f"{KIND}_five_days"] if "days_per_week" not in given.__fields_set__ else []
    if given.employment_start is None:
        said.append(f"{KIND}_long_employed")
    if given.employment_end is None:
        said.append(f"{KIND}_goes_on")
    if given.annual_leave_days is None:
        said.append(f"{KIND}_no_contract")
    elif job.leaves:
        said.append(f"{KIND}_no_pro_rata_clause")
    return said

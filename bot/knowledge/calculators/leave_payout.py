"""What open days of leave are worth when the job ends, and whether they may be paid out (EUR gross).

Law: § 7 Abs. 4, § 11 Abs. 1, § 13 Abs. 1 S. 3 BUrlG; BAG 3.6.2025 - 9 AZR 104/24
(https://www.gesetze-im-internet.de/burlg/__11.html).
Conventions: average weekly pay of the last 13 weeks / days a week × open days; overtime pay and one-off payments
are left out; rounded half up to the cent at the end; a month is 52 / 12 weeks.
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple, Optional, Union

from pydantic import Field, validator

from bot.knowledge.calculators.base import CalculationError, Figures, Input, Result, Step, calculator, cents
from bot.knowledge.calculators.reasoning import conclude

KIND = "leave_payout"
WEEKS_A_YEAR, MONTHS_A_YEAR = 52, 12
_AVERAGE, _TOTAL, _MONTHLY = "average_weekly_gross_last_13_weeks", "total_gross_last_13_weeks", "monthly_gross"
_FORMS = (_AVERAGE, _TOTAL, _MONTHLY)


class PayoutInput(Input):
    """Pay, week and open days; without days a five-day week, and the job has ended.

    `of_which_overtime_pay` is part of the pay that is given: a week's, a month's or that of the 13 weeks;
    `one_off_christmas_bonus_included` is a sum paid once within the whole time.
    """

    average_weekly_gross_last_13_weeks: Optional[Decimal] = Field(None, ge=0)
    total_gross_last_13_weeks: Optional[Decimal] = Field(None, ge=0)
    monthly_gross: Optional[Decimal] = Field(None, ge=0)
    months: Optional[Decimal] = Field(None, gt=0, le=12)
    of_which_overtime_pay: Decimal = Field(Decimal(0), ge=0)
    one_off_christmas_bonus_included: Any = Decimal(0)
    days_per_week: Decimal = Field(Decimal(5), gt=0, le=7)
    unused_days: Optional[Decimal] = Field(None, ge=0, le=366)
    employment_continues: bool = False
    court_settlement_during_employment: Union[bool, str] = False

    @validator("one_off_christmas_bonus_included")
    @classmethod
    def _sum(cls, value: Any) -> Decimal:
        if value is False:
            return Decimal(0)
        if value is True or not isinstance(value, (int, float, Decimal)) or not value >= 0:
            raise ValueError("give the sum that was paid once")
        return Decimal(str(value))

    @validator("court_settlement_during_employment", pre=True)
    @classmethod
    def _words(cls, value: Any) -> Any:
        if not isinstance(value, (bool, str)):
            raise ValueError("give the words of the settlement, or true or false")
        return value


class Pay(NamedTuple):
    """Pay that counts in EUR and the weeks in which it was earned; the form in which it was given."""

    total: Decimal
    weeks: Fraction
    form: str

    @property
    def weekly(self) -> Fraction:
        """EUR a week on average, unrounded."""
        return Fraction(self.total) / self.weeks


@calculator(KIND, PayoutInput)
def payout(given: PayoutInput, today: date) -> Result:
    """The worth of open leave at the end of the job (§ 7 Abs. 4, § 11 BUrlG).

    Returns:
        `gross` (all open days; 0 while nothing may be paid out) and `daily` in EUR where the pay is given,
        `payout_allowed`, and `waiver_valid` where there was a settlement.

    Raises:
        CalculationError: the pay or the open days are missing, or what is left out is more than the pay.

    """
    figures = Figures(today)
    pay = _pay(given, figures)
    allowed = not given.employment_continues
    waiver = {"waiver_valid": False} if given.court_settlement_during_employment else {}
    worth, steps = _worth(given, pay, allowed) if pay else ({}, ())
    rules = [Step(f"{KIND}_{'ended' if allowed else 'goes_on'}"), *([Step(f"{KIND}_waiver_void")] if waiver else [])]
    return conclude(KIND, {**worth, "payout_allowed": allowed, **waiver}, (*steps, *rules), figures.statutes,
                    assumptions=_assumptions(given, pay),
                    not_covered=[f"{KIND}_contract_days", f"{KIND}_lapsed", f"{KIND}_exclusion"])


def _pay(given: PayoutInput, figures: Figures) -> Optional[Pay]:
    """The pay in the one form in which it is given; None for a question without sums."""
    forms = [form for form in _FORMS if getattr(given, form) is not None]
    if len(forms) > 1:
        raise CalculationError(f"{forms[1]}: give the pay in one form only, not {' and '.join(forms)}")
    if not forms:
        if given.employment_continues or given.court_settlement_during_employment:
            return None
        raise CalculationError("total_gross_last_13_weeks: give the pay of the last weeks")
    return _counted(given, forms[0], figures)


def _counted(given: PayoutInput, form: str, figures: Figures) -> Pay:
    """Without overtime pay and one-off payments (§ 11 Abs. 1 S. 1 BUrlG)."""
    weeks, months = figures("leave_pay_weeks"), given.months or _months(figures)
    times = {_AVERAGE: weeks, _MONTHLY: months}.get(form, Decimal(1))
    total = (getattr(given, form) - given.of_which_overtime_pay) * times - given.one_off_christmas_bonus_included
    if total < 0:
        raise CalculationError(f"{form}: overtime pay and one-off payments are more than the pay; correct the sums")
    over = Fraction(months) * WEEKS_A_YEAR / MONTHS_A_YEAR if form == _MONTHLY else Fraction(weeks)
    return Pay(total, over, form.split("_", maxsplit=1)[0])


def _months(figures: Figures) -> Decimal:
    """The months that are as long as the weeks that count."""
    return figures("leave_pay_weeks") * MONTHS_A_YEAR / WEEKS_A_YEAR


def _worth(given: PayoutInput, pay: Pay, allowed: bool) -> tuple[dict[str, Any], tuple[Step, ...]]:
    if given.unused_days is None:
        raise CalculationError("unused_days: give the open days of leave")
    daily = pay.weekly / Fraction(given.days_per_week)
    gross = euro(daily * Fraction(given.unused_days))
    steps = (
        Step(f"{KIND}_counted_{pay.form}", {"total_eur": cents(pay.total), "weekly_eur": euro(pay.weekly)}),
        Step(f"{KIND}_daily", {"per_week": given.days_per_week, "daily_eur": euro(daily)}),
        Step(f"{KIND}_gross", {"days": given.unused_days, "gross_eur": gross}))
    return {"gross": gross if allowed else cents(Decimal(0)), "daily": euro(daily), "weekly": euro(pay.weekly)}, steps


def euro(value: Fraction) -> Decimal:
    """A sum rounded half up to the cent."""
    return cents(Decimal(value.numerator) / value.denominator)


def _assumptions(given: PayoutInput, pay: Optional[Pay]) -> list[str]:
    if pay is None:
        return [f"{KIND}_statutory_days"]
    week = [] if "days_per_week" in given.__fields_set__ else [f"{KIND}_five_days"]
    months = [f"{KIND}_three_months"] if pay.form == "monthly" and given.months is None else []
    return [*week, *months, f"{KIND}_steady_pay", f"{KIND}_statutory_days"]

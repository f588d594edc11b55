"""The statutory notice period and the last day of the job: § 622 BGB.

Source: https://www.gesetze-im-internet.de/bgb/__622.html
The length of service is that on the day of receipt; § 193 BGB is not applied, so a weekend moves nothing.
"""

from datetime import date, timedelta
from typing import Literal, NamedTuple, Optional

from bot.knowledge.calculators.base import CalculationError, Figures, Input, Result, Step, calculator
from bot.knowledge.calculators.periods import end_of_month, last_day_of_period, months_on
from bot.knowledge.calculators.reasoning import conclude, stages
from bot.knowledge.law import fact

KIND = "notice_period"


class NoticeInput(Input):
    """A notice; without `by` it is the employer's."""

    by: Literal["employee", "employer"] = "employer"
    employment_start: Optional[date] = None
    received: date
    in_agreed_probation: bool = False


class Rule(NamedTuple):
    """The period that applies, the last day under it, and the steps that led there."""

    period: str
    last_day: date
    steps: tuple[Step, ...]


@calculator(KIND, NoticeInput)
def notice_period(given: NoticeInput, today: date) -> Result:
    """The period and the last day of the job: § 622 Abs. 1 to 3 BGB, counted by §§ 187, 188 BGB.

    Raises:
        CalculationError: the start is missing where it decides, or lies after the receipt.

    """
    _check(given)
    figures = Figures(given.received)
    rule = _probation(given, figures) or _long_service(given, figures) or _basic(given, figures)
    steps = (Step(f"{KIND}_received", {"received": given.received}), *rule.steps)
    values = {"period": rule.period, "last_day": rule.last_day}
    return conclude(KIND, values, steps, figures.statutes, assumptions=_assumptions(given),
                    not_covered=[f"{KIND}_agreements", f"{KIND}_special_jobs", f"{KIND}_without_notice"])


def _check(given: NoticeInput) -> None:
    if given.employment_start is None:
        if given.by == "employer" and not given.in_agreed_probation:
            raise CalculationError("employment_start: give this key; the length of service decides")
    elif given.employment_start > given.received:
        raise CalculationError("employment_start: lies after received; notice before the job begins is not covered")


def _assumptions(given: NoticeInput) -> list[str]:
    unsaid = [] if "by" in given.__fields_set__ else [f"{KIND}_by_employer"]
    return [*unsaid, f"{KIND}_statutory"]


def _probation(given: NoticeInput, figures: Figures) -> Optional[Rule]:
    """§ 622 Abs. 3 BGB: two weeks to any day, only within the first six months."""
    if not given.in_agreed_probation or _served(given, figures.whole("probation_months")):
        return None
    weeks = figures.whole("probation_notice_weeks")
    last_day = given.received + timedelta(weeks=weeks)
    return Rule(f"{weeks} weeks", last_day, (Step(f"{KIND}_probation", {"weeks": weeks, "last_day": last_day}),))


def _long_service(given: NoticeInput, figures: Figures) -> Optional[Rule]:
    """§ 622 Abs. 2 BGB: the employer's period by the years of service, to the end of a calendar month."""
    if given.by == "employee":
        return None
    reached = [stage for stage in stages("notice") if _served(given, 12 * int(fact(f"{stage}_years", figures.day)))]
    if not reached:
        return None
    years, months = figures.whole(f"{reached[-1]}_years"), figures.whole(f"{reached[-1]}_months")
    last_day = end_of_month(months_on(given.received, months))
    steps = (Step(f"{KIND}_service", {"start": given.employment_start, "years": years}),
             Step(f"{KIND}_months", {"months": months, "last_day": last_day}))
    return Rule(f"{months} month{'' if months == 1 else 's'} to the end of a calendar month", last_day, steps)


def _basic(given: NoticeInput, figures: Figures) -> Rule:
    """§ 622 Abs. 1 BGB: four weeks to the 15th or to the end of a month."""
    weeks, middle = figures.whole("notice_weeks"), figures.whole("notice_month_day")
    earliest = given.received + timedelta(weeks=weeks)
    last_day = earliest.replace(day=middle) if earliest.day <= middle else end_of_month(earliest)
    over = (Step(f"{KIND}_probation_over", {"months": figures.whole("probation_months")}),)
    steps = (*(over if given.in_agreed_probation else ()),
             Step(f"{KIND}_basic_{given.by}", {"weeks": weeks, "middle": middle}),
             Step(f"{KIND}_four_weeks", {"weeks": weeks, "earliest": earliest, "last_day": last_day}))
    return Rule(f"{weeks} weeks to the {middle}th or the end of a month", last_day, steps)


def _served(given: NoticeInput, months: int) -> bool:
    """Whether the job had lasted this long when the notice was received; the first day counts: § 187 Abs. 2 BGB."""
    start = given.employment_start
    return start is not None and given.received > last_day_of_period(start, months)

"""From when and until when the employer pays during sickness: §§ 3, 8 EFZG.

Sources: https://www.gesetze-im-internet.de/entgfg/__3.html https://www.gesetze-im-internet.de/entgfg/__8.html
"""

from datetime import date
from typing import NamedTuple, Optional

from pydantic import Field

from bot.knowledge.calculators.base import CalculationError, Figures, Input, Result, Step, calculator
from bot.knowledge.calculators.periods import DAY
from bot.knowledge.calculators.reasoning import conclude
from bot.knowledge.calculators.sick_days import Rules, Span, rules_for, used_by_same_event, used_by_same_illness

KIND = "sick_pay_end"


class Spell(Input):
    """An earlier time of incapacity for work, both days included."""

    start: date = Field(alias="from")
    end: date = Field(alias="to")


class SickPayInput(Input):
    """A sickness; `sick_until` is its last day, `second_illness_from` the first day of a different illness."""

    employment_start: date
    first_day_sick: date
    sick_until: Optional[date] = None
    worked_part_of_first_day: bool = False
    earlier_same_illness: list[Spell] = []
    earlier_other_illness: list[Spell] = []
    second_illness_from: Optional[date] = None
    employment_end: Optional[date] = None
    dismissed_because_of_sickness: bool = False
    minijob: bool = False


class Sickness(NamedTuple):
    """The sickness whose pay is asked for: its first day, its last (if known and it counts), what came before it."""

    first_day: date
    until: Optional[date]
    worked_first_day: bool
    same: tuple[Span, ...]
    other: tuple[Span, ...]
    steps: tuple[Step, ...]


@calculator(KIND, SickPayInput)
def sick_pay_end(given: SickPayInput, today: date) -> Result:
    """The first and the last day of pay by the employer, and the days of pay that were open when the sickness began.

    Raises:
        CalculationError: days are in the wrong order.

    """
    _check(given)
    sickness = _sickness(given)
    figures = Figures(sickness.first_day)
    rules = rules_for(given.employment_start, figures)
    open_days, used_steps = _open_days(sickness, rules)
    pay_from, from_steps = _pay_from(sickness, rules)
    last_day, end_steps = _last_day(given, sickness, pay_from, open_days)
    values = {"pay_from": pay_from if last_day else None, "last_day": last_day, "days_available": open_days}
    steps = [*sickness.steps, *from_steps, *used_steps, *end_steps, *_after(given, pay_from, last_day, open_days)]
    return conclude(KIND, values, steps, figures.statutes, assumptions=_assumptions(given),
                    not_covered=[f"{KIND}_near_limits", f"{KIND}_agreements"])


def _check(given: SickPayInput) -> None:
    if given.first_day_sick < given.employment_start:
        raise CalculationError("first_day_sick: lies before employment_start")
    if given.sick_until and given.sick_until < given.first_day_sick:
        raise CalculationError("sick_until: lies before first_day_sick")
    if given.second_illness_from and given.second_illness_from <= given.first_day_sick:
        raise CalculationError("second_illness_from: must lie after first_day_sick; list it as earlier_other_illness")
    for spell in [*given.earlier_same_illness, *given.earlier_other_illness]:
        if spell.end < spell.start:
            raise CalculationError(f"earlier illness from {spell.start}: to lies before from")
        if spell.start >= given.first_day_sick:
            raise CalculationError(f"earlier illness from {spell.start}: must begin before first_day_sick")


def _sickness(given: SickPayInput) -> Sickness:
    """The first illness, or a second one that begins after healthy days and so is an event of its own.

    A second illness that begins before the first is over only joins it (BAG 11.12.2019 - 5 AZR 505/18): then the last
    day of the first illness ends nothing.
    """
    second, end = given.second_illness_from, given.sick_until
    same, other = _earlier(given.earlier_same_illness, given), _earlier(given.earlier_other_illness, given)
    if second is None:
        return Sickness(given.first_day_sick, end, given.worked_part_of_first_day, same, other, ())
    if end and second > end + DAY:
        step = Step(f"{KIND}_second_after_gap", {"second": second})
        return Sickness(second, None, False, (), (Span(given.first_day_sick, end),), (step,))
    step = Step(f"{KIND}_second_joins", {"second": second})
    return Sickness(given.first_day_sick, None, given.worked_part_of_first_day, same, other, (step,))


def _earlier(spells: list[Spell], given: SickPayInput) -> tuple[Span, ...]:
    """The earlier times in this job: with another employer nothing is used up."""
    first, last = given.employment_start, given.first_day_sick - DAY
    spans = (Span(max(spell.start, first), min(spell.end, last)) for spell in spells)
    return tuple(span for span in spans if span.start <= span.end)


def _open_days(sickness: Sickness, rules: Rules) -> tuple[int, tuple[Step, ...]]:
    """The days of pay left when the sickness begins."""
    by_same = used_by_same_illness(sickness.same, sickness.first_day, rules)
    by_event = used_by_same_event([*sickness.same, *sickness.other], sickness.first_day, rules)
    used = max(by_same, by_event)
    key = f"{KIND}_used_same" if by_same >= by_event else f"{KIND}_used_event"
    step = Step(key, {"used": used, "days": rules.days, "open": rules.days - used})
    return rules.days - used, (step,) if used else ()


def _pay_from(sickness: Sickness, rules: Rules) -> tuple[date, tuple[Step, ...]]:
    """The first day of pay: the day after one on which work was begun, and not in the waiting time."""
    first = sickness.first_day + DAY if sickness.worked_first_day else sickness.first_day
    key = f"{KIND}_from_next_day" if sickness.worked_first_day else f"{KIND}_from_first_day"
    steps = (Step(key, {"first": first}),)
    if first >= rules.entitled_from:
        return first, steps
    return rules.entitled_from, (*steps, Step(f"{KIND}_waiting", {"entitled": rules.entitled_from}))


def _last_day(given: SickPayInput, sickness: Sickness, pay_from: date,
              open_days: int) -> tuple[Optional[date], tuple[Step, ...]]:
    """The first of: days used up, healthy again, the job over; None if nothing is to be paid."""
    ends = {"limit": pay_from + (open_days - 1) * DAY}
    if sickness.until:
        ends["healthy"] = sickness.until
    job_end, steps = _job_end(given, sickness)
    if job_end:
        ends["job_end"] = job_end
    reason = min(ends, key=lambda name: ends[name])
    if ends[reason] < pay_from:
        return None, (*steps, Step(f"{KIND}_none_{reason}"))
    return ends[reason], (*steps, Step(f"{KIND}_last_day_{reason}", {"open": open_days, "last_day": ends[reason]}))


def _job_end(given: SickPayInput, sickness: Sickness) -> tuple[Optional[date], tuple[Step, ...]]:
    """The end of the job, unless the dismissal was because of the sickness: § 8 Abs. 1 S. 1 EFZG.

    Pay then runs on even if the job ended in the waiting time (BAG 26.5.1999 - 5 AZR 476/98), but not if the sickness
    began only after the end (BAG 17.4.2002 - 5 AZR 2/01).
    """
    end = given.employment_end
    if end and given.dismissed_because_of_sickness and sickness.first_day <= end:
        return None, (Step(f"{KIND}_dismissed"),)
    return end, ()


def _after(given: SickPayInput, pay_from: date, last_day: Optional[date], open_days: int) -> tuple[Step, ...]:
    """What comes when the days are used up; the health insurance fund pays nothing out of a mini-job."""
    if given.minijob:
        return (Step(f"{KIND}_minijob"),)
    used_up = open_days == 0 or last_day == pay_from + (open_days - 1) * DAY
    return (Step(f"{KIND}_fund"),) if used_up else ()


def _assumptions(given: SickPayInput) -> list[str]:
    first_time = [] if given.earlier_same_illness else [f"{KIND}_first_time"]
    return [*first_time, f"{KIND}_certified"]

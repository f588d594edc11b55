"""How many of the days of sick pay are used up: § 3 Abs. 1, 3 EFZG, periods of the same illness and of other ones.

Source: https://www.gesetze-im-internet.de/entgfg/__3.html
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from bot.knowledge.calculators.base import Figures
from bot.knowledge.calculators.periods import DAY, last_day_of_period
from bot.knowledge.law import fact


class Span(NamedTuple):
    """Days of incapacity for work, both included."""

    start: date
    end: date


class Rules(NamedTuple):
    """The figures of § 3 EFZG for one job: days of pay, and the first day on which the employer must pay."""

    days: int
    entitled_from: date
    same_illness_months: int
    frame_months: int


def rules_for(employment_start: date, figures: Figures) -> Rules:
    """The figures in force; the waiting time of § 3 Abs. 3 EFZG begins with the first day of the job."""
    months = [int(fact(name, figures.day)) for name in ("sick_same_illness_months", "sick_same_illness_frame_months")]
    return Rules(figures.whole("sick_pay_days"), employment_start + figures.whole("sick_waiting_days") * DAY, *months)


def merged(spans: Iterable[Span]) -> list[Span]:
    """The spans in order; those that overlap or follow one another without a free day become one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end + DAY:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def used_by_same_illness(earlier: Iterable[Span], first_day: date, rules: Rules) -> int:
    """Days of pay that earlier periods of this illness have used up: § 3 Abs. 1 S. 2 EFZG.

    A new claim arises only with a new period of incapacity, so a period that runs on from before brings its days along.
    """
    *past, current = merged([*earlier, Span(first_day, first_day)])
    frame: list[Span] = []
    for span in [*past, current]:
        frame = [span] if _is_renewed(frame, span.start, rules) else [*frame, span]
    return _paid([*frame[:-1], Span(current.start, first_day - DAY)], rules)


def used_by_same_event(earlier: Iterable[Span], first_day: date, rules: Rules) -> int:
    """Days of pay used since the incapacity began that is still going on, whatever the illness.

    Unity of the prevention event, BAG 11.12.2019 - 5 AZR 505/18: one incapacity, one period of pay.
    """
    event = merged([*earlier, Span(first_day, first_day)])[-1]
    return _paid([Span(event.start, first_day - DAY)], rules)


def _is_renewed(frame: Sequence[Span], start: date, rules: Rules) -> bool:
    """Six months without this illness (Nr. 1), or twelve months since its first period began (Nr. 2)."""
    if not frame:
        return True
    free_until = last_day_of_period(frame[-1].end + DAY, rules.same_illness_months)
    frame_until = last_day_of_period(frame[0].start, rules.frame_months)
    return start > min(free_until, frame_until)


def _paid(spans: Iterable[Span], rules: Rules) -> int:
    """Days with pay; those in the waiting time use up nothing."""
    days = sum(max(0, (span.end - max(span.start, rules.entitled_from)).days + 1) for span in spans)
    return min(days, rules.days)

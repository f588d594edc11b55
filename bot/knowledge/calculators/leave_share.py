"""Whether the whole year's leave is due or twelfths of it: §§ 4, 5 BUrlG.

Source: https://www.gesetze-im-internet.de/burlg/__5.html. The waiting time must be over, not only just ending
(BAG 17.11.2015 - 9 AZR 179/15: a start on 1 July gives twelfths). A month is one of the job, from its first day to
the day before the same number (§§ 187, 188 BGB), not a calendar month.
"""

from datetime import date
from decimal import Decimal
from itertools import count, takewhile
from typing import NamedTuple, Optional

from bot.knowledge.calculators.base import CalculationError, Figures, Step
from bot.knowledge.calculators.periods import DAY, last_day_of_period

KIND = "leave_entitlement"


class Share(NamedTuple):
    """A number of twelfths, None for the whole, and the step that says why."""

    twelfths: Optional[int]
    parts: int
    step: Step

    @property
    def name(self) -> str:
        """ "full" or "n/12"."""
        return "full" if self.twelfths is None else f"{self.twelfths}/{self.parts}"

    def of(self, days: Decimal) -> Decimal:
        """The days of this share where a whole year has so many, unrounded."""
        return days if self.twelfths is None else days * self.twelfths / self.parts


class Job(NamedTuple):
    """A job in a calendar year; without a start it has outlasted the waiting time, without an end it goes on."""

    start: Optional[date]
    end: Optional[date]
    first: date
    last: date
    waiting_ends: Optional[date]

    @property
    def leaves(self) -> bool:
        """Whether the job ends in this year."""
        return self.end is not None and self.end <= self.last


def full_months(first: date, last: date) -> int:
    """Full months from the first to the last day, both included; 0 where the last lies before the first."""
    return sum(1 for _ in takewhile(lambda months: last_day_of_period(first, months) <= last, count(1)))


def job_in(year: int, start: Optional[date], end: Optional[date], waiting_months: int) -> Job:
    """A job in a calendar year.

    Raises:
        CalculationError: it does not exist in this year.

    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    if (start and start > last) or (end and end < first):
        raise CalculationError(f"year: the job does not exist in {year}; correct the year or the days of the job")
    return Job(start, end, first, last, last_day_of_period(start, waiting_months) if start else None)


def share_of(job: Job, figures: Figures) -> Share:
    """The share of a year's leave: twelfths in the cases of § 5 Abs. 1 BUrlG, else the whole."""
    return _left_early(job, figures) or _joined_late(job, figures) or _first_half(job, figures) or _whole(job)


def _left_early(job: Job, figures: Figures) -> Optional[Share]:
    """§ 5 Abs. 1 Buchst. b BUrlG: twelfths for the months of the whole job."""
    if job.start is None or job.end is None or job.waiting_ends is None or job.end > job.waiting_ends:
        return None
    return _twelfths(_months_ending_in_year(job, job.start, min(job.end, job.last)), "left_early", job, figures)


def _joined_late(job: Job, figures: Figures) -> Optional[Share]:
    """§ 5 Abs. 1 Buchst. a BUrlG: the waiting time does not end before the year does."""
    if job.start is None or job.waiting_ends is None or job.waiting_ends < job.last:
        return None
    return _twelfths(full_months(job.start, job.last), "joined_late", job, figures)


def _first_half(job: Job, figures: Figures) -> Optional[Share]:
    """§ 5 Abs. 1 Buchst. c BUrlG: who leaves in the first half of the year has twelfths from 1 January on.

    Where the year before gave only twelfths, a month that began in it and was not counted there is counted here.
    """
    if job.end is None or not job.leaves:
        return None
    half = date(job.first.year, figures.whole("leave_half_year_month"), figures.whole("leave_half_year_day"))
    if job.end > half:
        return None
    began_late = job.start if job.waiting_ends and job.waiting_ends >= job.first else None
    months = _months_ending_in_year(job, began_late, job.end) if began_late else full_months(job.first, job.end)
    return _twelfths(months, "first_half", job, figures)


def _months_ending_in_year(job: Job, start: date, end: date) -> int:
    """Full months of the job that end in this year, not later than `end`."""
    return full_months(start, end) - full_months(start, job.first - DAY)


def _twelfths(months: int, reason: str, job: Job, figures: Figures) -> Share:
    values = {"months": months, "waiting_ends": job.waiting_ends, "end": job.end}
    return Share(months, figures.whole("leave_twelfths"), Step(f"{KIND}_{reason}", values))


def _whole(job: Job) -> Share:
    if job.leaves:
        return Share(None, 1, Step(f"{KIND}_second_half", {"end": job.end}))
    if job.waiting_ends and job.waiting_ends >= job.first:
        return Share(None, 1, Step(f"{KIND}_full_after", {"waiting_ends": job.waiting_ends}))
    return Share(None, 1, Step(f"{KIND}_full"))

"""Breaks in a shift: how much is due, how much was given, whether a stretch was too long, whether the day was.

Law: § 4 and § 3 ArbZG; for people under 18 §§ 8 and 11 JArbSchG
(https://www.gesetze-im-internet.de/arbzg/__4.html, https://www.gesetze-im-internet.de/jarbschg/__11.html).
Conventions: worked time is presence minus the breaks that count; a break counts where it interrupts the work
for at least the shortest part; touching parts are one break; one at the very start or end is no interruption,
the work then begins later or ends earlier. All values are minutes.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Optional

from pydantic import Field, validator

from bot.knowledge.calculators.base import CalculationError, Figures, Input, Result, Step, calculator
from bot.knowledge.calculators.local_time import DAY_MINUTES, minute_of_day
from bot.knowledge.calculators.reasoning import conclude
from bot.knowledge.law import fact

KIND = "break_check"
Span = tuple[int, int]
"""From and to, in minutes after the start of the shift."""


class Break(Input):
    """A break by the clock."""

    start: str = Field(alias="from")
    end: str = Field(alias="to")

    @validator("start", "end")
    @classmethod
    def _clock_time(cls, value: str) -> str:
        return _valid(value)


class BreakInput(Input):
    """A shift by the clock, also over midnight; without an age the rules for adults.

    `break_minutes` stands for `breaks` where the times are not known: one break in the middle of the shift.
    """

    shift_start: str
    shift_end: str
    breaks: list[Break] = Field(default_factory=list)
    break_minutes: Optional[int] = Field(None, ge=0, le=DAY_MINUTES)
    age: Optional[int] = Field(None, ge=0, le=120)

    @validator("shift_start", "shift_end")
    @classmethod
    def _clock_time(cls, value: str) -> str:
        return _valid(value)


def _valid(value: str) -> str:
    try:
        minute_of_day(value)
    except CalculationError as error:
        raise ValueError(str(error)) from None
    return value


@dataclass(frozen=True)
class Rules:
    """The limits of a day in minutes: `tiers` are (work above this, break due)."""

    tiers: tuple[tuple[int, int], ...]
    part: int
    stretch: int
    day: int
    day_maximum: int
    edge: int = 0


def _rules(figures: Figures, age: Optional[int]) -> Rules:
    young = age is not None and age < fact("adult_age", figures.day)
    prefix = "youth_" if young else ""
    tiers = tuple((_hours(figures, f"{prefix}{name}_after_hours"), figures.whole(f"{prefix}{name}_minutes"))
                  for name in ("break", "break_long"))
    return Rules(
        tiers, figures.whole(f"{prefix}break_part_minutes"), _hours(figures, f"{prefix}break_stretch_hours"),
        _hours(figures, "youth_daily_hours" if young else "daily_hours"),
        _hours(figures, "youth_daily_hours_maximum" if young else "daily_hours_maximum"),
        _hours(figures, "youth_break_edge_hours") if young else 0)


def _hours(figures: Figures, name: str) -> int:
    return int(figures(name) * 60)


@dataclass(frozen=True)
class Shift:
    """The work of a shift: where it begins and ends, and the breaks that interrupt it."""

    begin: int
    end: int
    breaks: tuple[Span, ...]

    @property
    def counted(self) -> int:
        """Minutes of break."""
        return sum(end - start for start, end in self.breaks)

    @property
    def worked(self) -> int:
        """Minutes of work (§ 2 Abs. 1 ArbZG: from begin to end without the breaks)."""
        return self.end - self.begin - self.counted

    @property
    def longest_stretch(self) -> int:
        """The most minutes of work in a row."""
        borders = [self.begin, *(minute for span in self.breaks for minute in span), self.end]
        return max(borders[index + 1] - borders[index] for index in range(0, len(borders), 2))

    def badly_placed(self, edge: int) -> bool:
        """Whether a break begins closer than this to the begin or the end (§ 11 Abs. 2 S. 1 JArbSchG)."""
        return any(start < self.begin + edge or start > self.end - edge for start, _ in self.breaks)


def _presence(given: BreakInput) -> int:
    start, end = minute_of_day(given.shift_start), minute_of_day(given.shift_end)
    if start % DAY_MINUTES == end % DAY_MINUTES:
        raise CalculationError("shift_end: the shift ends at the minute at which it starts; correct one of them")
    return (end - start) % DAY_MINUTES


def _clipped(given: BreakInput, presence: int) -> list[Span]:
    """The parts of the breaks inside the shift; a break by the clock may lie before or after midnight."""
    if given.break_minutes and not given.breaks:
        start = max(presence - given.break_minutes, 0) // 2
        return [(start, min(start + given.break_minutes, presence))]
    begin = minute_of_day(given.shift_start)
    found = []
    for one in given.breaks:
        start = (minute_of_day(one.start) - begin) % DAY_MINUTES
        length = (minute_of_day(one.end) - minute_of_day(one.start)) % DAY_MINUTES
        for offset in (start, start - DAY_MINUTES):
            found.append((max(offset, 0), min(offset + length, presence)))
    return sorted(span for span in found if span[0] < span[1])


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def shift_of(given: BreakInput, part: int) -> Shift:
    """The shift with the breaks that count, each at least `part` minutes long."""
    begin, end = 0, _presence(given)
    spans = [span for span in _merged(_clipped(given, end)) if span[1] - span[0] >= part]
    if spans and spans[0][0] == begin:
        begin = spans.pop(0)[1]
    if spans and spans[-1][1] == end:
        end = spans.pop()[0]
    return Shift(begin, end, tuple(spans))


@calculator(KIND, BreakInput)
def check(given: BreakInput, today: date) -> Result:
    """Compare the breaks of a shift with those that are due (§ 4 ArbZG, § 11 JArbSchG), on today's law.

    Returns:
        Minutes worked, due, counted and missing; `legal` is about the breaks, `within_daily_maximum` about the day.

    """
    figures = Figures(today)
    rules = _rules(figures, given.age)
    shift = shift_of(given, rules.part)
    required = max((minutes for above, minutes in rules.tiers if shift.worked > above), default=0)
    missing = max(0, required - shift.counted)
    too_long = shift.longest_stretch > rules.stretch
    badly_placed = shift.badly_placed(rules.edge)
    values = {
        "worked_minutes": shift.worked, "required_break": required, "counted_break": shift.counted,
        "missing_minutes": missing, "too_long_without_break": too_long,
        "legal": not (missing or too_long or badly_placed), "within_daily_maximum": shift.worked <= rules.day_maximum,
    }
    steps = _steps(given, shift, rules, required, badly_placed)
    adult = [f"{KIND}_adult"] if given.age is None else []
    middle = [f"{KIND}_middle"] if given.break_minutes and not given.breaks else []
    return conclude(KIND, values, steps, figures.statutes,
                    assumptions=[*adult, *middle, f"{KIND}_free_time", f"{KIND}_one_employer"],
                    not_covered=[f"{KIND}_agreements", f"{KIND}_children"])


def _steps(given: BreakInput, shift: Shift, rules: Rules, required: int, badly_placed: bool) -> tuple[Step, ...]:
    steps = [Step(f"{KIND}_worked", {"presence": _presence(given), "counted": shift.counted, "worked": shift.worked})]
    if _given_minutes(given) > shift.counted:
        steps.append(Step(f"{KIND}_not_counted", {"part": rules.part}))
    steps.append(Step(f"{KIND}_required", {"required": required}) if required else Step(f"{KIND}_none_required"))
    if required > shift.counted:
        steps.append(Step(f"{KIND}_missing", {"missing": required - shift.counted}))
    if shift.longest_stretch > rules.stretch:
        steps.append(Step(f"{KIND}_stretch", {"longest": shift.longest_stretch, "allowed": rules.stretch}))
    if badly_placed:
        steps.append(Step(f"{KIND}_badly_placed", {"edge": rules.edge}))
    return (*steps, *_day_steps(shift.worked, rules))


def _given_minutes(given: BreakInput) -> int:
    return sum((minute_of_day(one.end) - minute_of_day(one.start)) % DAY_MINUTES for one in given.breaks)


def _day_steps(worked: int, rules: Rules) -> tuple[Step, ...]:
    if worked > rules.day_maximum:
        return (Step(f"{KIND}_day_too_long", {"hours": Decimal(rules.day_maximum) / 60}),)
    return (Step(f"{KIND}_day_made_up", {"hours": Decimal(rules.day) / 60}),) if worked > rules.day else ()

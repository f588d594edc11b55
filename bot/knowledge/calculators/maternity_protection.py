"""The protection periods around a birth and after a miscarriage, and how long dismissal is forbidden: §§ 3, 17 MuSchG.

Sources: https://www.gesetze-im-internet.de/muschg_2018/__3.html https://www.gesetze-im-internet.de/muschg_2018/__17.html
"""

from datetime import date, timedelta
from typing import Any, Optional

from bot.knowledge.calculators.base import CalculationError, Figures, Input, Result, Step, calculator
from bot.knowledge.calculators.periods import months_on
from bot.knowledge.calculators.reasoning import conclude, stages
from bot.knowledge.law import fact

KIND = "maternity_protection"
EARLIEST_BIRTH = timedelta(days=140)
"""A birth more than this long before the expected day is a slip of the pen."""
LATEST_BIRTH = timedelta(days=35)
"""A birth more than this long after the expected day is a slip of the pen."""
WEEKS_OF_PREGNANCY = range(1, 43)


class MaternityInput(Input):
    """A birth that is expected or has happened, or a miscarriage with the week of pregnancy in which it happened."""

    expected_date: Optional[date] = None
    birth_date: Optional[date] = None
    multiple_birth: bool = False
    medically_premature: bool = False
    disability_found_and_requested: bool = False
    miscarriage_date: Optional[date] = None
    week_of_pregnancy: Optional[int] = None

    @property
    def long(self) -> bool:
        """Whether the time after birth is the long one: § 3 Abs. 2 S. 2 MuSchG."""
        return self.multiple_birth or self.medically_premature or self.disability_found_and_requested


@calculator(KIND, MaternityInput)
def maternity_protection(given: MaternityInput, today: date) -> Result:
    """The protection around a birth (§ 3 Abs. 1, 2 MuSchG) or after a miscarriage (§ 3 Abs. 5 MuSchG).

    Raises:
        CalculationError: no day is given, or the days do not fit together.

    """
    if given.miscarriage_date:
        return _after_miscarriage(given, given.miscarriage_date)
    if given.birth_date:
        return _after_birth(given, given.birth_date)
    if given.expected_date:
        return _before_birth(given, given.expected_date)
    raise CalculationError("expected_date: give this key, or birth_date, or miscarriage_date")


def _before_birth(given: MaternityInput, expected: date) -> Result:
    """Only the expected day is known: an early birth does not shorten the time in all, a late one prolongs it."""
    figures = Figures(expected)
    start, after = _start(expected, figures), _days_after(given, figures)
    end = expected + timedelta(days=after)
    free_until, months = _no_dismissal(expected, end, figures)
    values = {"start": start, "earliest_end": end, "no_dismissal_until": free_until, "weeks": after // 7}
    steps = [Step(f"{KIND}_start", {"expected": expected, "start": start}),
             Step(f"{KIND}_earliest_end", {"end": end, "weeks": after // 7}),
             Step(f"{KIND}_dismissal_expected", {"months": months, "until": free_until})]
    return _result(values, steps, figures, [f"{KIND}_on_expected_day"])


def _after_birth(given: MaternityInput, birth: date) -> Result:
    """§ 3 Abs. 2 MuSchG: the days of protection that an early birth took are added at the end."""
    figures = Figures(birth)
    start = _start(given.expected_date, figures) if given.expected_date else None
    lost, after = _days_lost(given.expected_date, birth, figures), _days_after(given, figures)
    end = birth + timedelta(days=after + lost)
    free_until, months = _no_dismissal(birth, end, figures)
    values = {"start": start, "end": end, "no_dismissal_until": free_until, "weeks": after // 7, "days_added": lost}
    begun = f"{KIND}_start" if start and start <= birth else f"{KIND}_never_begun"
    steps = [*([Step(begun, {"expected": given.expected_date, "start": start})] if start else []),
             Step(f"{KIND}_end", {"birth": birth, "weeks": after // 7, "end": birth + timedelta(days=after)}),
             *([Step(f"{KIND}_days_added", {"days": lost, "end": end})] if lost else []),
             Step(f"{KIND}_dismissal", {"months": months, "until": free_until})]
    return _result(values, steps, figures, [] if given.expected_date else [f"{KIND}_not_early"])


def _result(values: dict[str, Any], steps: list[Step], figures: Figures, assumptions: list[str]) -> Result:
    return conclude(KIND, values, steps, figures.statutes, assumptions=[*assumptions, f"{KIND}_employed"],
                    not_covered=[f"{KIND}_stillbirth", f"{KIND}_parental_leave", f"{KIND}_fixed_term"])


def _start(expected: date, figures: Figures) -> date:
    """§ 3 Abs. 1 MuSchG: six weeks before the expected day."""
    return expected - timedelta(days=figures.whole("maternity_before_days"))


def _days_after(given: MaternityInput, figures: Figures) -> int:
    """§ 3 Abs. 2 S. 1, 2 MuSchG: eight or twelve weeks."""
    return figures.whole("maternity_long_days" if given.long else "maternity_after_days")


def _days_lost(expected: Optional[date], birth: date, figures: Figures) -> int:
    """§ 3 Abs. 2 S. 3 MuSchG: the days by which the time before birth was shorter; at most all of it."""
    if expected is None:
        return 0
    if not -EARLIEST_BIRTH <= birth - expected <= LATEST_BIRTH:
        raise CalculationError("birth_date: too far from expected_date; check both")
    return min(max((expected - birth).days, 0), figures.whole("maternity_before_days"))


def _no_dismissal(birth: date, end: date, figures: Figures) -> tuple[date, int]:
    """§ 17 Abs. 1 S. 1 Nr. 3 MuSchG: until the end of the protection period, at least four months after birth."""
    months = figures.whole("maternity_dismissal_months")
    return max(end, months_on(birth, months)), months


def _after_miscarriage(given: MaternityInput, day: date) -> Result:
    """§ 3 Abs. 5, § 17 Abs. 1 S. 1 Nr. 2 MuSchG: by the week of pregnancy."""
    figures, week = Figures(day), _week(given)
    weeks = _weeks_after_miscarriage(week, figures)
    until = day + timedelta(weeks=weeks) if weeks else None
    free_until, dismissal = _dismissal_after_miscarriage(day, week, figures)
    found = {"week": week, "weeks": weeks, "until": until}
    protection = Step(f"{KIND}_miscarriage", found) if until else Step(f"{KIND}_miscarriage_none", {"week": week})
    values = {"protection_until": until, "weeks": weeks, "no_dismissal_until": free_until}
    return conclude(KIND, values, [protection, dismissal], figures.statutes, assumptions=[f"{KIND}_employed"],
                    not_covered=[f"{KIND}_not_stillbirth", f"{KIND}_fixed_term"])


def _week(given: MaternityInput) -> int:
    if given.week_of_pregnancy is None:
        raise CalculationError("week_of_pregnancy: give this key; the protection depends on it")
    if given.week_of_pregnancy not in WEEKS_OF_PREGNANCY:
        raise CalculationError(f"week_of_pregnancy: {given.week_of_pregnancy} is no week of pregnancy")
    return given.week_of_pregnancy


def _weeks_after_miscarriage(week: int, figures: Figures) -> int:
    """§ 3 Abs. 5 MuSchG: two, six or eight weeks; none before this rule was in force."""
    reached = [stage for stage in stages("miscarriage") if fact(f"{stage}_weeks", figures.day)
               and week >= fact(f"{stage}_week", figures.day)]
    return figures.whole(f"{reached[-1]}_weeks") if reached else 0


def _dismissal_after_miscarriage(day: date, week: int, figures: Figures) -> tuple[Optional[date], Step]:
    if week <= figures.whole("miscarriage_dismissal_after_week"):
        return None, Step(f"{KIND}_miscarriage_dismissal_none", {"week": week})
    months = figures.whole("maternity_dismissal_months")
    until = months_on(day, months)
    return until, Step(f"{KIND}_miscarriage_dismissal", {"months": months, "until": until})

"""Registration as job-seeking: worked examples, properties, and a second route through a calendar of days."""

from datetime import date, timedelta

import holidays
import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st
from worked import TODAY, check, examples

from bot.knowledge.calculators.base import run
from bot.knowledge.calculators.working_days import find_state, is_working_day

DAY = timedelta(days=1)
ends = st.dates(date(2020, 6, 1), date(2027, 12, 1))
left = st.integers(0, 200)
codes = st.sampled_from(["BW", "BY", "BE", "HE", "NW", "SN", "TH"])


def latest(end: date, learned: date, code: str | None, **more: object) -> date:
    raw = {"employment_end": end, "learned": learned, "state": code, **more}
    found = run("job_seeker_registration", raw, TODAY).values["latest"]
    assert isinstance(found, date)
    return found


@pytest.mark.parametrize("example", examples("job_seeker_registration"))
def test_worked_example(example: dict) -> None:
    check("job_seeker_registration", example)


def by_calendar(end: date, learned: date, code: str) -> date:
    """Look for the first working day on a list of days that begins where the statute puts the end."""
    months_left = relativedelta(end, learned)
    enough = months_left.years * 12 + months_left.months >= 3
    begin = end - relativedelta(months=3) if enough else learned + relativedelta(days=3)
    free = holidays.country_holidays("DE", subdiv=code, years=[begin.year, begin.year + 1])
    return next(day for day in (begin + n * DAY for n in range(10)) if day.weekday() < 5 and day not in free)


@settings(deadline=None)
@given(ends.filter(lambda day: day.day < 29), left, codes)
def test_second_route(end: date, days: int, code: str) -> None:
    assert latest(end, end - days * DAY, code) == by_calendar(end, end - days * DAY, code)


@settings(deadline=None)
@given(ends, left, codes)
def test_never_on_a_free_day(end: date, days: int, code: str) -> None:
    assert is_working_day(latest(end, end - days * DAY, code), find_state(code))


@settings(deadline=None)
@given(ends, st.integers(1, 200), codes)
def test_learned_a_day_later_is_never_due_earlier(end: date, days: int, code: str) -> None:
    assert latest(end, end - days * DAY, code) <= latest(end, end - (days - 1) * DAY, code)


@settings(deadline=None)
@given(ends, st.integers(120, 400), codes)
def test_an_end_a_day_later_is_never_due_earlier_while_far_off(end: date, days: int, code: str) -> None:
    learned = end - days * DAY
    assert latest(end, learned, code) <= latest(end + DAY, learned, code)


@settings(deadline=None)
@given(ends, left, codes, st.booleans())
def test_a_claim_and_a_fixed_term_change_nothing(end: date, days: int, code: str, fixed: bool) -> None:
    learned = end - days * DAY
    changed = latest(end, learned, code, claim_filed_at_labour_court=True, fixed_term=fixed)
    assert changed == latest(end, learned, code)


def test_a_moved_day_names_the_paragraph() -> None:
    raw = {"employment_end": "2026-12-31", "learned": "2026-11-18", "state": "DE-BY"}
    assert "§ 26 Abs. 3 SGB X" in run("job_seeker_registration", raw, TODAY).statutes

"""Maternity protection: worked examples, properties, and a second route that crosses off days."""

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st
from worked import TODAY, check, examples

from bot.knowledge.calculators.base import run

DAY = timedelta(days=1)
days = st.dates(date(2018, 6, 1), date(2027, 7, 1))
shifts = st.integers(-120, 30)
"""Days from the expected day to the birth."""


def protection(**raw: object) -> dict:
    return run("maternity_protection", raw, TODAY).values


@pytest.mark.parametrize("example", examples("maternity_protection"))
def test_worked_example(example: dict) -> None:
    check("maternity_protection", example)


def by_crossing_off(expected: date, birth: date, long: bool) -> date:
    """Days after birth, and one more for each day of the six weeks before that was not used."""
    before = {expected - n * DAY for n in range(1, 43)}
    unused = [day for day in before if day >= birth]
    last = birth
    for _ in range(84 if long else 56):
        last += DAY
    for _ in unused:
        last += DAY
    return last


@settings(deadline=None)
@given(days, shifts, st.booleans())
def test_second_route(expected: date, shift: int, long: bool) -> None:
    birth = expected + shift * DAY
    found = protection(expected_date=expected, birth_date=birth, multiple_birth=long)
    assert found["end"] == by_crossing_off(expected, birth, long)
    assert found["no_dismissal_until"] == max(found["end"], birth + relativedelta(months=4))


@settings(deadline=None)
@given(days, shifts)
def test_one_day_later_never_ends_earlier(expected: date, shift: int) -> None:
    birth = expected + shift * DAY
    now = protection(expected_date=expected, birth_date=birth)
    later = protection(expected_date=expected, birth_date=birth + DAY)
    assert now["end"] <= later["end"]
    assert now["no_dismissal_until"] <= later["no_dismissal_until"]


@settings(deadline=None)
@given(days, st.booleans())
def test_expected_a_day_later_moves_everything_on(expected: date, twins: bool) -> None:
    now = protection(expected_date=expected, multiple_birth=twins)
    later = protection(expected_date=expected + DAY, multiple_birth=twins)
    assert all(now[key] <= later[key] for key in ("start", "earliest_end", "no_dismissal_until"))


@settings(deadline=None)
@given(days, st.integers(-42, 30), st.booleans())
def test_the_earliest_end_keeps_its_word(expected: date, shift: int, twins: bool) -> None:
    """A birth up to six weeks early does not shorten the time in all; a late one only prolongs it."""
    promised = protection(expected_date=expected, multiple_birth=twins)["earliest_end"]
    found = protection(expected_date=expected, birth_date=expected + shift * DAY, multiple_birth=twins)["end"]
    assert found == promised if shift <= 0 else found > promised


@settings(deadline=None)
@given(days, shifts)
def test_the_longer_time_is_never_shorter(expected: date, shift: int) -> None:
    raw = {"expected_date": expected, "birth_date": expected + shift * DAY}
    assert (protection(**raw, medically_premature=True)["end"] - protection(**raw)["end"]).days == 28


@settings(deadline=None)
@given(st.dates(date(2018, 1, 1), date(2027, 7, 1)), st.integers(1, 41))
def test_a_later_week_never_protects_less(day: date, week: int) -> None:
    now, next_week = (protection(miscarriage_date=day, week_of_pregnancy=each)["weeks"] for each in (week, week + 1))
    assert now <= next_week


@settings(deadline=None)
@given(st.dates(date(2025, 6, 1), date(2027, 7, 1)), st.integers(13, 42))
def test_second_route_for_a_miscarriage(day: date, week: int) -> None:
    weeks = {True: 2, week >= 17: 6, week >= 20: 8}[True]
    found = protection(miscarriage_date=day, week_of_pregnancy=week)
    assert found["protection_until"] == day + timedelta(weeks=weeks)
    assert found["no_dismissal_until"] == day + relativedelta(months=4)

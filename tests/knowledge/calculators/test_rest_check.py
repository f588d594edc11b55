# ruff: noqa: DTZ001 (local times by intent)
"""rest_check: worked examples, properties, and a second route by the rule for the change of the clocks."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from worked import check, examples

from bot.knowledge.calculators.base import CalculationError, run

KIND = "rest_check"
TODAY = date(2026, 11, 22)
HOUR = timedelta(hours=1)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2027, 12, 1)).map(lambda at: at.replace(second=0, microsecond=0))
near_a_change = st.builds(
    lambda day, minute: day + timedelta(minutes=minute),
    st.sampled_from([datetime(2026, 3, 28), datetime(2026, 10, 24), datetime(2027, 3, 27)]), st.integers(0, 2880))
sectors = st.sampled_from([None, "retail", "hospital", "hotel", "transport"])


@pytest.mark.parametrize("example", examples(KIND))
def test_worked_example(example):
    check(KIND, example)


def last_sunday(year, month):
    day = date(year, month, 31)
    return day - timedelta(days=(day.weekday() + 1) % 7)


def ahead_of_utc(local):
    """EU rule: summer time from the last Sunday of March, 2:00, to the last Sunday of October, 3:00 by the clock."""
    summer = datetime.combine(last_sunday(local.year, 3), datetime.min.time()) + 2 * HOUR
    winter = datetime.combine(last_sunday(local.year, 10), datetime.min.time()) + 3 * HOUR
    return 2 * HOUR if summer <= local < winter else HOUR


def skipped(local):
    start = datetime.combine(last_sunday(local.year, 3), datetime.min.time()) + 2 * HOUR
    return start <= local < start + HOUR


def rest(end, start, **raw):
    return run(KIND, {"end": end, "next_start": start, **raw}, TODAY).values


@given(moments | near_a_change, st.integers(1, 60 * 72))
def test_hours_by_the_rule_for_the_clocks(end, minutes):
    start = end + timedelta(minutes=minutes)
    assume(not skipped(end) and not skipped(start))
    real = (start - ahead_of_utc(start)) - (end - ahead_of_utc(end))
    assume(real > timedelta(0))
    found = rest(end, start)
    assert abs(found["rest_hours"] - Decimal(real // timedelta(minutes=1)) / 60) <= Decimal("0.005")
    assert found["legal"] == (real >= 11 * HOUR)


@given(near_a_change)
def test_a_skipped_time_is_refused(end):
    if skipped(end):
        with pytest.raises(CalculationError):
            rest(end, end + 12 * HOUR)
    else:
        assert rest(end, end + 30 * 24 * HOUR)["legal"]


people = st.fixed_dictionaries({"sector": sectors, "pregnant": st.booleans(), "age": st.none() | st.integers(15, 40)})


@given(moments, st.integers(60, 2000), st.integers(0, 300), people)
def test_a_later_start_is_never_worse(end, minutes, more, raw):
    first, later = end + timedelta(minutes=minutes), end + timedelta(minutes=minutes + more)
    assume(not any(skipped(moment) for moment in (end, first, later)))
    early, late = rest(end, first, **raw), rest(end, later, **raw)
    assume(late["rest_hours"] >= early["rest_hours"])  # the hour that comes twice is read as the first
    assert early["legal"] <= late["legal"]
    assert early["required_hours"] == late["required_hours"]


@given(moments, st.integers(1, 2000), sectors)
def test_protection_never_asks_for_less(end, minutes, sector):
    start = end + timedelta(minutes=minutes)
    assume(not skipped(end) and not skipped(start))
    plain, pregnant, young = (rest(end, start, sector=sector, **raw)["required_hours"]
                              for raw in ({}, {"pregnant": True}, {"age": 17}))
    assert plain <= pregnant <= young


@given(moments, st.integers(1, 2000), sectors)
def test_a_condition_stands_only_where_the_rest_is_shorter_than_the_ordinary_one(end, minutes, sector):
    start = end + timedelta(minutes=minutes)
    assume(not skipped(end) and not skipped(start))
    found = rest(end, start, sector=sector)
    assert bool(found["only_if"]) == (found["legal"] and not rest(end, start)["legal"])

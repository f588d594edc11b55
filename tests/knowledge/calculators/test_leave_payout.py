"""leave_payout: worked examples, properties, and a second route by counting the days of 13 weeks."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from worked import check, examples

from bot.knowledge.calculators.base import run

KIND = "leave_payout"
TODAY = date(2026, 11, 22)
sums = st.decimals(min_value=0, max_value=20000, places=2)
open_days = st.decimals(min_value=0, max_value=60, places=2)
per_week = st.integers(1, 6)


@pytest.mark.parametrize("example", examples(KIND))
def test_worked_example(example):
    check(KIND, example)


def pay(**raw):
    return run(KIND, raw, TODAY).values


@given(sums, per_week, open_days)
def test_by_the_days_of_thirteen_weeks(total, days, unused):
    """Total / (13 × days a week) × open days, in whole numbers of ten-thousandths of a cent."""
    found = pay(total_gross_last_13_weeks=total, days_per_week=days, unused_days=unused)
    exact = Fraction(total) * Fraction(unused) / (13 * days)
    assert found["gross"] == Decimal((exact * 200 + 1).__floor__() // 2) / 100


@given(sums, per_week, open_days)
def test_the_three_forms_of_pay_agree(weekly, days, unused):
    rest = {"days_per_week": days, "unused_days": unused}
    average = pay(average_weekly_gross_last_13_weeks=weekly, **rest)
    assert average == pay(total_gross_last_13_weeks=13 * weekly, **rest)
    assert pay(monthly_gross=weekly, months=3, **rest) == pay(total_gross_last_13_weeks=3 * weekly, **rest)


@given(sums, sums, per_week, open_days)
def test_more_pay_never_gives_less(one, other, days, unused):
    low, high = (pay(total_gross_last_13_weeks=total, days_per_week=days, unused_days=unused)["gross"]
                 for total in sorted((one, other)))
    assert low <= high


@given(sums, open_days, open_days)
def test_more_days_never_give_less(total, one, other):
    few, many = (pay(total_gross_last_13_weeks=total, unused_days=unused)["gross"] for unused in sorted((one, other)))
    assert few <= many


@given(sums, sums, st.integers(0, 30))
def test_what_is_left_out_never_counts(total, extra, unused):
    plain = pay(total_gross_last_13_weeks=total, unused_days=unused)
    for key in ("of_which_overtime_pay", "one_off_christmas_bonus_included"):
        assert plain == pay(total_gross_last_13_weeks=total + extra, unused_days=unused, **{key: extra})


@given(sums, per_week)
def test_a_week_of_leave_is_a_week_of_pay(weekly, days):
    assert pay(average_weekly_gross_last_13_weeks=weekly, days_per_week=days, unused_days=days)["gross"] == weekly


@given(sums, open_days)
def test_nothing_is_paid_while_the_job_goes_on(total, unused):
    found = pay(total_gross_last_13_weeks=total, unused_days=unused, employment_continues=True)
    assert (found["payout_allowed"], found["gross"]) == (False, 0)

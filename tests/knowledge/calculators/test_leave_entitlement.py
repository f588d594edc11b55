"""leave_entitlement: worked examples, properties, and a second route by counting days."""

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from worked import check, examples

from bot.knowledge.calculators.base import Figures, run
from bot.knowledge.calculators.leave_entitlement import rounded
from bot.knowledge.calculators.leave_share import Share, Step, full_months, job_in, share_of

KIND = "leave_entitlement"
DAY = timedelta(days=1)
starts = st.dates(date(2019, 1, 1), date(2027, 12, 31))
weekdays = st.integers(1, 6)


@pytest.mark.parametrize("example", examples(KIND))
def test_worked_example(example):
    check(KIND, example)


def months_by_walking(first: date, last: date) -> int:
    """Walk from day to day: a month is over on the day before the next one with the number of the first day.

    Where a month has no such number, it is over on its last day (§ 188 Abs. 3 BGB).
    """
    if last < first:
        return 0
    done, day = 0, first
    while day < last + DAY:
        day += DAY
        missing = first.day > monthrange(day.year, day.month)[1] and day.day == monthrange(day.year, day.month)[1]
        anniversary = day.day == first.day or (missing and day + DAY <= last + DAY)
        if anniversary and (day.year, day.month) != (first.year, first.month):
            done += 1
    return done


@given(starts, st.integers(0, 700))
def test_full_months_by_walking(first, length):
    assert full_months(first, first + length * DAY) == months_by_walking(first, first + length * DAY)


def days_by_another_route(start, end, year, per_week):
    """The cases in the words of a handbook, with calendar dates instead of periods."""
    last = date(year, 12, 31)
    end_in_year = end if end and end <= last else None
    served = months_by_walking(start, min(end or last, last))
    over_six = months_by_walking(start, min(end or last, last) - DAY) >= 6
    if over_six and not (end_in_year and end_in_year < date(year, 7, 1)):
        share = Fraction(1)
    elif over_six and months_by_walking(start, date(year - 1, 12, 30)) >= 6:
        share = Fraction(months_by_walking(date(year, 1, 1), end), 12)
    else:
        share = Fraction(served - months_by_walking(start, date(year - 1, 12, 31)), 12)
    exact = Fraction(4 * per_week) * share
    whole = int(exact)
    return whole + 1 if exact - whole >= Fraction(1, 2) else exact


@st.composite
def jobs(draw):
    """A job (start, end) and a year in which it exists."""
    year = draw(st.integers(2020, 2027))
    start = draw(st.dates(date(year - 2, 1, 1), date(year, 12, 31)))
    return start, draw(st.dates(max(start, date(year, 1, 1)), date(year + 1, 12, 31))), year


@given(jobs(), st.booleans(), weekdays)
def test_days_by_another_route(job, goes_on, per_week):
    start, end, year = job[0], None if goes_on else job[1], job[2]
    found = run(KIND, {"employment_start": start, "employment_end": end, "days_per_week": per_week, "year": year},
                date(2026, 11, 22)).values["days"]
    assert abs(Fraction(found) - days_by_another_route(start, end, year, per_week)) <= Fraction(1, 200)


@given(jobs(), st.integers(0, 400), weekdays)
def test_leaving_later_never_gives_less(job, more, per_week):
    start, end, year = job
    raw = {"employment_start": start, "days_per_week": per_week, "year": year}
    early, late = (run(KIND, {**raw, "employment_end": day}, date(2026, 11, 22)).values["days"]
                   for day in (end, end + more * DAY))
    assert early <= late
    assert share_value(start, end, year) <= share_value(start, end + more * DAY, year)


def share_value(start, end, year):
    share = share_of(job_in(year, start, end, 6), Figures(date(year, 1, 1)))
    return share.of(Decimal(12))


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_joining_later_never_gives_more(start, other):
    early, late = sorted((start, other))
    assert share_value(early, None, 2026) >= share_value(late, None, 2026)


@given(st.decimals(min_value=1, max_value=60, places=2))
def test_twelve_twelfths_make_a_year(days):
    share = Share(12, 12, Step("x"))
    assert share.of(days) == days == Share(None, 1, Step("x")).of(days)
    assert abs(sum(Share(1, 12, Step("x")).of(days) for _ in range(12)) - days) < Decimal("1e-20")


@given(st.integers(2020, 2026), st.integers(0, 180), st.integers(1, 180))
def test_the_two_years_of_a_job_over_new_year_make_its_months(year, before, after):
    start, end = date(year, 12, 31) - before * DAY, date(year, 12, 31) + after * DAY
    assert share_value(start, end, start.year) + share_value(start, end, end.year) == full_months(start, end)


@given(st.decimals(min_value=0, max_value=60, places=4))
def test_rounding_never_takes_a_day_away_and_never_gives_more_than_half_a_day(days):
    found = Decimal(rounded(days, Decimal("0.5")))
    assert -Decimal("0.005") <= found - days <= Decimal("0.505")
    assert rounded(Decimal(int(days)), Decimal("0.5")) == int(days)


@given(weekdays, st.integers(0, 25), st.booleans(), st.integers(1, 40))
def test_more_never_gives_less(per_week, age, disabled, agreed):
    def days(**raw):
        return run(KIND, {"days_per_week": per_week, **raw}, date(2026, 11, 22)).values["days"]
    assert days() >= 4 * per_week
    assert days(age_on_1_january=age) >= days(age_on_1_january=age + 1)
    assert days(annual_leave_days=agreed) == max(agreed, days())
    assert days(severely_disabled=disabled) == days() + (per_week if disabled else 0)

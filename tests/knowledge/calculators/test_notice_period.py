"""Notice periods: worked examples, properties, and a second route that searches the calendar day by day."""

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st
from worked import TODAY, check, examples

from bot.knowledge.calculators.base import run

DAY = timedelta(days=1)
LADDER = [(20, 7), (15, 6), (12, 5), (10, 4), (8, 3), (5, 2), (2, 1)]
receipts = st.dates(date(2020, 1, 1), date(2027, 12, 1))
starts = st.dates(date(1985, 1, 1), date(2019, 12, 31))


def last_day(by: str, start: date, received: date, probation: bool = False) -> date:
    raw = {"by": by, "employment_start": start, "received": received, "in_agreed_probation": probation}
    found = run("notice_period", raw, TODAY).values["last_day"]
    assert isinstance(found, date)
    return found


@pytest.mark.parametrize("example", examples("notice_period"))
def test_worked_example(example: dict) -> None:
    check("notice_period", example)


def by_searching(by: str, start: date, received: date) -> date:
    """Walk on from the receipt until a permitted last day lies at or after the end of the period."""
    months = next((months for years, months in LADDER if start + relativedelta(years=years) <= received), 0)
    long = by == "employer" and months
    end_of_period = received + (relativedelta(months=months) if long else relativedelta(days=28))
    day = received
    while not (day >= end_of_period and ((day + DAY).day == 1 or (day.day == 15 and not long))):
        day += DAY
    return day


@settings(deadline=None)
@given(st.sampled_from(["employer", "employee"]), starts.filter(lambda day: day.day < 29), receipts)
def test_second_route(by: str, start: date, received: date) -> None:
    assert last_day(by, start, received) == by_searching(by, start, received)


@settings(deadline=None)
@given(st.sampled_from(["employer", "employee"]), starts, receipts, st.booleans())
def test_notice_a_day_later_never_ends_earlier(by: str, start: date, received: date, probation: bool) -> None:
    assert last_day(by, start, received, probation) <= last_day(by, start, received + DAY, probation)


@settings(deadline=None)
@given(starts, receipts, st.integers(1, 3000))
def test_longer_service_never_shortens_the_employers_period(start: date, received: date, more: int) -> None:
    assert last_day("employer", start - more * DAY, received) >= last_day("employer", start, received)


@settings(deadline=None)
@given(starts, receipts)
def test_the_employee_never_waits_longer_than_the_employer(start: date, received: date) -> None:
    assert last_day("employee", start, received) <= last_day("employer", start, received)


@settings(deadline=None)
@given(receipts, st.integers(0, 180))
def test_probation_is_two_weeks_within_six_months(received: date, days: int) -> None:
    assert last_day("employer", received - days * DAY, received, probation=True) == received + 14 * DAY

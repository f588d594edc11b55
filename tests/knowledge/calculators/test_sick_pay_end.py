"""Sick pay: worked examples, properties, and a second route that keeps a ledger day by day."""

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st
from worked import TODAY, check, examples

from bot.knowledge.calculators.base import run

DAY = timedelta(days=1)
START = date(2020, 1, 1)
first_days = st.dates(date(2021, 1, 1), date(2027, 6, 1))
spells = st.lists(st.tuples(st.integers(1, 600), st.integers(1, 60)), max_size=5)
"""Earlier sicknesses as (days before the first day of the present one, length)."""


def pay(first: date, start: date = START, **more: object) -> dict:
    return run("sick_pay_end", {"employment_start": start, "first_day_sick": first, **more}, TODAY).values


@pytest.mark.parametrize("example", examples("sick_pay_end"))
def test_worked_example(example: dict) -> None:
    check("sick_pay_end", example)


def dated(first: date, spans: list[tuple[int, int]]) -> list[dict]:
    days = [(first - ago * DAY, first - ago * DAY + (length - 1) * DAY) for ago, length in spans]
    return [{"from": start, "to": min(end, first - DAY)} for start, end in days]


def ledger(start: date, first: date, earlier: list[dict]) -> int:
    """Go through every day of the job; note sick days of one illness, and when its account is opened anew."""
    sick = {span["from"] + n * DAY for span in earlier for n in range((span["to"] - span["from"]).days + 1)} | {first}
    entitled, account, opened, last_sick = start + 28 * DAY, 0, None, None
    for number in range((first - start).days + 1):
        day = start + number * DAY
        if day not in sick:
            continue
        if last_sick != day - DAY and (opened is None or day >= opened + relativedelta(years=1)
                                       or day >= last_sick + DAY + relativedelta(months=6)):
            opened, account = day, 0
        if day >= entitled and day != first:
            account += 1
        last_sick = day
    return max(0, 42 - account)


@settings(deadline=None)
@given(first_days, spells)
def test_second_route_for_the_same_illness(first: date, spans: list[tuple[int, int]]) -> None:
    earlier = [span for span in dated(first, spans) if span["from"].day < 29 and span["to"].day < 28]
    assert pay(first, earlier_same_illness=earlier)["days_available"] == ledger(START, first, earlier)


@settings(deadline=None)
@given(first_days, st.integers(0, 60), st.booleans())
def test_second_route_in_the_first_weeks(start: date, days: int, worked: bool) -> None:
    """Count paid days one by one from the first day of sickness."""
    day, paid = start + days * DAY, []
    while len(paid) < 42:
        if (day - start).days >= 28 and not (worked and day == start + days * DAY):
            paid.append(day)
        day += DAY
    found = pay(start + days * DAY, start, worked_part_of_first_day=worked)
    assert (found["pay_from"], found["last_day"]) == (paid[0], paid[-1])


@settings(deadline=None)
@given(first_days, st.integers(0, 60))
def test_sick_a_day_later_never_ends_earlier(start: date, days: int) -> None:
    assert pay(start + days * DAY, start)["last_day"] <= pay(start + (days + 1) * DAY, start)["last_day"]


@settings(deadline=None)
@given(first_days, spells)
def test_days_are_between_none_and_42(first: date, spans: list[tuple[int, int]]) -> None:
    found = pay(first, earlier_same_illness=dated(first, spans), earlier_other_illness=dated(first, spans[:2]))
    assert 0 <= found["days_available"] <= 42
    assert (found["last_day"] is None) == (found["days_available"] == 0)
    if found["last_day"]:
        assert (found["last_day"] - found["pay_from"]).days + 1 == found["days_available"]


@settings(deadline=None)
@given(first_days, spells)
def test_order_and_doubles_of_the_list_do_not_matter(first: date, spans: list[tuple[int, int]]) -> None:
    earlier = dated(first, spans)
    assert pay(first, earlier_same_illness=earlier) == pay(first, earlier_same_illness=[*reversed(earlier), *earlier])


@settings(deadline=None)
@given(first_days, st.integers(0, 80), st.integers(0, 80))
def test_healthy_or_dismissed_later_never_ends_earlier(first: date, until: int, end: int) -> None:
    def last(until: int, end: int) -> date:
        return pay(first, sick_until=first + until * DAY, employment_end=first + end * DAY)["last_day"]

    assert last(until, end) <= last(until + 1, end)
    assert last(until, end) <= last(until, end + 1)


@settings(deadline=None)
@given(first_days, st.integers(1, 41))
def test_a_second_illness_during_the_first_changes_nothing(first: date, days: int) -> None:
    assert pay(first, second_illness_from=first + days * DAY) == pay(first)


@settings(deadline=None)
@given(first_days, st.booleans())
def test_a_mini_job_has_the_same_days(first: date, worked: bool) -> None:
    assert pay(first, worked_part_of_first_day=worked, minijob=True) == pay(first, worked_part_of_first_day=worked)

# ruff: noqa: DTZ001 (local times by intent)
"""minimum_wage_check: worked examples, properties, and second routes to the same sums."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from worked import calc, check, examples, values

from bot.knowledge import law
from bot.knowledge.calculators.base import run
from bot.knowledge.calculators.minimum_wage_rate import find_sector, sectors

KIND = "minimum_wage_check"
RATES = {2023: "12.00", 2024: "12.41", 2025: "12.82", 2026: "13.90", 2027: "14.60"}
"""The table once more, by hand."""
sums = st.decimals(min_value=0, max_value=9000, places=2)
weeks = st.decimals(min_value=1, max_value=60, places=2)
days = st.dates(date(2023, 1, 1), date(2027, 12, 20))


@pytest.mark.parametrize("example", examples(KIND))
def test_worked_example(example):
    check(KIND, example)


def half_up(value: Fraction) -> Decimal:
    """Cents, rounded half up in whole numbers."""
    return Decimal((value * 200 + 1).__floor__() // 2) / 100


@given(days, sums, weeks)
def test_month_by_another_route(day, gross, weekly):
    """Per year: rate × weekly hours × 52, a twelfth of it."""
    found = run(KIND, {"work_date": day, "monthly_gross": gross, "weekly_hours": weekly}, day).values
    minimum = half_up(Fraction(RATES[day.year]) * 52 * Fraction(weekly) / 12)
    assert found["minimum_month"] == minimum
    assert found["shortfall"] == max(Decimal(0), minimum - gross)
    assert found["below_minimum"] == (minimum - gross > Decimal("0.5"))


@given(days, sums, sums, weeks)
def test_more_pay_is_never_a_greater_shortfall(day, gross, other, weekly):
    low, high = (run(KIND, {"work_date": day, "monthly_gross": pay, "weekly_hours": weekly}, day).values
                 for pay in sorted((gross, other)))
    assert low["shortfall"] >= high["shortfall"]
    assert low["below_minimum"] >= high["below_minimum"]


@given(days, days)
def test_the_rate_never_falls(day, other):
    early, late = sorted((day, other))
    assert run(KIND, {"work_date": early}, early).values["rate"] <= run(KIND, {"work_date": late}, early).values["rate"]


@given(days, st.decimals(min_value=0, max_value=40, places=2), st.decimals(min_value=1, max_value=700, places=2))
def test_hours_and_one_hour_agree(day, hourly, hours):
    one = run(KIND, {"work_date": day, "hourly_gross": hourly}, day).values
    many = run(KIND, {"work_date": day, "hourly_gross": hourly, "hours_worked": hours}, day).values
    assert one["below_minimum"] == many["below_minimum"]
    assert many["paid"] == half_up(Fraction(hourly) * Fraction(hours))


@given(st.integers(0, 23 * 60), st.integers(1, 23 * 60), st.integers(0, 90))
def test_shift_over_new_year_minute_by_minute(start, length, pause):
    """Add up every minute at the rate of its day; a break of unknown place takes the dearest minutes away."""
    begin = datetime(2026, 12, 31) + timedelta(minutes=start)
    pause = min(pause, length - 1)
    rates = sorted(Fraction(RATES[(begin + timedelta(minutes=minute)).year]) / 60 for minute in range(length))
    raw = {"shift_start": begin, "shift_end": begin + timedelta(minutes=length), "unpaid_break": pause}
    found = run(KIND, raw, begin.date()).values
    assert found["minimum_for_shift"] == half_up(sum(rates[:length - pause], Fraction(0)))


@given(st.integers(0, 419), st.integers(1, 60))
def test_a_placed_break_never_gives_less_than_one_of_unknown_place(start, length):
    begin, end = datetime(2026, 12, 31, 22), datetime(2027, 1, 1, 6)
    first = begin + timedelta(minutes=start)
    placed = {"from": f"{first:%H:%M}", "to": f"{first + timedelta(minutes=length):%H:%M}"}
    sums = [run(KIND, {"shift_start": begin, "shift_end": end, "unpaid_break": pause}, begin.date()).values
            for pause in (placed, length)]
    assert sums[0]["minimum_for_shift"] >= sums[1]["minimum_for_shift"]
    assert sums[0]["hours_in_shift"] == sums[1]["hours_in_shift"]


def test_a_sector_below_the_statutory_rate_does_not_lower_it(monkeypatch):
    cheap = law.facts()["sector_agency"].copy(update={"values": [law.Value(**{"from": date(2020, 1, 1), "value": 9})]})
    monkeypatch.setattr(law, "facts", lambda facts=law.facts(): {**facts, "sector_agency": cheap})
    found = values(KIND, work_date="2026-11-20", sector="agency", hourly_gross=13)
    assert (found["rate"], found["shortfall"]) == (13.9, 0.9)
    assert any("niedriger" in step for step in found["steps"])


@pytest.mark.parametrize("name", sectors())
def test_a_sector_is_found_by_its_names_and_never_below_the_statutory_rate(name):
    assert find_sector(name) == find_sector(f"sector_{name}") == find_sector(name.replace("_", " ").upper()) == name
    assert values(KIND, work_date="2026-11-20", sector=name)["rate"] > 13.9


def test_the_shape_of_a_break():
    shift = {"shift_start": "2026-12-31T22:00", "shift_end": "2027-01-01T06:00"}
    forms = ["02:00-02:30", "02:00/02:30", "02:00 to 02:30", "02:00 bis 02:30", {"from": "02:00", "to": "02:30"},
             [{"from": "02:00", "to": "02:15"}, {"from": "02:15", "to": "02:30"}], "2027-01-01T02:00/02:30",
             "2027-01-01T02:00/2027-01-01T02:30", 30, 30.0, "30", "30 min"]
    assert {values(KIND, **shift, unpaid_break=form)["minimum_for_shift"] for form in forms} == {108.1}


@pytest.mark.parametrize("form", [
    "soon", True, 0.5, {"from": "02:00"}, "02:00", ["02:00-03:00", "02:30-03:30"], 480, -5])
def test_a_break_that_makes_no_sense(form):
    shift = {"shift_start": "2026-12-31T22:00", "shift_end": "2027-01-01T06:00"}
    assert "unpaid_break" in calc(KIND, {**shift, "unpaid_break": form})["error"]

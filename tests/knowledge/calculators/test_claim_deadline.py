"""The claim: worked examples, properties, and a second route with a holiday calendar of its own (no package)."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worked import TODAY, calc, check, examples

from bot.knowledge.calculators.base import run
from bot.knowledge.calculators.wording import render
from bot.knowledge.calculators.working_days import find_state, is_working_day

DAY = timedelta(days=1)
STATES = ["BW", "BY", "BE", "BB", "HB", "HH", "HE", "MV", "NI", "NW", "RP", "SL", "SN", "ST", "SH", "TH"]
FIXED = {
    (1, 1): STATES, (5, 1): STATES, (10, 3): STATES, (12, 25): STATES, (12, 26): STATES,
    (1, 6): ["BW", "BY", "ST"], (11, 1): ["BW", "BY", "NW", "RP", "SL"], (8, 15): ["SL"],
    (10, 31): ["BB", "HB", "HH", "MV", "NI", "SN", "ST", "SH", "TH"], (9, 20): ["TH"],
}
"""Public holidays on fixed days since 2019, from the holiday acts of the Länder."""
FROM_EASTER = {-2: STATES, 1: STATES, 39: STATES, 50: STATES, 60: ["BW", "BY", "HE", "NW", "RP", "SL"]}
"""Good Friday, Easter Monday, Ascension, Whit Monday, Corpus Christi: days after Easter Sunday."""
receipts = st.dates(date(2019, 10, 1), date(2027, 12, 1))
codes = st.sampled_from([None, *STATES])


def easter(year: int) -> date:
    """Gauss's rule in Lichtenberg's form."""
    k = year // 100
    m, s = 15 + (3 * k + 3) // 4 - (8 * k + 13) // 25, 2 - (3 * k + 3) // 4
    a = year % 19
    d = (19 * a + m) % 30
    og = 21 + d - (d + a // 11) // 29
    sz = 7 - (year + year // 4 + s) % 7
    return date(year, 3, 1) + (og + 7 - (og - sz) % 7 - 1) * DAY


def is_holiday(day: date, code: str) -> bool:
    if code in FIXED.get((day.month, day.day), []) or code in FROM_EASTER.get((day - easter(day.year)).days, []):
        return True
    if (day.month, day.day) == (3, 8):
        return code == "BE" or (code == "MV" and day.year >= 2023)
    if day in (date(2020, 5, 8), date(2025, 5, 8)):
        return code == "BE"
    return code == "SN" and day.month == 11 and 16 <= day.day <= 22 and day.weekday() == 2


def by_hand(received: date, code: str | None) -> date:
    """Cross off twenty-one days one by one, then go on while nobody works."""
    day = received
    for _ in range(21):
        day += DAY
    while day.weekday() > 4 or (is_holiday(day, code) if code else all(is_holiday(day, one) for one in STATES)):
        day += DAY
    return day


def last_day(received: date, code: str | None) -> date:
    found = run("claim_deadline", {"received": received, "state": code}, TODAY).values["last_day"]
    assert isinstance(found, date)
    return found


@pytest.mark.parametrize("example", examples("claim_deadline"))
def test_worked_example(example: dict) -> None:
    check("claim_deadline", example)


@settings(deadline=None)
@given(receipts, codes)
def test_second_route(received: date, code: str | None) -> None:
    assert last_day(received, code) == by_hand(received, code)


@pytest.mark.parametrize("code", STATES)
def test_the_two_calendars_agree_on_every_day(code: str) -> None:
    days = (date(2019, 1, 1) + n * DAY for n in range(365 * 9))
    differing = [day for day in days if day.weekday() < 5
                 and is_working_day(day, find_state(code)) is is_holiday(day, code)]
    assert differing == []


@settings(deadline=None)
@given(receipts, codes)
def test_never_on_a_free_day_and_never_too_early(received: date, code: str | None) -> None:
    found = last_day(received, code)
    assert is_working_day(found, find_state(code))
    assert timedelta(days=21) <= found - received <= timedelta(days=26)


@settings(deadline=None)
@given(receipts, codes)
def test_received_a_day_later_never_ends_earlier(received: date, code: str | None) -> None:
    assert last_day(received, code) <= last_day(received + DAY, code)


@settings(deadline=None)
@given(receipts, st.sampled_from(STATES))
def test_without_a_land_the_day_is_never_later(received: date, code: str) -> None:
    assert last_day(received, None) <= last_day(received, code)


@given(st.dates(date(2019, 10, 1), date(2027, 12, 1)), codes)
@settings(deadline=None)
def test_a_fixed_term_is_counted_like_a_receipt(end: date, code: str | None) -> None:
    raw = {"fixed_term_agreed_end": end, "state": code}
    assert run("claim_deadline", raw, TODAY).values["last_day"] == last_day(end, code)


def test_a_moved_deadline_says_so_and_a_missing_land_too() -> None:
    result = run("claim_deadline", {"received": "2026-12-04"}, TODAY)
    assert [step.text_key for step in result.steps] == ["claim_deadline_received", "claim_deadline_moved"]
    assert "§ 222 Abs. 2 ZPO" in result.statutes
    assert "working_days_no_state" in result.assumptions


@pytest.mark.parametrize(("received", "form", "said"), [
    ("2026-11-20", "letter", "beim Arbeitsgericht"), ("2026-10-20", "letter", "ist vorbei"),
    ("2026-10-20", "chat", "bieten Sie Ihre Arbeit jeden Tag an"),
])
def test_the_advice_is_a_text(received: str, form: str, said: str) -> None:
    result = run("claim_deadline", {"received": received, "form": form}, TODAY)
    assert said in render(result.values["advice"], result.values)


def test_the_assumptions_name_the_land_and_the_day() -> None:
    assert calc("claim_deadline", {"received": "2026-11-20", "state": "Bavaria"})["assumptions"] == [
        "Die Kündigung ist ein Brief auf Papier mit Unterschrift, angekommen am Freitag, 20. November 2026.",
        "Das Arbeitsgericht liegt in diesem Land: Bayern."]

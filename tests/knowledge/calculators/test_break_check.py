"""break_check: worked examples, properties, and a second route that looks at every minute of the shift."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from worked import check, examples

from bot.knowledge.calculators.base import run

KIND = "break_check"
TODAY = date(2026, 11, 22)
minutes = st.integers(0, 1439)
breaks = st.lists(st.tuples(minutes, st.integers(1, 90)), max_size=4)
ages = st.sampled_from([None, 16, 17, 18, 40])


@pytest.mark.parametrize("example", examples(KIND))
def test_worked_example(example):
    check(KIND, example)


def clock(minute):
    return f"{minute // 60 % 24:02}:{minute % 60:02}"


def result(start, length, pauses, age=None):
    raw = {"shift_start": clock(start), "shift_end": clock(start + length), "age": age,
           "breaks": [{"from": clock(start + offset), "to": clock(start + offset + long)} for offset, long in pauses]}
    return run(KIND, raw, TODAY).values


def runs(line):
    """Lengths of the stretches of a line of minutes: ("w", 300), ("b", 30), …"""
    found = []
    for sign in line:
        if found and found[-1][0] == sign:
            found[-1][1] += 1
        else:
            found.append([sign, 1])
    return found


def minute_by_minute(length, pauses, age):
    """Paint the shift: b for break, w for work; short breaks are work, a break at either end is cut off."""
    line = ["w"] * length
    for offset, long in pauses:
        for minute in range(offset, offset + long):
            if minute % 1440 < length:
                line[minute % 1440] = "b"
    stretches = runs("".join("w" * count if sign == "w" or count < 15 else "b" * count for sign, count in runs(line)))
    stretches = runs("".join(sign * count for sign, count in stretches))
    while stretches and stretches[0][0] == "b":
        stretches.pop(0)
    while stretches and stretches[-1][0] == "b":
        stretches.pop()
    worked = sum(count for sign, count in stretches if sign == "w")
    counted = sum(count for sign, count in stretches if sign == "b")
    young = age is not None and age < 18
    tiers = ((360, 60), (270, 30)) if young else ((540, 45), (360, 30))
    required = next((due for above, due in tiers if worked > above), 0)
    longest = max((count for sign, count in stretches if sign == "w"), default=0)
    return {"worked_minutes": worked, "counted_break": counted, "required_break": required,
            "missing_minutes": max(0, required - counted), "too_long_without_break": longest > (270 if young else 360),
            "within_daily_maximum": worked <= (510 if young else 600)}


@given(minutes, st.integers(1, 1439), breaks, ages)
def test_minute_by_minute(start, length, pauses, age):
    found = result(start, length, pauses, age)
    assert {key: value for key, value in found.items() if key != "legal"} == minute_by_minute(length, pauses, age)


@given(minutes, st.integers(1, 1439), breaks, ages)
def test_the_hour_of_the_day_changes_nothing(start, length, pauses, age):
    assert result(start, length, pauses, age) == result(0, length, pauses, age)


@given(st.integers(1, 1438), ages)
def test_a_longer_shift_without_breaks_is_never_better(length, age):
    short, long = result(360, length, [], age), result(360, length + 1, [], age)
    assert short["required_break"] <= long["required_break"]
    assert short["missing_minutes"] <= long["missing_minutes"]
    assert short["legal"] >= long["legal"]
    assert long["worked_minutes"] == short["worked_minutes"] + 1


@given(minutes, st.integers(1, 1439), breaks, ages)
def test_minutes_add_up(start, length, pauses, age):
    found = result(start, length, pauses, age)
    assert 0 <= found["worked_minutes"] + found["counted_break"] <= length
    assert not (found["legal"] and found["missing_minutes"])
    assert not (found["legal"] and found["too_long_without_break"])


@given(st.integers(1, 1439), breaks)
def test_young_people_never_have_to_rest_less(length, pauses):
    young, adult = result(480, length, pauses, 17), result(480, length, pauses)
    assert young["required_break"] >= adult["required_break"]
    assert young["legal"] <= adult["legal"]

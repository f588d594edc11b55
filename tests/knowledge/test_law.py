"""Dated law: the value of the day, and a refusal where nothing is known."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from bot.errors import DataError, Unanswerable
from bot.knowledge.files import read_table
from bot.knowledge.law import Fact, fact, facts


@pytest.mark.parametrize(("day", "value"), [
    ("2025-12-31", "12.82"), ("2026-01-01", "13.90"), ("2026-12-31", "13.90"), ("2027-01-01", "14.60"),
])
def test_the_minimum_wage_of_the_day(day, value):
    assert fact("minimum_wage", datetime.date.fromisoformat(day)) == Decimal(value)


@pytest.mark.parametrize(("name", "day"), [
    ("minimum_wage", "2022-12-31"), ("housing_value_room", "2027-01-01"), ("minimum_wage", "2029-01-01"),
    ("no_such_fact", "2026-11-22"),
])
def test_what_is_not_known_is_refused(name, day):
    with pytest.raises(Unanswerable):
        fact(name, datetime.date.fromisoformat(day))


def test_every_fact_has_its_values_in_order():
    for name, found in facts().items():
        starts = [value.start for value in found.values]
        assert starts == sorted(set(starts)), name
        assert found.source.startswith("http"), name


@pytest.mark.parametrize(("text", "complaint"), [
    ("a:\n  kind: money\n", "line 2: a: what: field required"),
    ("a: [", "line 2"),
    ("a:\n  b: 1\n  b: 2\n", "'b' stands twice"),
    ("a: 5\n", "expected fields"),
])
def test_a_wrong_file_is_named_with_line_and_mend(tmp_path, text, complaint):
    path = tmp_path / "law.yml"
    path.write_text(text)
    with pytest.raises(DataError, match=r"law\.yml") as error:
        read_table(path, Fact)
    assert complaint in str(error.value)

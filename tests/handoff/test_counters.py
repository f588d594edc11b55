"""Counters that outlive the cases, and tables from which no small number can be worked out."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from bot import clock
from bot.database import figures as counters
from bot.handoff.cases import close, delete
from bot.handoff.figures import FEATURES, LEAST, count, hidden, table, years


def _rows(found):
    return {row.value: row.shown for row in found.rows}


def _count(connection, times, outcome="received", **changed):
    for _ in range(times):
        count(connection, outcome, **{"topic": "wages_unpaid", "language": "ar", "land": "DE-SN", **changed})


def test_received_and_closed_cases_are_counted_and_outlive_their_deletion(connection, seals, keep):
    found = keep(language="ar"), keep(language="ar"), keep(language="tr", topic="leave_payout", states="DE-SN, DE-TH")
    close(connection, found[0], "court")
    for each in found:
        delete(connection, each)
    counted = {tuple(row) for row in connection.execute(sa.select(counters))}
    assert counted == {("2026-11", "wages_unpaid", "ar", "DE-SN", "received", 2),
                       ("2026-11", "wages_unpaid", "ar", "DE-SN", "court", 1),
                       ("2026-11", "leave_payout", "tr", "", "received", 1)}


def test_only_whole_months_are_shown(connection):
    clock.move_to(date(2026, 10, 31))
    _count(connection, 7)
    assert years(connection) == [] and table(connection, "month", 2026).rows == []
    clock.move_to(date(2026, 11, 1))
    assert years(connection) == [2026] and _rows(table(connection, "month", 2026)) == {"2026-10": "7"}


@pytest.fixture
def filled(connection):
    clock.move_to(date(2026, 9, 1))
    _count(connection, 20), _count(connection, 9, topic="leave_payout"), _count(connection, 3, topic="dismissal_received")
    _count(connection, 6, "court"), _count(connection, 5, "advised", land="DE-TH"), _count(connection, 1, "other")
    clock.move_to(date(2027, 3, 1))
    _count(connection, 8, language="tr")
    clock.move_to(date(2027, 4, 1))


@pytest.mark.parametrize("feature, year, rows, total", [
    ("topic", 2026, {"wages_unpaid": "20", "leave_payout": "–", "dismissal_received": "<5"}, "32"),
    ("language", 2026, {"ar": "32"}, "32"), ("land", 2026, {"DE-SN": "32"}, "32"), ("month", 2026, {"2026-09": "32"}, "32"),
    ("outcome", 2026, {"court": "–", "advised": "–", "other": "<5"}, "12"),
    ("language", 2027, {"tr": "8"}, "8"), ("topic", 2025, {}, "0")])
@pytest.mark.usefixtures("filled")
def test_tables(connection, feature, year, rows, total):
    found = table(connection, feature, year)
    assert (_rows(found), found.total.shown) == (rows, total)


def test_a_small_total_is_hidden(connection):
    clock.move_to(date(2026, 9, 1))
    _count(connection, 3)
    clock.move_to(date(2026, 10, 1))
    assert {table(connection, feature, 2026).total.shown for feature in FEATURES[:4]} == {f"<{LEAST}"}


def test_years_come_last_first(connection, filled):
    assert years(connection) == [2027, 2026]


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.integers(1, 12), max_size=5))
def test_nobody_can_work_out_a_small_count_from_the_total(counted):
    rows = hidden(counted)
    assert all(row.count is None for row in rows if counted[row.value] < LEAST)
    small, others = [row for row in rows if row.small], [row for row in rows if row.count is None and not row.small]
    left = sum(counted.values()) - sum(row.count for row in rows if row.count is not None)
    most = min((row.count for row in rows if row.count is not None), default=left)
    ranges = [range(1, LEAST)] * len(small) + [range(LEAST, most + 1)] * len(others)
    possible = [values for values in product(*ranges) if sum(values) == left]
    assert all(len({values[place] for values in possible}) > 1 for place in range(len(small)))


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.integers(LEAST, 50)))
def test_without_small_counts_everything_is_shown(counted):
    assert {row.value: row.count for row in hidden(counted)} == counted

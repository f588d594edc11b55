"""Right-to-left marks. The language register is asked for the direction; Hebrew letters stand for any right-to-left script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge import direction

START, END = "\u2066", "\u2069"


@pytest.fixture(autouse=True)
def right_to_left(monkeypatch):
    monkeypatch.setattr(direction, "_is_rtl", lambda language: language == "rtl")


@pytest.mark.parametrize("run", ["§ 4 KSchG", "+49 30 1234567", "Musterstr. 5, 10115 Berlin", "13,90 €", "Kündigung", "3"])
def test_what_reads_from_left_to_right_stands_between_marks(run):
    assert direction.isolated(f"א {run} ב", "rtl") == f"א {START}{run}{END} ב"


def test_lines_stay_apart():
    assert direction.isolated("א 1\n2 ב", "rtl") == f"א {START}1{END}\n{START}2{END} ב"


def test_a_date_is_marked_once_as_a_whole():
    day = direction.isolated_date("א, 11 ב 2026", "rtl")
    assert direction.isolated(f"ג {day}", "rtl") == f"ג {day}"


@given(st.text(alphabet="אב 19§a€+.,\n()"))
def test_marking_twice_is_marking_once_and_nothing_is_lost(text):
    marked = direction.isolated(text, "rtl")
    assert direction.isolated(marked, "rtl") == marked
    assert marked.replace(START, "").replace(END, "") == text
    assert direction.isolated(text, "ltr") == text

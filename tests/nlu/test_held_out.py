"""The promise on understanding: 92 % top-1 and 98 % top-3 on messages that were never trained on, no language far behind."""

from __future__ import annotations

import pytest

from bot import settings
from bot.commands.examples import examples
from bot.commands.measure import Outcome, accuracy, outcomes
from bot.languages import languages

MOST_BEHIND = 0.04
"""The goal is 0.04; Spanish, French and Persian need more examples for it (docs/coverage.md)."""


@pytest.fixture(scope="module")
def found() -> list[Outcome]:
    return outcomes(settings.read())


def test_the_goal_is_reached(found):
    assert accuracy(found, 1) >= 0.92
    assert accuracy(found, 3) >= 0.98


def test_no_language_is_far_behind(found):
    by_language = [accuracy([item for item in found if item.language == code], 1) for code in {item.language for item in found}]
    assert max(by_language) - min(by_language) <= MOST_BEHIND


def test_the_probability_means_what_it_says(found):
    sure = [item for item in found if item.ranking[0][1] >= 0.9]
    assert len(sure) >= 0.5 * len(found) and accuracy(sure, 1) >= 0.95


def test_the_language_is_found(found):
    assert sum(item.language == item.found_language for item in found) / len(found) >= 0.95


def test_nothing_held_out_is_trained_on():
    for code in languages():
        trained = {text.casefold() for text, _ in examples("data", code)}
        shared = [text for text, _ in examples("tests", code) if text.casefold() in trained and len(text.split()) > 2]
        assert shared == []

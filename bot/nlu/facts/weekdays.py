"""Weekdays that stand alone: "the letter came on Thursday". Whether a day is meant by them, only the question tells."""

from datetime import date, timedelta

from bot.nlu.facts.fact import Fact, Value
from bot.nlu.facts.reading import Match, Reading, reading, scan
from bot.nlu.facts.words import number_meant

_WEEK = 7


def find(text: str, language: str, today: date) -> list[Fact]:
    """The weekdays of a text, each as the last such day or the one before it."""
    return list(scan(reading(text, language, today), "{weekdays}", "weekday", _past))


def _past(match: Match, message: Reading) -> Value:
    number = number_meant("weekdays", match[0], message.language) or 1
    last = message.today - timedelta(days=(message.today.isoweekday() - number) % _WEEK)
    return {"candidates": [last.isoformat(), (last - timedelta(days=_WEEK)).isoformat()], "precision": "ambiguous"}

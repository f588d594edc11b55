"""Dates, sums, hours and durations in whole messages, in every language. Today is Sunday, 22 November 2026."""

import datetime
from pathlib import Path

import pytest
import yaml

from bot.nlu.facts.message import facts

TODAY = datetime.date(2026, 11, 22)
FILES = sorted((Path(__file__).parent / "messages").glob("*.yml"))


def _cases():
    for path in FILES:
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield pytest.param(path.stem, entry["text"], entry["facts"], id=f"{path.stem}-{entry['text']}")


def _found(text: str, language: str) -> list[dict]:
    found = facts(text, language, TODAY)
    return [{"entity": fact.entity, "value": {key: value for key, value in fact.value.items() if key != "text"}}
            for fact in found if fact.entity not in ("place", "weekday")]


@pytest.mark.parametrize(("language", "text", "wanted"), _cases())
def test_facts_of_a_message(language, text, wanted):
    assert _found(text, language) == wanted

"""Alarms by rules and by what was learnt from examples, through the whole pipeline, on messages that neither has seen."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Optional

import pytest
import yaml

from bot import settings
from bot.channels.edge import typed
from bot.commands.examples import examples
from bot.interpreter import Interpreter
from bot.knowledge.alarms import ALARMS
from bot.languages import languages

MESSAGES = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
            for path in sorted((Path(__file__).parent / "alarms").glob("*.yml"))}
LEAST = {"danger": 0.88, "distress": 0.9}
LEAST_IN_A_LANGUAGE = 0.75
MOST_FALSE_OF_NEAR_MISSES = 0.18
MOST_FALSE = 0.015
"""Of messages on other topics than `safety_…`, where an alarm may be right."""
Alarm = Callable[[str], Optional[str]]


@pytest.fixture(scope="module")
def alarm() -> Alarm:
    interpreter = Interpreter(settings.read().models)

    def raised(text: str) -> Optional[str]:
        parsed = asyncio.run(interpreter.parse(typed(text)[1]))
        return parsed.get("alarm") or parsed.get("likely_alarm")

    return raised


@pytest.fixture(scope="module")
def found(alarm: Alarm) -> dict[str, Counter[str]]:
    """How many messages of each kind raise an alarm, by language."""
    return {code: Counter(kind for kind, texts in kinds.items() for text in texts if alarm(text))
            for code, kinds in MESSAGES.items()}


def asked(kind: str, code: Optional[str] = None) -> int:
    return sum(len(kinds[kind]) for language, kinds in MESSAGES.items() if code in (None, language))


def test_most_alarms_are_raised(found):
    shares = {kind: sum(count[kind] for count in found.values()) / asked(kind) for kind in ALARMS}
    assert {kind: share >= LEAST[kind] for kind, share in shares.items()} == dict.fromkeys(ALARMS, True), shares


@pytest.mark.parametrize("code", MESSAGES)
def test_no_language_is_left_behind(found, code):
    assert sum(found[code][kind] for kind in ALARMS) >= LEAST_IN_A_LANGUAGE * sum(asked(kind, code) for kind in ALARMS)


def test_few_near_misses_raise_an_alarm(found):
    assert sum(count["none"] for count in found.values()) <= MOST_FALSE_OF_NEAR_MISSES * asked("none")


def test_hardly_any_ordinary_message_raises_an_alarm(alarm):
    texts = [text for code in languages() for text, topic in examples("tests", code) if not topic.startswith("safety")]
    assert len([text for text in texts if alarm(text)]) <= MOST_FALSE * len(texts)

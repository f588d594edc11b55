"""Worked examples of tests/law/<kind>.yml, run as `lotse calc` runs them."""

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.commands.calc import calc_lines
from bot.knowledge.calculators.base import run
from bot.knowledge.calculators.wording import texts
from bot.knowledge.files import read_yaml

FOLDER = Path(__file__).resolve().parents[2] / "law"
TODAY = date(2026, 11, 22)


def examples(kind: str) -> list[Any]:
    """The worked examples of a kind as parameters, named by what they show."""
    return [pytest.param(entry, id=entry["why"]) for entry in read_yaml(FOLDER / f"{kind}.yml")]


def calc(kind: str, raw: Any, today: date = TODAY) -> dict[str, Any]:
    """One line of `lotse calc`; the exit status is right."""
    out = io.StringIO()
    status = calc_lines(kind, [json.dumps(raw, default=str)], out, today)
    found: dict[str, Any] = json.loads(out.getvalue())
    assert status == (2 if "error" in found else 0)
    return found


def values(kind: str, today: date = TODAY, **raw: Any) -> dict[str, Any]:
    """The result of an input that can be computed."""
    found = calc(kind, raw, today)
    assert "error" not in found, found
    return found


def check(kind: str, example: dict[str, Any]) -> None:
    """An example comes out as written down."""
    found = calc(kind, example["input"], example.get("today", TODAY))
    if "error" in example:
        assert example["error"] in found.get("error", ""), found
        return
    expected = json.loads(json.dumps(example["expected"], default=str))
    named = {key: value for key, value in expected.items() if isinstance(value, str) and value in texts()}
    assert {key: found.get(key, found) for key in expected if key not in named} == {
        key: value for key, value in expected.items() if key not in named}
    if named:  # a text is written down by its key; the line says it in words
        raw = json.loads(json.dumps(example["input"], default=str))
        result = run(kind, raw, example.get("today", TODAY)).values
        assert {key: result[key] for key in named} == named
    assert found["steps"] and found["statute"]
    assert not [text for text in (*found["steps"], *found["assumptions"], *found["not_covered"]) if "None" in text]

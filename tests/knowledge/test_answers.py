"""Every topic, in every language, keeps the shape that people rely on."""

from __future__ import annotations

import ast
import datetime
import re

import pytest

from bot.commands.check import complaints
from bot.knowledge.answers import LIMIT, answer, more
from bot.knowledge.topics import topics
from bot.languages import languages
from bot.settings import ROOT

DAYS = [datetime.date(2026, 11, 22), datetime.date(2027, 1, 1)]


@pytest.mark.parametrize("language", list(languages()))
@pytest.mark.parametrize("day", DAYS)
def test_every_answer_fits_and_has_its_parts(language, day):
    for name, topic in topics().items():
        message = answer(name, language, day)
        assert len(message.text) <= LIMIT, name
        assert "{" not in message.text and "1. " in message.text, name
        assert message.text.startswith("⏰") == bool(topic.deadline), name
        assert message.buttons[-1].payload == "/handoff_request", name
        assert all(len(button.title) <= 24 and len(button.payload.encode()) <= 64 for button in message.buttons), name
        assert len(more(name, language, day).text) <= LIMIT, name


def test_a_figure_that_ended_takes_its_sentence_with_it():
    now, later = (answer("safety_housing", "de", day).text + more("safety_housing", "de", day).text for day in DAYS)
    assert "285" in now and "285" not in later and "nicht sicher" in later


def test_all_gates_are_open():
    assert complaints() == []


def _strings(source: str) -> list[str]:
    """The strings of a module that are no docstrings."""
    tree = ast.parse(source)
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)}
    return [node.value for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs]


def test_no_figure_of_law_stands_in_python():
    law = re.compile(r"§+ ?\d|\d+ ?(€|Euro|EUR)\b")
    found = {str(path): text for path in (ROOT / "bot").rglob("*.py")
             for text in _strings(path.read_text(encoding="utf-8")) if law.search(text)}
    assert found == {}

"""Reads what understanding reads from files, before the first message: words, rules and lexicons of all languages."""

from pathlib import Path

from bot.clock import today
from bot.languages import languages
from bot.nlu.commands import clauses
from bot.nlu.concepts import lexicon
from bot.nlu.danger import alarm
from bot.nlu.facts.message import facts
from bot.nlu.tokens import pipeline

_TEXT = Path(__file__).with_suffix(".txt")
"""A text with something of everything that the rules for facts look for."""


def warm() -> None:
    """Load and compile everything that is otherwise loaded by the first message of each language; takes some three seconds."""
    text = _TEXT.read_text(encoding="utf-8")
    alarm(text)
    for code in languages():
        pipeline(code)
        lexicon(code)
        clauses(text, code)
        facts(text, code, today())

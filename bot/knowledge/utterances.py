"""The short texts of the dialogue: one door to the `responses` of domain.yml."""

from functools import cache
from pathlib import Path
from typing import Any

from bot.knowledge.answers import Button, Message
from bot.knowledge.catalogue import translate
from bot.knowledge.files import read_yaml

_PATH = Path(__file__).resolve().parent.parent.parent / "domain.yml"


@cache
def responses() -> dict[str, dict[str, Any]]:
    """The German texts and buttons by name."""
    return {name: variants[0] for name, variants in read_yaml(_PATH)["responses"].items()}


def utterance(name: str, language: str, **values: str) -> Message:
    """A short text in a language, its placeholders filled.

    Raises:
        KeyError: no such text, or a value for a placeholder is missing.

    """
    source = responses()[name]
    buttons = tuple(Button(translate(button["title"], language, "button"), button["payload"])
                    for button in source.get("buttons", []))
    return Message(translate(source["text"], language).format(**values), buttons)

"""The packet's lines in words."""

from typing import Any

from bot.knowledge.answers import label
from bot.knowledge.phrases import phrase
from bot.languages import languages


def line_text(name: str, value: Any, language: str) -> str:
    """A line as the person sees it before it goes."""
    return phrase(f"line_{name}", language, value=_value(name, value, language))


def _value(name: str, value: Any, language: str) -> str:
    if name == "topic":
        return label(value, language)
    if name == "language":
        return languages()[value].name
    if name == "place":
        return str(value["label"])
    if name == "deadline" and value == "unknown":
        return phrase("deadline_unknown", language)
    if name == "reply" and value == "chat":
        return phrase("reply_chat", language)
    return str(value)


def plain(lines: dict[str, Any]) -> dict[str, str]:
    """The released lines as they are kept: codes where there are codes, words where the person wrote words."""
    place = lines.get("place")
    spelled = {**lines, "place": place["label"], "states": ", ".join(place["states"])} if place else lines
    return {name: str(value) for name, value in spelled.items()}

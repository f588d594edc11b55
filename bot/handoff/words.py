"""The packet's lines in words."""

from typing import Any

from bot.handoff.store import Handoff
from bot.knowledge.answers import label
from bot.knowledge.centres.directory import centres
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


def state_text(case: Handoff, language: str) -> str:
    """How a case stands."""
    state = "passed_on" if case.state == "new" and case.passed_from else case.state
    return phrase(f"state_{state}", language, other=centres()[case.centre].name)

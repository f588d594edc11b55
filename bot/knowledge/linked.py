"""What a link into the assistant may name, for flyers, notices and QR codes: a language, a topic, a Land, a centre."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.knowledge.centres.directory import centres
from bot.knowledge.centres.gazetteer import states
from bot.knowledge.topics import topics
from bot.languages import languages


def _is_centre(key: str) -> bool:
    """Whether there is such a centre of Faire Integration that counsels people: cases may go to it."""
    centre = centres().get(key)
    return centre is not None and centre.kind == "faire_integration" and centre.counselling


_KNOWN: dict[str, Callable[[str], bool]] = {
    "language": lambda value: value in languages(),
    "topic": lambda value: value in topics(),
    "land": lambda value: value in states(),
    "centre": _is_centre,
}


def known_parts(values: Mapping[str, Any]) -> dict[str, str]:
    """What of these values by name a link may hold and there is; the rest is left out."""
    return {name: values[name] for name, is_known in _KNOWN.items()
            if isinstance(values.get(name), str) and is_known(values[name])}

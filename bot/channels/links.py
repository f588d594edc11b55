"""Links into the assistant: what a flyer's QR code says is packed into the few characters that Telegram lets through."""

import re
from typing import Optional

from bot.errors import DataError
from bot.knowledge.linked import known_parts

LONGEST = 64
_BETWEEN = "__"
_COUNTRY = "DE-"
_ALLOWED = re.compile(rf"[A-Za-z0-9_-]{{1,{LONGEST}}}")
_MARKS = {"language": "l", "topic": "t", "land": "s", "centre": "c"}
_NAMES = {mark: name for name, mark in _MARKS.items()}


def payload(language: Optional[str] = None, topic: Optional[str] = None, land: Optional[str] = None,
            centre: Optional[str] = None) -> str:
    """What stands behind `?start=` in a link to the bot.

    Args:
        language: code of the register.
        topic: is answered after the welcome.
        land: ISO 3166-2, like "DE-BY"; its centres are shown without asking for the place.
        centre: is shown after the welcome, and gets the case if one is sent.

    Returns:
        At most 64 of A-Z, a-z, 0-9, _ and -; "" if nothing is given.

    Raises:
        DataError: there is no such language, topic, Land or centre, or all together are too long.

    """
    given = {"language": language, "topic": topic, "land": land, "centre": centre}
    values = {name: value for name, value in given.items() if value is not None}
    unknown = [f"{name} {value!r}" for name, value in values.items() if name not in known_parts(values)]
    if unknown:
        raise DataError(f"a link cannot name {', '.join(unknown)}: there is none")
    packed = _BETWEEN.join(_MARKS[name] + value.removeprefix(_COUNTRY) for name, value in values.items())
    if packed and not _ALLOWED.fullmatch(packed):
        raise DataError(f"{packed!r} does not fit into a link: at most {LONGEST} of A-Z, a-z, 0-9, _ and -")
    return packed


def read(payload: str) -> dict[str, str]:
    """The values in a payload by name; what is wrong or no longer there is left out."""
    if not _ALLOWED.fullmatch(payload):
        return {}
    values = {_NAMES[part[0]]: part[1:] for part in payload.split(_BETWEEN) if part[:1] in _NAMES}
    return known_parts({**values, "land": _COUNTRY + values.get("land", "")})

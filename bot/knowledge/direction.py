"""Right-to-left texts: what reads from left to right inside them (digits, dates, telephone numbers, addresses) is isolated.

Without the marks a phone shows "§ 4 KSchG" or a telephone number in the wrong order inside Arabic (Unicode UAX #9, section 2.7).
"""

import re

from bot.languages import languages

_LEFT_TO_RIGHT, _FIRST_STRONG, _END = "\u2066", "\u2068", "\u2069"
_LETTER = r"[0-9A-Za-z\u00c0-\u024f§€@+]"
_RUN = re.compile(rf"[\u2066-\u2068][^\u2066-\u2069]*\u2069|/?{_LETTER}(?:[^\u0590-\u08ff\n\u2066-\u2069]*{_LETTER})?")
"""An isolate that is there already, or letters and digits with whatever stands between them but right-to-left letters."""


def isolated_date(text: str, language: str) -> str:
    """A date in words, kept together in a right-to-left language."""
    return f"{_FIRST_STRONG}{text}{_END}" if _is_rtl(language) else text


def isolated(text: str, language: str) -> str:
    """A text in which all that reads from left to right stands between isolation marks, where the language needs them."""
    return _RUN.sub(_marked, text) if _is_rtl(language) else text


def _is_rtl(language: str) -> bool:
    return languages()[language].direction == "rtl"


def _marked(found: re.Match[str]) -> str:
    run = found[0]
    return run if run.endswith(_END) else f"{_LEFT_TO_RIGHT}{run}{_END}"

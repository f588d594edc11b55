"""Text as the features see it: one spelling for what people type in many."""

import re
import unicodedata

LONGEST = 2000
"""Characters of a message that are read; what a person wants is said before."""
_INVISIBLE = {"Cc", "Cf", "Co", "Cs", "Cn"}
_REPEATED = re.compile(r"([^\W\d])\1{2,}")
_SPACE = re.compile(r"\s+")
_UMLAUT = re.compile(r"([aou])e")


def visible(text: str, most: int = LONGEST) -> str:
    """The text without control, format and unassigned characters, white space folded, at most `most` characters."""
    kept = (char if unicodedata.category(char) not in _INVISIBLE else " " if char in "\t\n\r" else ""
            for char in text[: 5 * most])
    return _SPACE.sub(" ", "".join(kept)).strip()[:most]


def western_digits(text: str) -> str:
    """Digits of any script as 0-9 ("١٢" becomes "12")."""
    return "".join(str(unicodedata.digit(char)) if char.isdigit() and not char.isascii() else char for char in text)


def folded(text: str) -> str:
    """The text in lower case without diacritics; ae, oe, ue as a, o, u; stretched letters shortened ("soooo" to "soo")."""
    lowered = western_digits(unicodedata.normalize("NFKC", visible(text))).casefold()
    plain = "".join(char for char in unicodedata.normalize("NFD", lowered) if unicodedata.category(char) != "Mn")
    return _UMLAUT.sub(r"\1", _REPEATED.sub(r"\1\1", unicodedata.normalize("NFC", plain)))


def shaped(text: str) -> str:
    """The folded text with every digit as 0: for features, "1900 euro" and "1450 euro" are the same."""
    return re.sub(r"\d", "0", folded(text))

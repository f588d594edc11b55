"""Text as the features see it: one spelling for what people type in many."""

import re
import unicodedata

from anyascii import anyascii

LONGEST = 2000
"""Characters of a message that are read; what a person wants is said before."""
ONE_LETTER = str.maketrans({"ı": "i", "đ": "d", "ł": "l", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ە": "ه", "ـ": None})
"""Letters that are typed for each other: without the right keyboard, or on a Persian one for Arabic."""
_INVISIBLE = {"Cc", "Cf", "Co", "Cs", "Cn"}
_REPEATED = re.compile(r"([^\W\d])\1{2,}")
_SPACE = re.compile(r"\s+")
_UMLAUT = re.compile(r"([aou])e")
_SPELLINGS = {
    "shch": "s", "sch": "s", "sh": "s", "ch": "c", "zh": "z", "kh": "h", "gh": "g", "ts": "c", "tz": "c", "ph": "f", "x": "ks",
    "w": "v", "q": "k", "j": "i", "y": "i", "iy": "i", "ij": "i", "yy": "i", "'": "", "`": "",
}
"""How one sound is typed in many ways when a Cyrillic or Arabic word is written in Latin letters."""
_SPELLING = re.compile("|".join(sorted(_SPELLINGS, key=len, reverse=True)))
_ARABIC_LETTERS = {"2": "'", "3": "'", "5": "kh", "7": "h", "9": "q"}
_ARABIZI = re.compile(r"(?<=[a-z])[23579](?=[a-z])")
"""Digits inside a word of Latin letters stand for Arabic letters."""


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
    plain = plain.translate(ONE_LETTER)
    return _UMLAUT.sub(r"\1", _REPEATED.sub(r"\1\1", unicodedata.normalize("NFC", plain)))


def shaped(text: str) -> str:
    """The text as features see it: folded, in Latin letters, in one spelling, and every digit as 0.

    "зарплата" and "zarplata" are the same then, and so are "кюндигунг" and "Kündigung", "معاش" and "m3ash", 1900 and 1450.
    """
    latin = anyascii(_ARABIZI.sub(_arabizi, folded(text))).lower()
    return re.sub(r"\d", "0", _SPELLING.sub(lambda found: _SPELLINGS[found[0]], latin))


def _arabizi(found: re.Match[str]) -> str:
    return _ARABIC_LETTERS[found[0]]

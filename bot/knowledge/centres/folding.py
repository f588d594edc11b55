"""Names as they are compared: without case, accents and punctuation, and with one form of each letter."""

import re
import unicodedata

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_LETTERS = str.maketrans({
    "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "æ": "ae", "œ": "oe",
    "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ـ": None, "\u200c": None, "\u200d": None,
})
_WORD = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+")
"""A word; in the Chinese script every character counts as one, because no spaces separate words there."""
_SHORT_FORMS = {"st": "sankt"}


def fold(text: str) -> str:
    """The words of a text in lower case and without accents ("ä" becomes "a"), one space between them."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(char for char in decomposed if unicodedata.category(char)[0] != "M")
    words = _WORD.findall(unicodedata.normalize("NFC", bare).translate(_LETTERS))
    return " ".join(_SHORT_FORMS.get(word, word) for word in words)


def spellings(text: str) -> tuple[str, ...]:
    """A text folded in the ways people spell it: first with "ae" for "ä", then with "a"."""
    lower = unicodedata.normalize("NFKC", text).lower()
    return tuple(dict.fromkeys([fold(lower.translate(_UMLAUTS)), fold(lower)]))


def ascii_digits(text: str) -> str:
    """A text with Arabic, Persian and other digits as 0 to 9."""
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)

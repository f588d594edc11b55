"""Numbers as people write and say them: "1.800,50", "1 800", "12,5", "zweihundert", "forty five", "zweieinhalb"."""

import re
from decimal import Decimal
from typing import Optional

from bot.nlu.facts.reading import Reading
from bot.nlu.facts.words import number_meant, pattern

NOT_INSIDE = r"(?<![^\W\u0600-\u06ff])(?<!\d[.,:/'-])"
"""No letter and no part of a longer number stands before; in Arabic short words are joined to what follows ("ب1800")."""
DIGITS = r"(?:\d{1,3}(?: \d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,']\d+)*)"
_WORD = r"(?:{numbers!}|{hundred!}|{thousand!})"
_WORDS = rf"(?<!\w){_WORD}(?:(?:[ -]| {{joiners}} )?{_WORD}){{0,6}}"
SPOKEN = rf"(?:{_WORDS}(?![^\W\d_]))"
_HALF_SIGN = r"(?: ?½| 1/2(?![\d/]))"
_DIGITS_HALF = rf"{NOT_INSIDE}{DIGITS}(?:{_HALF_SIGN}|[ -]?{{and_half}})?"
NUMBER = rf"(?:{_DIGITS_HALF}|{_WORDS}(?:[ -]?{{and_half!}})?(?![^\W\d_])|{{halves}})"
"""Also with a half: "2½", "zweieinhalb", "two and a half", "полтора"."""

_GROUPED = re.compile(r"[1-9]\d{0,2}([.,' ])\d{3}(?:\1\d{3})*(?:(?!\1)[.,](\d{1,2}))?")
_WITH_HALF = rf"(?P<whole>.+?)(?:{_HALF_SIGN}|[ -]?{{and_half!}})"
HALF = Decimal("0.5")
_DECIMAL = re.compile(r"(\d+)(?:[.,](\d{1,2}))?")
_LEADING_ZERO = re.compile(r"0\d")
_LONGEST = 12

_JOINT = r"(?:-|/|{ranges}|{either}|{times})"
_WORDED = r"{halves}|{half_of}|{one_of}|{two_of}"
_COUNT = rf"(?:\d|½|{{numbers}}|{{and_half}})(?: ?(?:{{units}}|{{currency}}))?|{_WORDED}"
_OTHER = rf"(?:{_COUNT})\.? ?{_JOINT}"
_INEXACT_BEFORE = rf"{_OTHER}|\d ?x|(?:{{bounds}}|{{every}})(?: {{about}})?\.?"
_AMID = rf"{{amid}}(?: (?:\d[\d.,]*|{SPOKEN})(?: ?(?:{{currency}}|{{units}}))? {{joiners}})?"
_INEXACT_AFTER = r" ?(?:{either}|/) ?(?:\d|{numbers}|{halves}|{half_of}|{two_of})"


def number(written: str, language: str) -> Optional[Decimal]:
    """The value of digits or words; None where they are no number, or not surely one."""
    halves = number_meant("halves", written, language)
    if halves is not None:
        return halves + HALF
    half = pattern(_WITH_HALF, language).fullmatch(written)
    whole = _whole(half["whole"] if half else written, language)
    return _and_half(half["whole"], whole) if half else whole


def _and_half(written: str, whole: Optional[Decimal]) -> Optional[Decimal]:
    """Half a thousand more after thousands ("hiljadu i po"), else half of one."""
    if whole is None or written[:1].isdigit() or whole % 100:
        return with_half(whole)
    return whole + HALF * 1000 if whole % 1000 == 0 else None


def with_half(value: Optional[Decimal]) -> Optional[Decimal]:
    """A whole number and a half; None for "2,5 and a half"."""
    return value + HALF if value is not None and value == int(value) else None


def spoken_one(written: str, language: str) -> bool:
    """Whether this is "one" or "ein" in letters, which often counts nothing: "not one euro"."""
    return not written[:1].isdigit() and number(written, language) == 1


def exact(message: Reading, start: int, end: int) -> bool:
    """Whether a quantity stands for itself: in no range, choice or product, and no bound ("more than")."""
    return not message.preceded(start, rf"{_INEXACT_BEFORE}|{_AMID}") and not message.followed(end, _INEXACT_AFTER)


def text_of(value: Decimal) -> str:
    """A number without needless zeros, as it stands in a fact."""
    return f"{value.normalize():f}"


def _whole(written: str, language: str) -> Optional[Decimal]:
    return _digits(written) if written[:1].isdigit() else _spoken(written, language)


def _digits(written: str) -> Optional[Decimal]:
    """A separator before exactly three digits parts thousands, any other one parts decimals."""
    if _LEADING_ZERO.match(written) or len(written) > _LONGEST:
        return None
    grouped = _GROUPED.fullmatch(written)
    if grouped:
        whole = written[:-len(grouped[2]) - 1] if grouped[2] else written
        return Decimal(re.sub(r"\D", "", whole) + "." + (grouped[2] or "0"))
    plain = _DECIMAL.fullmatch(written)
    return Decimal(f"{plain[1]}.{plain[2] or 0}") if plain else None


def _spoken(written: str, language: str) -> Optional[Decimal]:
    total = current = 0
    for word in pattern(_WORD, language).findall(written):
        value = _value(word, language)
        if value == 1000:
            total, current = total + (current or 1) * 1000, 0
        elif value == 100 and current < 100:
            current = (current or 1) * 100
        elif _fits(value, current):
            current += value
        else:
            return None
    return Decimal(total + current)


def _value(word: str, language: str) -> int:
    value = number_meant("numbers", word, language)
    if value is None:
        value = 100 if pattern("{hundred}", language).fullmatch(word) else 1000
    return value


def _fits(value: int, before: int) -> bool:
    """Whether a number may follow another to make one: "hundred" + "twenty", "twenty" + "five"."""
    hundreds = before % 100 == 0 and value < 100
    tens = before % 10 == 0 and before % 100 >= 20 and value < 10
    return hundreds or tens

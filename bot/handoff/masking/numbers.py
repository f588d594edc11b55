"""Mail addresses, bank accounts, papers and telephone numbers: what has digits or an @."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Optional

from bot.handoff.masking.text import Span, View
from bot.handoff.masking.words import cue, shared

_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}(?:@| ?[\[(](?:at|ät)[\])] ?)[\w-]{1,63}"
    r"(?:(?:\.| ?[\[(](?:dot|punkt)[\])] ?)[\w-]{2,63}){1,4}", re.I)
_IBAN_START = re.compile(r"(?<!\w)[A-Z]{2} ?\d ?\d(?=[ \d.-])", re.I)
_NEARLY_IBAN = re.compile(r"(?<!\w)([A-Z]{2})\d\d(?: ?\d{4}){3,6}(?: ?\d{0,3}[A-Z]?){0,2}\d?(?<![ ])(?!\w)", re.I)
"""One that a sign is missing from."""
_GAP = r"(?: ?[/()-] ?| )?"
_NO_DAY = r"(?!(?:\d{4}-)?(?:0?[1-9]|[12]\d|3[01])([./ -]) ?(?:0?[1-9]|1[0-2])\1 ?(?:(?:19|20)\d\d|\d\d)(?![\d]| ?\1?\d))"
_NOT_A_DAY = re.compile(_NO_DAY)
_NO_HOURS = r"(?![0-2]\d[0-5]\d ?- ?[0-2]\d[0-5]\d(?!\d))"
_PHONES = [
    re.compile(rf"(?<![\w+])(?:\+ ?|00 ?(?=[1-9]))[1-9](?:{_GAP}\(?\d){{7,14}}(?!\w)"),
    re.compile(rf"(?<![\w+.,/-]){_NO_DAY}{_NO_HOURS}\(?0[1-9]\d(?:{_GAP}\d){{5,11}}(?!\w|[.,]\d)"),
    re.compile(r"(?<![\w+.,/-])0[1-9](?:([ .-])\d\d)(?:\1\d\d){3}(?!\w|[.,]\d)"),
    re.compile(r"(?<![\w+.,/-])8[ -]?\(?9\d\d\)?[ -]?\d{3}[ -]?\d\d[ -]?\d\d(?!\w|[.,]\d)"),
]
_CUED_NUMBER = re.compile(r"\+?\(?\d(?:[ /()-]{0,2}\d){5,14}(?!\w|[.,]\d)")
_CUED_ACCOUNT = re.compile(r"\d(?:[ ]?\d){5,11}(?!\w|[.,]\d)(?! ?(?:€|eur))", re.I)
_PAPERS = [
    re.compile(r"(?<![\w-])(?!\d*[a-z]*(?!\w))(?=[a-z](?:[a-z]*\d){4})(?![a-z0-9]*[a-z]{4})[A-Z0-9]{8,10}(?![\w-])", re.I),
    re.compile(r"(?<![\w-])\d\d[A-Z]{2}\d{5}(?![\w-])"),
    re.compile(r"(?<![\w.,+-])[1-9]\d(?P<gap> ?)\d{3}(?P=gap)\d{3}(?P=gap)\d{3}(?!\w|[.,]\d)(?! ?(?:€|euro?\b))", re.I),
    re.compile(r"(?<![\w-])\d\d ?\d{6} ?[A-Z] ?\d{3}(?![\w-])", re.I),
]
_CUED_PAPER = re.compile(r"(?=[a-z ]{0,4}\d)[a-z0-9]{1,12}(?:[ /-]?[a-z0-9]{0,11}\d){0,4}(?!\w)", re.I)
_AFTER_CUE = re.compile(
    r"[ \t]*(?:[:=,\-]|is|ist|ist die|lautet|es|est|c'est|№|nr\.?|هو|هي|است|là|je|је|është)?[ \t]*[:\"'«„“(]?[ \t]*", re.I)


def emails(view: View) -> Iterator[Span]:
    """Mail addresses, also with "(at)" and "(dot)"."""
    return (found.span() for found in _EMAIL.finditer(view.text))


def accounts(view: View) -> Iterator[Span]:
    """IBANs, and the number of an account or a bank after its cue."""
    yield from (found.span() for found in _NEARLY_IBAN.finditer(view.text) if found[1].upper() in shared().iban_lengths)
    for found in _IBAN_START.finditer(view.text):
        end = _iban_end(view.text, found.start())
        if end:
            yield found.start(), end
    yield from _after_cue(view, _account_cue(), _CUED_ACCOUNT)


@cache
def _account_cue() -> re.Pattern[str]:
    return cue(shared().account_cues)


def _iban_end(text: str, start: int) -> Optional[int]:
    """Where an IBAN ends that starts here; one of digits counts even with a slip in its check digits."""
    length = shared().iban_lengths.get(text[start:start + 2].upper())
    signs, place, gap = "", start, 0
    while length and place < len(text) and len(signs) < length and gap <= 2:
        gap = 0 if text[place].isalnum() else gap + 1
        if gap and text[place] not in " .-":
            return None
        signs += text[place] if not gap else ""
        place += 1
    whole = len(signs) == length and signs.isascii() and not text[place:place + 1].isalnum()
    return place if whole and (_checks(signs) or _nearly_digits(signs)) else None


def _nearly_digits(iban: str) -> bool:
    """Whether all but one sign behind the country are digits, as no words are."""
    return sum(not sign.isdigit() for sign in iban[2:]) <= 1


def _checks(iban: str) -> bool:
    """The check sum of ISO 13616."""
    return int("".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])) % 97 == 1


def phones(view: View) -> Iterator[Span]:
    """Telephone numbers as they are written in Germany or with a country's code, and other numbers after a cue."""
    for pattern in _PHONES:
        yield from (found.span() for found in pattern.finditer(view.text))
    yield from _after_cue(view, view.rules.cues["number_cues"], _CUED_NUMBER)


def papers(view: View) -> Iterator[Span]:
    """Numbers of passports, permits, tax and insurance."""
    for pattern in _PAPERS:
        for found in pattern.finditer(view.text):
            if re.match("[a-z]*", found[0].lower())[0] not in shared().not_papers:  # type: ignore[index]
                yield found.span()
    for cues, least in ((view.rules.cues["paper_cues"], 4), (_paper_cue(), 6)):
        for start, end in _after_cue(view, cues, _CUED_PAPER):
            if sum(char.isdigit() for char in view.text[start:end]) >= least:
                yield start, end


@cache
def _paper_cue() -> re.Pattern[str]:
    return cue(shared().papers)


def _after_cue(view: View, cues: re.Pattern[str], pattern: re.Pattern[str]) -> Iterator[Span]:
    """What the pattern finds just after a cue."""
    for found in cues.finditer(view.text):
        gap = _AFTER_CUE.match(view.text, found.end())
        number = pattern.match(view.text, gap.end() if gap else found.end())
        if number and _NOT_A_DAY.match(view.text, number.start()):
            yield number.span()

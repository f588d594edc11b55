"""Personal data in a chat message, found by rules and word lists before anybody else reads it: one door to masking/*.yml."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Optional

from babel import Locale
from pydantic import BaseModel, Extra, validator

from bot.errors import DataError
from bot.knowledge.files import read_model
from bot.languages import FALLBACK, SOURCE, languages
from bot.nlu.cleaning import folded, western_digits

FOLDER = Path(__file__).parent / "masking"
LABELS = {"name": "Name", "phone": "Telefon", "email": "E-Mail", "iban": "IBAN", "passport": "Ausweisnummer",
          "address": "Adresse", "firm": "Firma"}
"""What stands in place of a hidden piece; counselling staff read German."""
Span = tuple[int, int]
_LONGEST_NAME, _LONGEST_FIRM = 4, 5
_HIDDEN = re.compile(rf"\[(?:{'|'.join(LABELS.values())})\]")
_WORD = re.compile(r"(?:[OD]'(?=[A-Z]))?[^\W\d_](?:[\u0300-\u036f\u064b-\u0652]|[^\W\d_]|[-\u200c](?=[^\W\d_]))*")
_INVISIBLE = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_PLAIN = str.maketrans({
    **dict.fromkeys("‐‑‒–—−", "-"), **dict.fromkeys("’ʼ‘`´", "'"), **dict.fromkeys(f"{_INVISIBLE}\xa0\u202f", " "),
})
"""One sign for those that are typed for each other; every sign keeps its place."""
_CASE_CODE = re.compile(r"(?<!\w)AL-[A-Z0-9]{3}-[A-Z0-9]{3}(?!\w)", re.I)
"""Stays open: staff find the case by it."""
_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}(?:@| ?[\[(](?:at|ät)[\])] ?)[\w-]{1,63}"
    r"(?:(?:\.| ?[\[(](?:dot|punkt)[\])] ?)[\w-]{2,63}){1,4}", re.I)
_IBAN_START = re.compile(r"(?<!\w)[A-Z]{2} ?\d ?\d(?=[ \d.-])", re.I)
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
_PAPERS = [
    re.compile(r"(?<![\w-])(?!\d*[a-z]*(?!\w))(?=[a-z](?:[a-z]*\d){4})(?![a-z0-9]*[a-z]{4})[A-Z0-9]{8,10}(?![\w-])", re.I),
    re.compile(r"(?<![\w-])\d\d[A-Z]{2}\d{5}(?![\w-])"),
    re.compile(r"(?<![\w.,+-])[1-9]\d(?P<gap> ?)\d{3}(?P=gap)\d{3}(?P=gap)\d{3}(?!\w|[.,]\d)(?! ?(?:€|euro?\b))", re.I),
    re.compile(r"(?<![\w-])\d\d ?\d{6} ?[A-Z] ?\d{3}(?![\w-])", re.I),
]
_CUED_PAPER = re.compile(r"(?=[a-z ]{0,4}\d)[a-z0-9]{1,12}(?:[ /-]?[a-z0-9]{0,11}\d){0,4}(?!\w)", re.I)
_AFTER_CUE = re.compile(
    r"[ \t]*(?:[:=,\-]|is|ist|ist die|lautet|es|est|c'est|№|nr\.?|هو|هي|است|là|je|је|është)?[ \t]*[:\"'«„“]?[ \t]*", re.I)
_AFTER_NAME_CUE = re.compile(r"[ \t]*[:,\-]?[ \t]*[\"'«„“]?[ \t]*")
_AFTER_FAREWELL = re.compile(r"[ ,.!:)\-]*\n*[ \-]*")
_LINE_END = re.compile(r"[ .!]*(?:\n|$)")
_CUES = (
    "named", "titled", "titled_after", "persons", "farewells", "firms", "firms_after", "firm_called", "number_cues", "paper_cues",
)
_SIGN = re.compile(r"[^\s,;:()\"„“«»]+")
_FIRM_LINKS = {"&", "+", "und", "and", "-", "et"}


class Words(BaseModel):
    """What tells a name or a firm in one language; cues are regular expressions, case does not matter.

    Args:
        capitals_tell: whether a capital inside a sentence is a sign of a name (not in German, nor in scripts without capitals).
        named: cues after which any word is a name ("my name is").
        titled: cues after which a word with a capital is a name ("Mr").
        titled_after: the same behind the name ("Bey").
        persons: cues after which a word with a capital is a name where capitals tell ("my boss").
        farewells: cues before the last line.
        firms, firms_after: cues beside a firm with a capital.
        firm_called: cues after which any word is a firm ("the company is called").
        number_cues, paper_cues: cues before a telephone number, and before the number of a passport or the like.
        endings: what case adds to a name ("Ивана", "Ahmet'in").
        names: common first and family names that are no words.
        exact_names: names told from words by their marks only ("Hùng"): as they stand, with a capital, in this language.
        common: folded words that are no names.

    """

    capitals_tell: bool
    named: list[str]
    titled: list[str]
    titled_after: list[str] = []
    persons: list[str]
    farewells: list[str]
    firms: list[str]
    firms_after: list[str] = []
    firm_called: list[str]
    number_cues: list[str]
    paper_cues: list[str]
    endings: list[str] = []
    names: frozenset[str]
    exact_names: frozenset[str] = frozenset()
    common: frozenset[str]

    class Config:
        extra = Extra.forbid

    @validator("names", pre=True)
    def _names(cls, value: str) -> frozenset[str]:  # noqa: N805
        return frozenset(folded(word) for word in str(value).split())

    @validator("exact_names", "common", pre=True)
    def _common(cls, value: str) -> frozenset[str]:  # noqa: N805
        return frozenset(str(value).split())


class Shared(BaseModel):
    """What holds in every language; the fields are explained in masking/shared.yml."""

    legal_forms: list[str]
    streets: list[str]
    not_streets: frozenset[str]
    units: str
    particles: frozenset[str]
    not_papers: frozenset[str]
    iban_lengths: dict[str, int]
    open_words: frozenset[str]
    firm_stops: frozenset[str]

    class Config:
        extra = Extra.forbid

    @validator("not_streets", "open_words", "firm_stops", pre=True)
    def _split(cls, value: str) -> frozenset[str]:  # noqa: N805
        return frozenset(str(value).split())


@dataclass(frozen=True)
class Piece:
    """A part of a message; kind is one of `LABELS`, or None for what stays open."""

    text: str
    kind: Optional[str] = None


@dataclass(frozen=True)
class _Word:
    """A word of a message, with its folded form."""

    start: int
    end: int
    text: str
    key: str

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def cased(self) -> bool:
        return self.text.upper() != self.text.lower()


@dataclass(frozen=True)
class _View:
    """A text as the finders see it: levelled signs, its words and the rules of its languages."""

    text: str
    words: list[_Word]
    rules: "_Rules"
    shouting: bool

    def from_place(self, place: int) -> Optional[int]:
        """The index of the word that starts just here."""
        index = bisect_left(self.words, place, key=lambda word: word.start)
        return index if index < len(self.words) and self.words[index].start == place else None


@dataclass(frozen=True)
class _Rules:
    """The word lists of a language with German and English, compiled."""

    cues: dict[str, re.Pattern[str]]
    names: frozenset[str]
    endings: tuple[str, ...]
    common: frozenset[str]
    open_words: frozenset[str]
    capitals_tell: bool
    exact_names: frozenset[str]
    agencies: frozenset[str]


def masked(text: str, language: str) -> list[Piece]:
    """The text in pieces, personal data apart; joined they give the text back.

    Args:
        text: what a person wrote; "[Name]" and the like count as hidden already.
        language: code of the register; German and English cues count in every language.

    """
    pieces: list[Piece] = []
    place = 0
    for found in _HIDDEN.finditer(text):
        pieces += [*_split(text[place:found.start()], language), Piece(found[0])]
        place = found.end()
    return [piece for piece in [*pieces, *_split(text[place:], language)] if piece.text]


def hidden(text: str, language: str) -> str:
    """The text with "[Name]", "[Telefon]" … in place of personal data."""
    return "".join(f"[{LABELS[piece.kind]}]" if piece.kind else piece.text for piece in masked(text, language))


def _split(text: str, language: str) -> list[Piece]:
    """Looks again at what stays open until nothing more is found: so masking twice is masking once."""
    parts = _once(text, language)
    if not any(part.kind for part in parts):
        return parts
    return [again for part in parts for again in ([part] if part.kind else _split(part.text, language))]


def _once(text: str, language: str) -> list[Piece]:
    """One look: the first finder that claims a place has it, with its longest claim."""
    taken: list[tuple[int, int, Optional[str]]] = [(*found.span(), None) for found in _CASE_CODE.finditer(text)]
    view = _view(text, language)
    for kind, finder in _FINDERS:
        for start, end in sorted(finder(view), key=lambda span: span[0] - span[1]):
            if all(end <= other or start >= other_end for other, other_end, _ in taken):
                taken.append((start, end, kind))
    pieces: list[Piece] = []
    place = 0
    for start, end, found in sorted((span for span in taken if span[2]), key=lambda span: span[0]):
        pieces += [Piece(text[place:start]), Piece(text[start:end], found)]
        place = end
    return [piece for piece in [*pieces, Piece(text[place:])] if piece.text] or [Piece(text)]


def _view(text: str, language: str) -> _View:
    level = western_digits(text).translate(_PLAIN)
    words = [_Word(found.start(), found.end(), found[0], folded(found[0])) for found in _WORD.finditer(level)]
    return _View(level, words, _rules(language), level.isupper())


@cache
def _shared() -> Shared:
    return read_model(FOLDER / "shared.yml", Shared)


@cache
def _words(language: str) -> Words:
    return read_model(FOLDER / f"{language}.yml", Words)


@cache
def _rules(language: str) -> _Rules:
    spoken = [_words(code) for code in dict.fromkeys((language, SOURCE, FALLBACK))]
    known = [_words(code) for code in languages()]
    return _Rules(
        cues={field: _cue([cue for words in spoken for cue in getattr(words, field)]) for field in _CUES},
        names=frozenset[str]().union(*(words.names for words in known)),
        endings=tuple(sorted((folded(ending) for ending in _words(language).endings), key=len, reverse=True)),
        common=frozenset[str]().union(*(words.common for words in spoken)),
        open_words=_shared().open_words.union(*(_calendar(code) for code in (language, SOURCE, FALLBACK))),
        capitals_tell=_words(language).capitals_tell,
        exact_names=_words(language).exact_names,
        agencies=_shared().open_words,
    )


def _cue(cues: list[str]) -> re.Pattern[str]:
    try:
        return re.compile(rf"(?<!\w)(?:{'|'.join(cues) or '(?!)'})(?!\w)", re.I)
    except re.error as error:
        raise DataError(f"{FOLDER}: {error.pattern!r} is no regular expression: {error}") from None


@cache
def _calendar(language: str) -> frozenset[str]:
    """Months, weekdays and countries, which are written like names."""
    locale = Locale.parse(languages()[language].locale)
    tables = [forms for table in (locale.months, locale.days) for forms in table["format"].values()]
    tables += [locale.months["stand-alone"]["wide"], locale.territories]
    return frozenset(folded(str(word)).rstrip(".") for table in tables for word in table.values() if len(str(word)) > 2)


def _emails(view: _View) -> Iterator[Span]:
    return (found.span() for found in _EMAIL.finditer(view.text))


def _ibans(view: _View) -> Iterator[Span]:
    for found in _IBAN_START.finditer(view.text):
        end = _iban_end(view.text, found.start())
        if end:
            yield found.start(), end


def _iban_end(text: str, start: int) -> Optional[int]:
    """Where an IBAN ends that starts here; a German one counts even with a slip in its check digits."""
    length = _shared().iban_lengths.get(text[start:start + 2].upper())
    signs, place, gap = "", start, 0
    while length and place < len(text) and len(signs) < length and gap <= 2:
        gap = 0 if text[place].isalnum() else gap + 1
        if gap and text[place] not in " .-":
            return None
        signs += text[place] if not gap else ""
        place += 1
    whole = len(signs) == length and signs.isascii() and not text[place:place + 1].isalnum()
    return place if whole and (_checks(signs) or (signs[:2].upper() == "DE" and signs[2:].isdigit())) else None


def _checks(iban: str) -> bool:
    """The check sum of ISO 13616."""
    return int("".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])) % 97 == 1


def _phones(view: _View) -> Iterator[Span]:
    for pattern in _PHONES:
        yield from (found.span() for found in pattern.finditer(view.text))
    yield from _after_cue(view, "number_cues", _CUED_NUMBER)


def _papers(view: _View) -> Iterator[Span]:
    for pattern in _PAPERS:
        for found in pattern.finditer(view.text):
            if re.match("[a-z]*", found[0].lower())[0] not in _shared().not_papers:  # type: ignore[index]
                yield found.span()
    for start, end in _after_cue(view, "paper_cues", _CUED_PAPER):
        if sum(char.isdigit() for char in view.text[start:end]) >= 4:
            yield start, end


def _after_cue(view: _View, field: str, pattern: re.Pattern[str]) -> Iterator[Span]:
    """What the pattern finds just after a cue."""
    for cue in view.rules.cues[field].finditer(view.text):
        gap = _AFTER_CUE.match(view.text, cue.end())
        found = pattern.match(view.text, gap.end() if gap else cue.end())
        if found and _NOT_A_DAY.match(view.text, found.start()):
            yield found.span()


@cache
def _street() -> re.Pattern[str]:
    ends = "|".join(_shared().streets)
    number = rf"(?:nr\.? ?)?\d{{1,4}}(?: ?[a-h](?!\w))?(?: ?[-/] ?\d{{1,3}}[a-h]?)?(?![\w])(?! ?-?{_shared().units})"
    name = r"[^\W\d_][\w-]{0,40}?"
    return re.compile(
        rf"(?<![\w-])(?:straße (?:des|der|am) (?:\d\d?\. )?\w{{2,20}} {number}"
        rf"|(?P<two>[^\W\d_][\w.-]{{1,30}}[ -])?(?P<street>{name}(?:{ends})|(?:{ends}))(?:,? ?){number}"
        rf"|\d{{1,3}} ?[a-h]?,? [^\W\d_][\w-]{{2,40}}?(?:straße|strasse|str\.|штрассе)(?!\w))", re.I)


def _addresses(view: _View) -> Iterator[Span]:
    """Street and house number; a town alone is none."""
    for found in _street().finditer(view.text):
        street = folded(found["street"] or "").rstrip(".")
        first = found["two"] or ""
        if street not in _shared().not_streets:
            yield (found.start("street") if first[-1:] == " " else found.start()), found.end()
        elif found["street"][:1].isupper() and _leads(first, view):
            yield found.span()


def _leads(word: str, view: _View) -> bool:
    """Whether a word before "Straße", "Ring" … makes it a street ("Berliner", "Am", "Karl-Marx-")."""
    own = word[:1].isupper() and (word.endswith("-") or folded(word) not in view.rules.common)
    return own or folded(word) in ("am", "im", "zum", "zur")


@cache
def _legal_form() -> re.Pattern[str]:
    exact = [form for form in _shared().legal_forms if form != form.lower()]
    free = [form for form in _shared().legal_forms if form == form.lower()]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(exact)}|(?i:{'|'.join(free)}))(?!\w)")


def _firms(view: _View) -> Iterator[Span]:
    for form in _legal_form().finditer(view.text):
        start = _firm_start(view, form.start())
        if start is not None:
            yield start, form.end()
    for cue in view.rules.cues["firms"].finditer(view.text):
        yield from _named_at(view, cue.end(), _firm_like, _LONGEST_FIRM)
    for cue in view.rules.cues["firm_called"].finditer(view.text):
        yield from _named_at(view, cue.end(), _any, _LONGEST_FIRM)
    for cue in view.rules.cues["firms_after"].finditer(view.text):
        yield from _named_before(view, cue.start(), _LONGEST_FIRM)


def _firm_start(view: _View, end: int) -> Optional[int]:
    """Where the words of a firm begin that lead up to its legal form; None for "mein AG"."""
    line = max(view.text.rfind("\n", 0, end) + 1, end - 90)
    start = None
    for sign in reversed(list(_SIGN.finditer(view.text, line, end))[-_LONGEST_FIRM:]):
        if sign[0] in _FIRM_LINKS and start is not None:
            continue
        if not _in_a_firm(sign[0], view, start is not None and view.text[start].isupper()):
            break
        start = sign.start()
    return start


def _in_a_firm(sign: str, view: _View, capital: bool) -> bool:
    """Whether a word before a legal form is part of the firm; one without a capital only if no capital follows."""
    key = folded(sign.strip(".'"))
    if not key or not sign[0].isalnum() or sign[-1] in ".!?" or key in _shared().firm_stops or key in _shared().open_words:
        return False
    return not sign[0].isdigit() and (sign[0].isupper() or (not capital and key not in view.rules.common))


def _names(view: _View) -> Iterator[Span]:
    cues = view.rules.cues
    for field, fits in (("named", _any), ("titled", _big), ("persons", _telling)):
        for cue in cues[field].finditer(view.text):
            yield from _named_at(view, cue.end(), fits, _LONGEST_NAME)
    for cue in cues["titled_after"].finditer(view.text):
        yield from _named_before(view, cue.start(), 2)
    for cue in cues["farewells"].finditer(view.text):
        yield from _signed(view, cue.end())
    yield from (found.span() for found in re.finditer(r"(?<![\w.@])@[a-z]\w{3,31}", view.text, re.I))
    yield from _known_names(view)


def _known_names(view: _View) -> Iterator[Span]:
    """Names of the lists without a cue, with the family name after them."""
    index = 0
    while index < len(view.words):
        if _known(view, index) or _pair(view, index):
            end = _name_end(view, index, _LONGEST_NAME, _family)
            yield view.words[index].start, view.words[end].end
            index = end
        index += 1


def _pair(view: _View, index: int) -> bool:
    """A name that is a word too, in a script without capitals, before another name ("رضا احمدی")."""
    word, more = view.words[index], index + 1 < len(view.words)
    return not word.cased and word.key in view.rules.names and more and _close(view, index) and _known(view, index + 1)


def _signed(view: _View, place: int) -> Iterator[Span]:
    """A name after a farewell, if it ends its line."""
    gap = _AFTER_FAREWELL.match(view.text, place)
    fits = _any if gap and "\n" in gap[0] else _big
    for start, end in _named_at(view, gap.end() if gap else place, fits, _LONGEST_NAME):
        if _LINE_END.match(view.text, end):
            yield start, end


Fits = Callable[[_View, int], bool]


def _named_at(view: _View, place: int, fits: Fits, most: int) -> Iterator[Span]:
    """The name that starts after a cue, if the first word fits."""
    gap = _AFTER_NAME_CUE.match(view.text, place)
    index = view.from_place(gap.end() if gap else place)
    if index is not None and (fits(view, index) or _known(view, index)):
        yield view.words[index].start, view.words[_name_end(view, index, most, fits)].end


def _named_before(view: _View, place: int, most: int) -> Iterator[Span]:
    """The words with a capital that stand before a cue."""
    last = bisect_left(view.words, place, key=lambda word: word.start) - 1
    if last < 0 or view.words[last].end + 1 != place or not (_big(view, last) or _known(view, last)):
        return
    first = last
    while first > 0 and last - first < most - 1 and _close(view, first - 1) and _big(view, first - 1):
        first -= 1
    yield view.words[first].start, view.words[last].end


def _name_end(view: _View, first: int, most: int, fits: Fits) -> int:
    """The index of the last word of a name."""
    last = index = first
    while index + 1 < len(view.words) and index + 1 - first < most and _close(view, index):
        index += 1
        if _goes_on(view, index, fits, view.words[first].capital):
            last = index
        elif view.words[index].key not in _shared().particles:
            break
    return last


def _goes_on(view: _View, index: int, fits: Fits, capital: bool) -> bool:
    """Whether a word belongs to the name before it; where names are told by their marks, every capital does."""
    word, rules = view.words[index], view.rules
    if _known(view, index) or (word.key in rules.names and not word.cased) or (rules.exact_names and word.capital):
        return True
    return fits(view, index) and word.capital >= capital


def _close(view: _View, index: int) -> bool:
    """Whether only a space, or the dot of a letter, stands between a word and the next."""
    word = view.words[index]
    gap = view.text[word.end:view.words[index + 1].start]
    return gap in (" ", " & ") or (len(word.text) <= 2 and gap in (". ", "."))


def _any(view: _View, index: int) -> bool:
    """Any word but a common one; one with a capital also if it is common elsewhere."""
    word = view.words[index]
    if word.capital and not view.shouting:
        return word.key not in view.rules.agencies
    return word.key not in view.rules.open_words | view.rules.common and len(word.text) > 1


def _big(view: _View, index: int) -> bool:
    """A word with a capital, or in a script without capitals, that is no common word; in a shouted text no capital counts."""
    word = view.words[index]
    tells = (word.capital and not view.shouting) or not word.cased
    return tells and word.key not in view.rules.open_words and word.key not in view.rules.common


def _firm_like(view: _View, index: int) -> bool:
    """A word with a capital: firms are called like common words."""
    word = view.words[index]
    return word.capital and not view.shouting and word.key not in view.rules.open_words | _shared().firm_stops


def _family(view: _View, index: int) -> bool:
    """A word with a capital after a first name."""
    return view.words[index].capital and _big(view, index)


def _telling(view: _View, index: int) -> bool:
    """A word whose capital tells a name."""
    return view.rules.capitals_tell and _big(view, index)


def _known(view: _View, index: int) -> bool:
    """A name of the lists, also with a case ending; where it is a word too, only with a capital."""
    word, rules = view.words[index], view.rules
    if word.key in rules.open_words or (word.key in rules.common and (not word.capital or view.shouting)):
        return False
    if word.cased and not word.capital and len(word.key) < 4:
        return False
    if unicodedata.normalize("NFC", word.text) in rules.exact_names:
        return True
    return any(part in rules.names for part in _forms(word, rules.endings))


def _forms(word: _Word, endings: tuple[str, ...]) -> Iterator[str]:
    """The word as it may stand in a list: whole, its first part, and without case ending or prefixed particle."""
    yield word.key
    yield word.key.split("-")[0]
    if word.capital:
        for ending in endings:
            stem = word.key[:-len(ending)]
            if word.key.endswith(ending) and len(stem) >= 3:
                yield from (stem, *(stem + vowel for vowel in "аяиьоaeo"))
    if word.key[:1] in "ولبف" and len(word.key) >= 5:
        yield word.key[1:]


_FINDERS: list[tuple[str, Callable[[_View], Iterator[Span]]]] = [
    ("email", _emails), ("iban", _ibans), ("passport", _papers), ("phone", _phones), ("address", _addresses), ("firm", _firms),
    ("name", _names),
]

"""What the finders know: one door to words/*.yml, words/cities.txt, names/ and the words of the training messages."""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from anyascii import anyascii
from babel import Locale
from pydantic import BaseModel, Extra, validator

from bot.errors import DataError
from bot.knowledge.centres.gazetteer import states_by_name, towns
from bot.knowledge.files import read_model
from bot.languages import FALLBACK, SOURCE, languages
from bot.nlu.cleaning import folded
from bot.settings import ROOT

FOLDER = Path(__file__).parent / "words"
NAMES = Path(__file__).parent / "names"
MESSAGES = ROOT / "data" / "nlu"
_CUES = (
    "named", "titled", "titled_after", "persons", "farewells", "firms", "firms_after", "firm_called", "works", "number_cues",
    "paper_cues",
)
_TOKEN = re.compile(r"[^\W\d_](?:[\u0300-\u036f\u064b-\u0652]|[^\W\d_]|(?<=[бпвмфрк])'(?=[яюєї])|[-\u200c](?=[^\W\d_]))*", re.I)
_MARKUP = re.compile(r"\]\([^)]*\)|\{[^}]*\}")
_OFTEN = 4
"""Times that a word must be said in the training messages to be a word although it stands in a list of names."""
_TWICE = 2
_USUAL = 3
"""Times that a word must be said in the training messages of its language not to be rare."""
_SURE_TOWN = 20_000
"""Inhabitants from which a town is a town although it is called like a person."""
_SHORTEST_STEM = 4
_SHORTEST_ROOT = 3
LONGEST_START = 20
"""Letters at the start of a word that its other forms share at most."""
_FORM = 3
"""Letters at the end of a word that its other forms may not share."""
_FOREIGN = 5
"""Letters from which a word with marks may be a German one among Vietnamese syllables."""
_PARTICLES = frozenset("ولبف")
"""Arabic letters that are written to the next word ("and", "for", "in", "so")."""
_DOUBLED = re.compile(r"([a-z])\1+")
_HEAD = re.compile(r"(?:ung|heit|keit|schaft|tion|tat|ismus|nis|ling|chen|lein|ment|logie)(?:en|s|e)?$")
"""Endings that only German nouns have."""


class Words(BaseModel):
    """What tells a name or a firm in one language; cues are regular expressions, case does not matter.

    Args:
        capitals_tell: whether a capital inside a sentence is a sign of a name (not in German, nor in scripts without capitals).
        marks_tell: whether words are told apart by their marks, so that they are compared as they stand (Vietnamese).
        named: cues after which any word is a name ("my name is").
        titled: cues after which a word with a capital is a name ("Mr").
        titled_after: the same behind the name ("Bey").
        persons: cues after which a word is a name if its capital tells one, or if it is unknown ("my boss").
        farewells: cues before the last line.
        firms, firms_after: cues beside a firm with a capital.
        firm_called: cues after which any word is a firm ("the company is called").
        works: words after which an unknown word is a firm rather than a person ("at").
        number_cues, paper_cues: cues before a telephone number, and before the number of a passport or the like.
        endings: what case adds to a name ("Ивана", "Ahmet'in").
        prefixes, suffixes: what is written to a common word; without it a word may be known (Arabic, Persian).
        names: common first and family names that are no words.
        exact_names: names told from words by their marks only ("Hùng"): as they stand, with a capital, in this language.
        common: folded words that are no names.

    """

    capitals_tell: bool
    marks_tell: bool = False
    named: list[str]
    titled: list[str]
    titled_after: list[str] = []
    persons: list[str]
    farewells: list[str]
    firms: list[str]
    firms_after: list[str] = []
    firm_called: list[str]
    works: list[str]
    number_cues: list[str]
    paper_cues: list[str]
    endings: list[str] = []
    prefixes: list[str] = []
    suffixes: list[str] = []
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
    """What holds in every language; the fields are explained in words/shared.yml."""

    legal_forms: list[str]
    firm_nouns: frozenset[str]
    firm_noun_ends: list[str]
    firm_places: list[str]
    firm_heads: list[str]
    firm_links: frozenset[str]
    firm_joints: frozenset[str]
    conjunctions: frozenset[str]
    firm_regions: frozenset[str]
    employers: frozenset[str]
    streets: list[str]
    not_streets: frozenset[str]
    street_nouns: list[str]
    streets_first: list[str]
    streets_last: list[str]
    street_starts: list[str]
    address_cues: list[str]
    not_addresses: frozenset[str]
    after_addresses: list[str]
    doors: list[str]
    units: str
    particles: frozenset[str]
    not_papers: frozenset[str]
    account_cues: list[str]
    iban_lengths: dict[str, int]
    open_words: frozenset[str]
    firm_stops: frozenset[str]
    no_names: frozenset[str]
    no_heads: frozenset[str]
    selves: frozenset[str]
    partners: frozenset[str]
    work_words: list[str]
    town_sounds: dict[str, str]
    town_ends: dict[str, str]
    jobs: list[str]
    papers: list[str]

    class Config:
        extra = Extra.forbid

    @validator(
        "not_streets", "not_addresses", "open_words", "firm_stops", "firm_nouns", "firm_links", "firm_joints", "conjunctions",
        "firm_regions", "employers", "no_names", "no_heads", "selves", "partners", pre=True)
    def _split(cls, value: str) -> frozenset[str]:  # noqa: N805
        return frozenset(str(value).split())


@dataclass(frozen=True)
class Rules:
    """The word lists of a language with German and English, compiled."""

    cues: dict[str, re.Pattern[str]]
    names: frozenset[str]
    first: frozenset[str]
    last: frozenset[str]
    endings: tuple[str, ...]
    common: frozenset[str]
    own_common: frozenset[str]
    known: frozenset[str]
    heads: frozenset[str]
    often: frozenset[str]
    marked: frozenset[str]
    open_words: frozenset[str]
    places: frozenset[str]
    cities: frozenset[str]
    capitals_tell: bool
    exact_names: frozenset[str]
    own_names: frozenset[str]
    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]
    roots: frozenset[str]
    sorted_words: tuple[str, ...]
    usual: frozenset[str]
    spoken: frozenset[str]
    open_marked: frozenset[str]

    def knows(self, text: str, key: str) -> bool:
        """Whether a word is in the lists of words, or a German word made of such words."""
        if self.marked and not text.isascii():
            return plain(text) in self.marked or (len(key) >= _FOREIGN and (self.lists_word(key) or self._german(key)))
        return self.lists_word(key) or self._german(key)

    def lists_word(self, key: str) -> bool:
        """Whether a word is in the lists of words, also behind an Arabic particle."""
        return key in self.known or self.opens(key) or (key[:1] in _PARTICLES and len(key) > 3 and key[1:] in self.known)

    def related(self, key: str, most: int = LONGEST_START, form: int = _FORM) -> bool:
        """Whether a word may be a form of a known word: with the same root, or with the same letters up to its last ones."""
        if self.suffixes and not key.isascii():
            if any(key[:cut] in self.known and key[cut:] in self.known for cut in range(_SHORTEST_STEM, len(key) - _FORM)):
                return True
            return any(root in self.roots for root in roots(key, self.prefixes, self.suffixes))
        start = key[:max(_SHORTEST_STEM, min(len(key) - form, most))]
        place = bisect_left(self.sorted_words, start)
        return place < len(self.sorted_words) and self.sorted_words[place].startswith(start)

    def rare(self, key: str) -> bool:
        """Whether a word is hardly said in the training messages of its language, in none of its forms."""
        if key in self.usual:
            return False
        return not any(len(root) > _SHORTEST_ROOT and root in self.usual for root in roots(key, self.prefixes, self.suffixes))

    def opens(self, key: str) -> bool:
        """Whether a word is an office, a month, a weekday, a country or a language, also with a case ending."""
        if key.find("-") in range(_FOREIGN):
            return key in self.open_words
        return any(form in self.open_words for form in forms(key, True, self.endings))

    def names_place(self, key: str) -> bool:
        """Whether some words are a town or a country."""
        return key in self.places or key in self.open_words

    def words_it(self, text: str, key: str) -> bool:
        """Whether a word is said so often in the training messages that it is no name on its own."""
        return plain(text) in self.marked if self.marked else key in self.often

    def words_only(self, text: str, key: str, cased: bool) -> bool:
        """Whether a word is said so often that only the same word in the short list of its language makes it a name."""
        return key in self.often and key not in (self.names if cased else self.own_names) and text not in self.exact_names

    def _german(self, key: str) -> bool:
        """A German noun: made of known words ("Nachtschichtzulage"), or with an ending that only nouns have."""
        parts = key.split("-")
        if len(parts) > 1:
            return all(part in self.known or self._german(part) for part in parts)
        if len(key) < 7:
            return False
        return bool(_HEAD.search(key)) or any(key[cut:] in self.heads for cut in range(3, len(key) - 3))

    def built(self, key: str) -> bool:
        """Whether a word is in the lists, ends as only German nouns do, or is made of two words of the lists."""
        if self.lists_word(key) or _HEAD.search(key):
            return True
        cuts = range(3, len(key) - 3) if key.isascii() else ()
        return any(key[cut:] in self.heads and {key[:cut], key[:cut].removesuffix("s")} & self.known for cut in cuts)

    def names_it(self, text: str, key: str, capital: bool) -> bool:
        """Whether a word is a name of the short lists, also with a case ending."""
        if unicodedata.normalize("NFC", text) in self.exact_names:
            return True
        return any(form in self.names for form in forms(key, capital, self.endings, 3))

    def lists(self, names: frozenset[str], key: str, capital: bool) -> bool:
        """Whether a word is in a long list of names, also with a case ending."""
        return any(form in names for form in forms(key, capital, self.endings))


def plain(text: str) -> str:
    """The word in lower case with its marks."""
    return unicodedata.normalize("NFC", text).lower()


def forms(key: str, capital: bool, endings: tuple[str, ...], shortest: int = _SHORTEST_STEM) -> Iterator[str]:
    """The word as it may stand in a list: whole, its first part, and without case ending or prefixed particle."""
    yield key
    yield key.split("-", maxsplit=1)[0]
    if capital or "\u0600" <= key[:1] <= "\u06ff":
        for ending in endings:
            stem = key[:-len(ending)]
            if key.endswith(ending) and len(stem) >= shortest:
                yield from (stem, *(stem + vowel for vowel in "аяиьоaeo"))
    if key[:1] in _PARTICLES and len(key) >= 5:
        yield key[1:]


def roots(key: str, prefixes: tuple[str, ...], suffixes: tuple[str, ...]) -> list[str]:
    """A word without what may be written to it, in every way that leaves a root."""
    key = key.replace("\u200c", "")
    starts = [0, *(len(prefix) for prefix in prefixes if key.startswith(prefix))]
    ends = [len(key), *(len(key) - len(suffix) for suffix in suffixes if key.endswith(suffix))]
    return [key[start:end] for start in starts for end in ends if end - start >= _SHORTEST_ROOT]


@cache
def shared() -> Shared:
    """What holds in every language."""
    return read_model(FOLDER / "shared.yml", Shared)


@cache
def words(language: str) -> Words:
    """What holds in one language."""
    return read_model(FOLDER / f"{language}.yml", Words)


@cache
def rules(language: str) -> Rules:
    """The word lists of a language with German and English.

    Raises:
        DataError: a file does not fit, or a cue is no regular expression.

    """
    codes = list(dict.fromkeys((language, SOURCE, FALLBACK)))
    spoken = [words(code) for code in codes]
    listed = _names("first") | _names("last") | frozenset[str]().union(*(words(code).names for code in languages()))
    common = shared().no_names.union(*(own.common for own in spoken))
    said = sum((_said(code) for code in codes), Counter[str]())
    names = frozenset[str]().union(*(words(code).names for code in languages()))
    known = common.union(word for word, times in said.items() if times >= _OFTEN or word not in listed)
    prefixes, suffixes = (tuple(folded(part) for part in parts) for parts in (words(language).prefixes, words(language).suffixes))
    return Rules(
        cues={field: cue([one for own in spoken for one in getattr(own, field)]) for field in _CUES},
        names=names,
        first=_names("first"),
        last=_names("last"),
        endings=tuple(sorted((folded(ending) for ending in words(language).endings), key=len, reverse=True)),
        common=common,
        own_common=words(language).common,
        known=known,
        heads=_german_words(known) - shared().no_heads,
        often=common.union(word for word, times in said.items() if times >= _TWICE),
        marked=_marked(language) if words(language).marks_tell else frozenset(),
        open_words=shared().open_words.union(*(_calendar(code) for code in codes)),
        places=_places(),
        cities=_cities(),
        capitals_tell=words(language).capitals_tell,
        exact_names=words(language).exact_names,
        own_names=words(language).names,
        prefixes=prefixes,
        suffixes=suffixes,
        roots=_roots(known, prefixes, suffixes),
        sorted_words=tuple(sorted(known)),
        usual=frozenset(word for word, times in _said(language).items() if times >= _USUAL),
        open_marked=_calendar(language, marked=True) if words(language).marks_tell else frozenset(),
        spoken=frozenset(word for word, times in said.items() if times >= _USUAL),
    )


def _german_words(known: frozenset[str]) -> frozenset[str]:
    """Those of the words that are German ones."""
    return known & words(SOURCE).common.union(_said(SOURCE))


def _roots(known: frozenset[str], prefixes: tuple[str, ...], suffixes: tuple[str, ...]) -> frozenset[str]:
    """The known words, and what is left of them without what is written to them unless it is very short."""
    if not suffixes:
        return frozenset()
    left = (root for word in known if not word.isascii() for root in roots(word, prefixes, suffixes))
    return frozenset(root for root in left if len(root) > _SHORTEST_ROOT) | {word.replace("\u200c", "") for word in known}


def cue(cues: list[str]) -> re.Pattern[str]:
    """A pattern for any of the cues as whole words.

    Raises:
        DataError: a cue is no regular expression.

    """
    try:
        return re.compile(rf"(?<!\w)(?:{'|'.join(cues) or '(?!)'})(?!\w)", re.I)
    except re.error as error:
        raise DataError(f"{FOLDER}: {error.pattern!r} is no regular expression: {error}") from None


@cache
def _calendar(language: str, marked: bool = False) -> frozenset[str]:
    """Months, weekdays, countries and languages, which are written like names; folded, or in lower case with their marks."""
    locale = Locale.parse(languages()[language].locale)
    tables = [forms for table in (locale.months, locale.days) for forms in table["format"].values()]
    tables += [locale.months["stand-alone"]["wide"], locale.territories, locale.languages]
    spelled = plain if marked else folded
    return frozenset(spelled(str(word)).rstrip(".") for table in tables for word in table.values() if len(str(word)) > 2)


@cache
def _names(kind: str) -> frozenset[str]:
    """The long lists of names, folded; those of other scripts also in Latin letters."""
    spelled = (name for path in sorted((NAMES / kind).glob("*.txt")) for name in _lines(path))
    return frozenset(folded(way) for name in spelled for way in _ways(name))


def _ways(name: str) -> tuple[str, ...]:
    """A name as it stands, and in Latin letters unless its script leaves vowels out."""
    return (name,) if "\u0600" <= name[0] <= "\u06ff" else (name, anyascii(name))


@cache
def _places() -> frozenset[str]:
    """German towns that are not called like a person, parts of double ones, and all cities, folded."""
    double = (town.name.split("-") for found in towns().values() for town in found if town.name.count("-") == 1)
    names = [*towns(), *(part for parts in double for part in parts if len(part) > _FOREIGN)]
    return _cities().union(folded(name) for name in names if len(name) > 2) - (_names("first") - _cities())


@cache
def sounds() -> frozenset[str]:
    """German towns as they sound, so that they are found in Cyrillic letters ("Косвиг")."""
    return frozenset(sound(folded(name)) for name in towns() if len(name) > _FOREIGN)


def sound(key: str) -> str:
    """A town's name as it is heard, in Latin letters."""
    latin = anyascii(key).lower().replace("-", " ").replace("'", "")
    return _DOUBLED.sub(r"\1", _sound().sub(lambda found: shared().town_sounds[found[0]], latin))


@cache
def _sound() -> re.Pattern[str]:
    return re.compile("|".join(sorted(shared().town_sounds, key=len, reverse=True)))


@cache
def _cities() -> frozenset[str]:
    """Large German towns, Länder, and cities elsewhere, in all their spellings, folded."""
    large = [name for name, found in towns().items() if max(town.population for town in found) >= _SURE_TOWN]
    return frozenset(folded(name) for name in [*large, *states_by_name()] if len(name) > 2).union(_lines(FOLDER / "cities.txt"))


@cache
def _said(language: str) -> Counter[str]:
    """How often each word stands in the training messages of a language, folded."""
    times: Counter[str] = Counter()
    for word, count in Counter(_tokens(language)).items():
        times[folded(word)] += count
    return times


@cache
def _marked(language: str) -> frozenset[str]:
    """The words of the training messages of a language as they stand, in lower case."""
    return frozenset(plain(word) for word in _tokens(language))


def _tokens(language: str) -> list[str]:
    lines = (line for path in sorted((MESSAGES / language).glob("*.yml")) for line in _lines(path) if line.lstrip()[:2] == "- ")
    return [word for line in lines if "intent:" not in line for word in _TOKEN.findall(_MARKUP.sub(" ", line.replace("’", "'")))]


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]

"""Firms behind a place of work: "restaurante La Tasca", "Hotel Seeblick", "مطعم ليالي الشام", "nagelstudio bella mia"."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Optional

from bot.handoff.masking.text import Span, View
from bot.handoff.masking.words import cue, shared

_LONGEST = 5
_LONGEST_UNCASED = 3
_GAP = re.compile(r" ?[:\"'«„“(]? ?")
_QUOTED = re.compile(r" ?[\"«„“'](?P<name>[^\"«»„“”'\n]{2,40})[\"»“”']")
_DEFINITE = re.compile(r"[وفبك]?ال|لل")
_DIGITS = re.compile(
    r" ?24(?!\w|[.,:/-]\d| ?(?:h|std|st|s[aá]|час|год|ore|orë|heure|hor|ساع|giờ|tiếng|€|eur|/))"
    r"| ?\d{1,3}(?=[.,;:)!?]?(?:\n|$)|[.,;)!?] )")
_PRESENT = re.compile(r"[بسك]?[يتن]\w{3}")
VERB = re.compile(r"[وفلب]?[يتن]\w{2,}(?:ني|ها|هم|نا)|\w+(?:وها|تها|تني|وني)")
"""Arabic words with the endings of a verb."""


def firms(view: View) -> Iterator[Span]:
    """The names behind a place of work, with the place itself where it belongs to the name ("Hotel Seeblick")."""
    for found in _any_cue().finditer(view.text):
        quoted = _QUOTED.match(view.text, found.end())
        span = quoted.span("name") if quoted and not quoted["name"][0].islower() else _behind(view, found)
        if span:
            part = bool(head_cue().fullmatch(found[0]))
            head = (part or view.rules.capitals_tell) if found[0][0].isupper() else part and view.careless
            yield found.start() if head else span[0], span[1]


@cache
def _any_cue() -> re.Pattern[str]:
    return cue([*shared().firm_places, *shared().firm_heads])


@cache
def place_cue() -> re.Pattern[str]:
    """Places of work and other words that stand before the name of a firm."""
    return cue(shared().firm_places)


@cache
def head_cue() -> re.Pattern[str]:
    """Places of work that are a part of the name if they have a capital."""
    return cue(shared().firm_heads)


def _behind(view: View, found: re.Match[str]) -> Optional[Span]:
    """The name just behind a place of work."""
    gap = _GAP.match(view.text, found.end())
    first = view.from_place(gap.end() if gap else found.end())
    if first is None or first == 0 or view.words[first].start == found.end():
        return None
    word = view.words[first]
    if not word.cased:
        return _uncased(view, first, bool(_DEFINITE.match(found[0])))
    linked = word.key in shared().firm_joints and view.close(first) and view.words[first + 1].capital and found[0][0].isupper()
    if view.shouting or not (word.capital or linked):
        return _lower(view, first)
    return _capitals(view, first + linked)


def _capitals(view: View, first: int) -> Optional[Span]:
    """A run of capitals, with "de", "zum" and the like between; in German one of them is unknown or rare."""
    last = index = first
    while view.close(index) and index - first < _LONGEST:
        index += 1
        if view.words[index].capital and not _stops(view, index):
            last = index
        elif view.words[index].capital and view.rules.marked:
            continue
        elif view.words[index].key not in shared().particles | shared().firm_links | shared().firm_joints:
            break
    while last > first and view.city(last) and view.german_town(last):
        last -= 1
    span = range(first, last + 1)
    if _stops(view, first) and not (last > first and (view.rules.marked or view.words[first].key in shared().firm_links)):
        return None
    last += view.close(last) and view.words[last + 1].key in shared().firm_regions
    key = view.words[first].key
    if last == first and ((view.city(first) and view.german_town(first)) or (view.long(first) and view.rules.lists_word(key))):
        return None
    if not view.rules.capitals_tell:
        strange = any(view.unknown(index) or view.listed(index) or view.rare(index) for index in span)
        if not strange or (all(view.known_name(index) for index in span) and view.words[first].key not in shared().firm_links):
            return None
    return view.words[first].start, _with_digits(view, last)


def _stops(view: View, index: int) -> bool:
    """Whether a word with a capital is no part of a firm."""
    return view.open(index) or view.words[index].key in shared().no_names


def _lower(view: View, first: int) -> Optional[Span]:
    """Unknown words without a capital, or rare ones in a shouted text, also beside a noun of firms ("balkan bau")."""
    last, odd = first - 1, 0
    while last - first < _LONGEST_UNCASED - 1 and (last < first or view.close(last)) and last + 1 < len(view.words) \
            and (_odd(view, last + 1) or _joins(view, last + 1)):
        last += 1
        odd += _odd(view, last)
    return (view.words[first].start, _with_digits(view, last)) if odd or last > first else None


def _joins(view: View, index: int) -> bool:
    """A word that firms are called by, between others."""
    return view.words[index].key in shared().firm_nouns | shared().firm_regions and not view.words[index].capital


def lower_firm(view: View, place: int) -> Optional[Span]:
    """A firm without a capital just behind a cue, in a text that is typed so."""
    index = view.from_place(place + 1)
    if index is None or not view.careless or view.words[index].capital or not view.words[index].cased:
        return None
    return _lower(view, index)


def _odd(view: View, index: int) -> bool:
    """A word without a telling capital that is hardly one of the language."""
    if _stops(view, index) or view.place(index) or len(view.words[index].text) < 3:
        return False
    known = view.words[index].key in view.rules.own_common
    listed = view.listed(index) and not view.rules.words_it(view.words[index].text, view.words[index].key)
    return not known and (view.foreign(index) or listed or (view.shouting and view.rare(index)))


def _uncased(view: View, first: int, definite: bool) -> Optional[Span]:
    """Rare words in a script without capitals; behind "the restaurant" the first one is unknown, for it may be a verb."""
    beside = view.close(first) and not view.words[first + 1].cased
    branch = beside and len(view.words[first].key) > 2 and view.unknown(first + 1) and _rare(view, first + 1)
    if (not branch and not _rare(view, first)) or (definite and not _after_article(view, first)):
        return None
    last = first
    while last - first < _LONGEST_UNCASED - 1 and view.close(last) and (_rare(view, last + 1) or _region(view, last + 1)):
        last += 1
    return view.words[first].start, _with_digits(view, last)


def _after_article(view: View, index: int) -> bool:
    """A word that may be the name of "the firm": unknown, and no verb."""
    return view.foreign(index) and not _PRESENT.match(view.words[index].key)


def _region(view: View, index: int) -> bool:
    """A country or a region at the end of a firm."""
    return not view.words[index].cased and (view.place(index) or view.open(index)) and not view.city(index)


def _rare(view: View, index: int) -> bool:
    """A rare word in a script without capitals that is no verb and no place."""
    word = view.words[index]
    if word.key in shared().firm_nouns:
        return True
    if word.cased or _stops(view, index) or view.city(index) or view.joined(index):
        return False
    return view.rules.rare(word.key) and not VERB.fullmatch(word.key)


def _with_digits(view: View, last: int) -> int:
    """Where a firm ends, with its number ("kebab express 44")."""
    digits = _DIGITS.match(view.text, view.words[last].end)
    return digits.end() if digits else view.words[last].end

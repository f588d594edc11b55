"""Names and firms that only an unknown word with a capital tells; what no rule and no list has found."""

import re
from collections.abc import Iterator
from functools import cache

from bot.handoff.masking.text import Span, View
from bot.handoff.masking.words import cue, shared

_LONGEST = 5
_SHORT = 5
"""Letters up to which a word in capitals is an abbreviation."""
_SUREST = 6
"""Letters from which an employer is told without a capital."""
_DIGITS = re.compile(r"\d{1,3}(?!\w)")
_NUMBERED = re.compile(r"(?<!\w)[^\W\d_]{4,}(?:24|\d{1,3})(?![\w.,:]|-\d)")


def named_like_firms(view: View) -> Iterator[Span]:
    """Known employers, and runs of capitals with a firm's noun."""
    for word in view.words:
        if word.key in shared().employers and (word.capital or not word.cased or len(word.key) >= _SUREST):
            yield word.start, word.end
    for start, last in _runs(view):
        first = next((index for index in range(start, last) if not _leads(view, index)), last)
        if _works_in(view, first, last):
            yield view.words[first].start, view.words[last].end
        elif view.rules.capitals_tell and any(_firm_noun(view.words[index].key) for index in range(first, last + 1)):
            yield from _with_place(view, first, last)


def firms(view: View) -> Iterator[Span]:
    """What stands after "at" or after a place of work, and words that end in digits."""
    for found in view.rules.cues["works"].finditer(view.text):
        yield from _unknown_after(view, found.end(), view.shouting)
    for found in _place_cue().finditer(view.text):
        yield from _unknown_after(view, found.end(), view.rules.capitals_tell or _two_capitals(view, found.end() + 1))
    for found in _NUMBERED.finditer(view.text):
        index = view.from_place(found.start())
        if index is not None and view.words[index].capital and view.new(index) and not view.open(index):
            yield found.span()


def names(view: View) -> Iterator[Span]:
    """Unknown capitals: one inside a sentence where capitals tell, two side by side in German."""
    for first, last in _runs(view):
        span = range(first, last + 1)
        sure = [index for index in span if _strange(view, index)]
        if len(sure) > 1 or (sure and view.rules.capitals_tell and not view.opens(sure[0])):
            yield view.words[sure[0]].start, view.words[sure[-1]].end


@cache
def _place_cue() -> re.Pattern[str]:
    return cue(shared().firm_places)


def _unknown_after(view: View, place: int, sure: bool) -> Iterator[Span]:
    """A firm that begins just after a place; unless the cue is sure, one of its words is unknown."""
    first = view.from_place(place + 1)
    if first is None or view.text[place] not in " :\"„" or not _may_be(view, first):
        return
    last = first
    while last - first < _LONGEST - 1 and view.close(last) and (_may_be(view, last + 1) or _in_place(view, last + 1, sure)):
        last += 1
    span = range(first, last + 1)
    if all(view.known_name(index) for index in span) and not sure:
        return
    linked = "&" in view.text[view.words[first].start:view.words[last].end]
    if sure or linked or any(view.unknown(index) or view.listed(index) for index in span):
        digits = _DIGITS.match(view.text, view.words[last].end)
        yield view.words[first].start, digits.end() if digits else view.words[last].end


def _two_capitals(view: View, place: int) -> bool:
    """Whether two words with a capital stand side by side from a place on ("Seniorenheim Haus Abendsonne")."""
    first = view.from_place(place)
    return first is not None and view.close(first) and view.words[first].capital and view.words[first + 1].capital


def _in_place(view: View, index: int, sure: bool) -> bool:
    """A town in the name of a firm that a sure cue tells ("agence Interim Express Kehl")."""
    return sure and view.words[index].capital and view.place(index)


def _with_place(view: View, first: int, last: int) -> Iterator[Span]:
    """A firm's noun beside a town or a country ("Kosova Trans")."""
    before = first > 0 and view.close(first - 1) and view.tells(first - 1) and _no_office(view, first - 1)
    after = view.close(last) and view.words[last + 1].capital and _no_office(view, last + 1)
    if before or after:
        yield view.words[first - before].start, view.words[last + after].end


def _no_office(view: View, index: int) -> bool:
    return view.words[index].key not in shared().open_words | shared().no_names or view.place(index)


def _leads(view: View, index: int) -> bool:
    """A word with a capital that leads up to a firm ("Subunternehmer")."""
    return view.words[index].key in shared().firm_stops or bool(_place_cue().fullmatch(view.words[index].text))


def _may_be(view: View, index: int) -> bool:
    """Whether a word may be part of a firm."""
    word = view.words[index]
    if view.open(index) or word.key in shared().firm_stops | shared().no_names or view.place(index):
        return False
    if view.shouting or not word.cased:
        return view.new(index)
    return word.capital and not view.long(index)


def _runs(view: View) -> Iterator[Span]:
    """First and last index of words with a capital that stand side by side and may be a name or a firm."""
    index = 0
    while index < len(view.words):
        if not _eligible(view, index):
            index += 1
            continue
        last = index
        while view.close(last) and last - index < _LONGEST - 1 and _eligible(view, last + 1):
            last += 1
        yield index, last
        index = last + 1


def _eligible(view: View, index: int) -> bool:
    word = view.words[index]
    if not word.capital or view.shouting or view.open(index) or word.key in shared().no_names or view.place(index):
        return False
    return not view.opens(index) or (view.close(index) and view.words[index + 1].capital and _strange(view, index))


def _strange(view: View, index: int) -> bool:
    """A word with a capital that is unknown, and no abbreviation; or a name of the lists that is no word."""
    word = view.words[index]
    if word.text.isupper() and len(word.text) <= _SHORT:
        return False
    return view.unknown(index) or (view.listed(index) and not view.rules.words_it(word.text, word.key) and not view.place(index))


def _works_in(view: View, first: int, last: int) -> bool:
    """Whether a run is called like a firm ("Lindner Gebäudereinigung"): a firm's noun beside an unknown word."""
    span = range(first, last + 1)
    nouns = [index for index in span if _firm_noun(view.words[index].key)]
    return bool(nouns) and any((_strange(view, index) or view.listed(index)) and index not in nouns for index in span)


def _firm_noun(key: str) -> bool:
    return key in shared().firm_nouns or any(key.endswith(end) for end in shared().firm_noun_ends)

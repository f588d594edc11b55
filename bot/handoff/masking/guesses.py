"""Names and firms that only an unknown word with a capital tells; what no rule and no list has found."""

import re
from collections.abc import Iterator
from functools import cache

from bot.handoff.masking.names import lower, second
from bot.handoff.masking.places import VERB, place_cue
from bot.handoff.masking.text import Span, View
from bot.handoff.masking.words import shared

_LONGEST = 5
_SHORT = 5
"""Letters up to which a word in capitals is an abbreviation."""
_SHORTEST = 4
"""Letters from which a word that opens a sentence may be a name."""
_START = 5
"""Letters that a word that opens a sentence may share with a known one."""
_LONG = 10
"""Letters from which a word of German words is a term rather than a firm ("Urlaubsübertragung")."""
_SUREST = 6
"""Letters from which an employer is told without a capital."""
_SHORTENED = re.compile(r"(?<!\w)[^\W\d_]{3,}- (?:und|&|u\.) $")
_AMPERSAND = re.compile(r" ?[&+] ?(?=[^\W\d_])")
_BEFORE = 40
"""Signs before "at" in which a word of work is looked for."""
_DIGITS = re.compile(r"\d{1,3}(?!\w)")
_NUMBERED = re.compile(r"(?<!\w)[^\W\d_]{4,}(?:24|\d{1,3})(?![\w:]|[.,]\d|-\d)")


def named_like_firms(view: View) -> Iterator[Span]:
    """Known employers, and runs of capitals with a firm's noun."""
    for word in view.words:
        if word.key in shared().employers and (word.capital or not word.cased or len(word.key) >= _SUREST):
            yield word.start, word.end
    yield from _partners(view)
    for start, last in _runs(view):
        first = next((index for index in range(start, last) if not _leads(view, index)), last)
        if _works_in(view, first, last):
            yield _joined_start(view, view.words[first].start), view.words[last].end
        elif view.rules.capitals_tell and any(_firm_noun(view.words[index].key) for index in range(first, last + 1)):
            yield from _with_place(view, first, last)


def _partners(view: View) -> Iterator[Span]:
    """Two capitals with "&" between, one of them a name or a word for partners ("Vogt & Partner")."""
    for found in _AMPERSAND.finditer(view.text):
        first, second = view.before(found.start()), view.from_place(found.end())
        if second is None or view.words[first].end != found.start():
            continue
        capitals = view.words[first].capital and view.words[second].capital
        told = any(_strange(view, index) or view.listed(index) for index in (first, second))
        if capitals and (told or view.words[second].key in shared().partners):
            yield view.words[first].start, view.words[second].end


def _joined_start(view: View, start: int) -> int:
    """Where a firm begins whose first noun is shortened ("Garten- und Landschaftsbau Stüwe")."""
    found = _SHORTENED.search(view.text, max(0, start - _BEFORE), start)
    return found.start() if found else start


def firms(view: View) -> Iterator[Span]:
    """What stands after "at" or after a place of work, and words that end in digits."""
    for found in view.rules.cues["works"].finditer(view.text):
        yield from _unknown_after(view, found.end(), view.shouting)
        yield from _lower_after(view, found.end() + 1)
    for found in _NUMBERED.finditer(view.text):
        index = view.from_place(found.start())
        if index is None or view.open(index) or not view.new(index):
            continue
        if view.words[index].capital or (found[0][-2:].isdigit() and view.unknown(index)):
            yield found.span()


def names(view: View) -> Iterator[Span]:
    """Unknown capitals: one inside a sentence where capitals tell, with its neighbours; two side by side in German."""
    for first, last in _runs(view):
        span = range(first, last + 1)
        sure = [index for index in span if _strange(view, index)]
        if not view.rules.capitals_tell:
            if len(sure) > 1:
                yield view.words[sure[0]].start, view.words[sure[-1]].end
        elif len(sure) > 1 or (sure and not view.opens(sure[0])) or _pair(view, first, last):
            begin = next((index for index in span if not _leads(view, index)), first)
            begin -= begin > 0 and view.close(begin - 1) and view.words[begin - 1].capital and _belongs(view, begin - 1)
            end = last + (view.close(last) and view.tells(last + 1) and _region(view, last + 1))
            yield view.words[begin].start, view.words[end].end
    yield from _openers(view)
    yield from _foreign_pairs(view)


def _pair(view: View, first: int, last: int) -> bool:
    """Two capitals side by side inside a sentence: one of them is hardly ever said, or they are syllables of a name."""
    span = range(first, last + 1)
    if last == first or view.opens(first) or (view.rules.marked and any(view.open(index) for index in span)):
        return False
    if view.rules.suffixes:
        return all(view.rare(index) and not view.long(index) for index in span)
    return bool(view.rules.marked) or any(view.words[index].key not in view.rules.spoken and not view.long(index)
                                          and len(view.words[index].text) > 1 for index in span)


def _region(view: View, index: int) -> bool:
    """A country or a region behind a firm ("Pflegebrücke Afrika"), but no large town."""
    return view.words[index].key in shared().firm_regions or (view.place(index) and not view.city(index))


def _belongs(view: View, index: int) -> bool:
    """A word before a name that is a name too or a region, though it is called like something else ("Ramadan", "Asia")."""
    word = view.words[index]
    if word.key in shared().no_names or view.open(index) or _leads(view, index):
        return word.key in shared().firm_regions
    return word.key in view.rules.first or (view.opens(index) and view.rare(index))


def _openers(view: View) -> Iterator[Span]:
    """A name that opens a sentence: an unknown word that is no form of a known one."""
    for index, word in enumerate(view.words):
        if not word.capital or view.shouting or not view.opens(index) or len(word.key) < _SHORTEST or word.text.isupper():
            continue
        if view.rules.cues["farewells"].match(view.text, word.start) or view.rules.related(word.key, _START, 2):
            continue
        if view.unknown(index) and word.key not in shared().no_names and not view.open(index):
            yield word.start, word.end


def _foreign_pairs(view: View) -> Iterator[Span]:
    """In a script without capitals, two words side by side of which one is unknown and the other rare or in the lists."""
    for index, word in enumerate(view.words[:-1]):
        if word.cased or view.words[index + 1].cased or not view.close(index):
            continue
        beside = _named(view, index + 1) or second(view, index + 1)
        if beside and _named(view, index) and (view.foreign(index) or view.listed(index + 1)):
            yield word.start, view.words[index + 1].end


def _named(view: View, index: int) -> bool:
    """A word without case that may be a name: rare and in the lists, or no form of a known word."""
    word = view.words[index]
    if view.open(index) or view.joined(index) or VERB.fullmatch(word.key) or len(word.key) < 3:
        return False
    return view.foreign(index) or (view.listed(index) and view.rules.rare(word.key))


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


def _lower_after(view: View, place: int) -> Iterator[Span]:
    """A firm without a capital after "at" and a word of work, in a text that is typed so."""
    first = view.from_place(place)
    if first is None or not view.careless or view.words[first].capital:
        return
    if not _work().search(view.text, max(0, place - _BEFORE), place):
        return
    last = first + (_firm_noun(view.words[first].key) and view.close(first))
    if lower(view, last):
        yield view.words[first].start, view.words[last + (view.close(last) and lower(view, last + 1))].end


@cache
def _work() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(shared().work_words)})", re.I)


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
    return view.words[index].key in shared().firm_stops or bool(place_cue().fullmatch(view.words[index].text))


def _may_be(view: View, index: int) -> bool:
    """Whether a word may be part of a firm."""
    word = view.words[index]
    if view.open(index) or word.key in shared().firm_stops | shared().no_names or view.place(index):
        return False
    if not word.cased:
        return view.foreign(index) and not VERB.fullmatch(word.key)
    if view.shouting:
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
    built = view.rules.capitals_tell and len(word.key) < _LONG and view.new(index) and not view.place(index)
    named = view.listed(index) and not view.rules.words_it(word.text, word.key) and not view.place(index)
    return built or named or view.unknown(index)


def _works_in(view: View, first: int, last: int) -> bool:
    """Whether a run is called like a firm ("Lindner Gebäudereinigung"): a firm's noun beside an unknown word or letters."""
    span = range(first, last + 1)
    nouns = [index for index in span if _firm_noun(view.words[index].key)]
    letters = [index for index in span if view.words[index].text.isupper() and 1 < len(view.words[index].text) < _SHORT]
    others = (index for index in span if index not in nouns)
    return bool(nouns) and any(index in letters or _strange(view, index) or view.listed(index) for index in others)


def _firm_noun(key: str) -> bool:
    return key in shared().firm_nouns or any(key.endswith(end) for end in shared().firm_noun_ends)

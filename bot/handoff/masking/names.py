"""Names of people: after a cue, before a title, at the end of a message, and those of the lists."""

import re
from collections.abc import Callable, Iterator

from bot.handoff.masking.text import Span, View
from bot.handoff.masking.words import shared

LONGEST = 4
"""Words of a name."""
Fits = Callable[[View, int], bool]
_AFTER_CUE = re.compile(r"[ \t]*[:,(\-]?[ \t]*[\"'«„“(]?[ \t]*")
_AFTER_FAREWELL = re.compile(r"[ ,.!:)\-،]*\n*[ \-]*")
_LINE_END = re.compile(r"[ .!]*(?:\n|$)|\. ")
_MESSAGE_END = re.compile(r"[.!)]*")
_HANDLE = re.compile(r"(?<![\w.@])@[a-z]\w{3,31}", re.I)


def names(view: View) -> Iterator[Span]:
    """All names that a rule or a list tells."""
    cues = view.rules.cues
    for field, fits in (("named", any_word), ("titled", titled), ("persons", telling)):
        for cue in cues[field].finditer(view.text):
            yield from named_at(view, cue.end(), fits, LONGEST)
    for cue in cues["titled_after"].finditer(view.text):
        yield from named_before(view, cue.start(), View.big, 2)
    for cue in cues["farewells"].finditer(view.text):
        yield from _signed(view, cue.end())
    yield from (found.span() for found in _HANDLE.finditer(view.text))
    yield from _last_words(view)
    yield from _listed(view)


def any_word(view: View, index: int) -> bool:
    """Any word but a common one; one with a capital also if it is common elsewhere."""
    word = view.words[index]
    if word.capital and not view.shouting:
        return word.key not in shared().open_words | shared().no_names and not view.long(index)
    return word.key not in view.rules.open_words | view.rules.common and len(word.text) > 1


def telling(view: View, index: int) -> bool:
    """A word whose capital tells a name, or that is unknown."""
    if view.shouting or not view.words[index].cased:
        return view.big(index) and view.new(index)
    if view.rules.capitals_tell:
        return view.big(index) or (view.tells(index) and _listed_word(view, index))
    return view.big(index) and (view.unknown(index) or view.words[index].key in view.rules.first)


def titled(view: View, index: int) -> bool:
    """A word with a capital: behind a title also a German word ("ông Richter")."""
    word = view.words[index]
    return view.big(index) or (view.rules.capitals_tell and view.tells(index) and word.key not in view.rules.own_common
                               and word.key not in shared().no_names and not view.open(index))


def _listed_word(view: View, index: int) -> bool:
    """A name of the lists that is a word too."""
    return view.listed(index) and view.words[index].key not in shared().no_names and not view.open(index)


def named_at(view: View, place: int, fits: Fits, most: int) -> Iterator[Span]:
    """The name that starts after a cue, if the first word fits."""
    gap = _AFTER_CUE.match(view.text, place)
    index = view.from_place(gap.end() if gap else place)
    if index is not None and (fits(view, index) or view.known_name(index)):
        yield view.words[index].start, view.words[name_end(view, index, most, fits)].end


def named_before(view: View, place: int, fits: Fits, most: int) -> Iterator[Span]:
    """The words with a capital that stand before a cue."""
    last = view.before(place)
    if last < 0 or view.words[last].end + 1 != place or not (fits(view, last) or view.known_name(last)):
        return
    first = last
    while last - first < most - 1 and _precedes(view, first - 1, fits):
        first -= 1
    yield view.words[first].start, view.words[last].end


def _precedes(view: View, index: int, fits: Fits) -> bool:
    """Whether a word belongs to the name after it."""
    return index >= 0 and view.close(index) and fits(view, index) and view.words[index].capital


def name_end(view: View, first: int, most: int, fits: Fits) -> int:
    """The index of the last word of a name."""
    last = index = first
    while index + 1 < len(view.words) and index + 1 - first < most and view.close(index):
        index += 1
        if _goes_on(view, index, fits, view.words[first].capital):
            last = index
        elif view.words[index].key not in shared().particles:
            break
    return last


def _goes_on(view: View, index: int, fits: Fits, capital: bool) -> bool:
    """Whether a word belongs to the name before it; where names are told by their marks, every capital does."""
    word, rules = view.words[index], view.rules
    if view.known_name(index) or (word.key in rules.names and not word.cased) or (rules.exact_names and word.capital):
        return True
    initial = len(word.text) == 1 and word.capital and view.text[word.end:word.end + 1] == "."
    return initial or (fits(view, index) and word.capital >= capital)


def _signed(view: View, place: int) -> Iterator[Span]:
    """A name after a farewell, if it ends its line."""
    gap = _AFTER_FAREWELL.match(view.text, place)
    fits = any_word if gap and "\n" in gap[0] else View.big
    for start, end in named_at(view, gap.end() if gap else place, fits, LONGEST):
        if _LINE_END.match(view.text, end):
            yield start, end


def _last_words(view: View) -> Iterator[Span]:
    """One to three words that are a sentence of their own at the end of a message: a signature, if each is a name or unknown."""
    first = len(view.words)
    while first and not view.opens(first - 1):
        first -= 1
    first = max(first - 1, 0)
    span = range(first, len(view.words))
    if not first or len(span) > 3 or not _MESSAGE_END.fullmatch(view.text, view.words[-1].end):
        return
    if all(view.known_name(index) or _signs(view, index) for index in span):
        yield view.words[first].start, view.words[-1].end


def _signs(view: View, index: int) -> bool:
    """A word that may sign: unknown, and no farewell."""
    return view.big(index) and view.unknown(index) and not view.rules.cues["farewells"].fullmatch(view.words[index].text)


def _listed(view: View) -> Iterator[Span]:
    """Names of the lists without a cue, with the family name after them."""
    index = 0
    while index < len(view.words):
        if view.known_name(index) or _pair(view, index):
            end = name_end(view, index, LONGEST, _family)
            yield view.words[_name_start(view, index)].start, view.words[end].end
            index = end
        index += 1


def _name_start(view: View, index: int) -> int:
    """The first word of a name: a particle with a capital belongs to it ("Abu Omar")."""
    while index and view.close(index - 1) and view.tells(index - 1) and view.words[index - 1].key in shared().particles:
        index -= 1
    return index


def _pair(view: View, index: int) -> bool:
    """Two names of the lists side by side, though each may be a word too ("رضا احمدی", "Rose Koch")."""
    if not view.close(index) or not view.listed(index):
        return False
    if not view.words[index].cased:
        return view.words[index].key in view.rules.names and view.known_name(index + 1)
    return view.tells(index) and view.rules.capitals_tell and view.words[index + 1].capital and view.listed(index + 1) \
        and view.big(index) and view.big(index + 1)


def _family(view: View, index: int) -> bool:
    """A word with a capital after a first name, or in a script without capitals an unknown name of the lists."""
    word = view.words[index]
    if word.cased:
        return word.capital and view.big(index)
    return view.listed(index) and view.new(index)

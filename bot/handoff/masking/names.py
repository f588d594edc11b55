"""Names of people: after a cue, before a title, at the end of a message, and those of the lists."""

import re
from collections.abc import Callable, Iterator

from bot.handoff.masking.places import VERB
from bot.handoff.masking.text import Span, View
from bot.handoff.masking.words import shared
from bot.nlu.cleaning import folded

LONGEST = 4
_SHORTEST = 4
"""Letters from which a word without a capital may be a name."""
_PRESENT = re.compile(r"[بسك][يت]\w{3}")
"""Arabic verbs with two letters before them."""
_NISBA = re.compile(r"ال\w{2,}ي")
"""Arabic family names that tell where one comes from."""
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
            weak = fits is telling and folded(cue[0].split()[-1].strip(",")) in shared().selves
            yield from named_at(view, cue.end(), _capital if weak else fits, LONGEST)
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
    if len(word.text) < 2 or word.key in view.rules.open_words:
        return False
    return word.key not in view.rules.common or (not word.cased and view.rare(index) and view.listed(index))


def telling(view: View, index: int) -> bool:
    """A word whose capital tells a name, or that is unknown."""
    if not view.words[index].cased:
        return _stranger(view, index)
    if view.shouting:
        return view.big(index) and view.new(index)
    if view.careless and not view.words[index].capital:
        return lower(view, index)
    return _capital(view, index)


def _capital(view: View, index: int) -> bool:
    """The same behind a word that many others follow ("I am")."""
    if view.shouting or not view.words[index].cased:
        return telling(view, index)
    if view.rules.capitals_tell:
        return view.big(index) or (view.tells(index) and _listed_word(view, index))
    return view.big(index) and (view.unknown(index) or view.words[index].key in view.rules.first)


def lower(view: View, index: int) -> bool:
    """A word without a capital that is none of the language: in a text typed without capitals it may be a name."""
    word = view.words[index]
    if len(word.key) < _SHORTEST - (word.key in view.rules.first) or view.glued(index):
        return False
    if view.open(index) or word.key in view.rules.own_common or word.key in shared().no_names:
        return False
    rare = view.rules.rare(word.key) and not view.city(index)
    return rare and (view.foreign(index) or view.listed(index) or view.place(index))


def _stranger(view: View, index: int) -> bool:
    """In a script without capitals, a word that is unknown and no form of a known one, or a rare name of the lists."""
    word = view.words[index]
    if view.open(index) or view.joined(index) or VERB.fullmatch(word.key) or _PRESENT.match(word.key):
        return False
    return (view.listed(index) and view.rules.rare(word.key)) or (view.big(index) and view.foreign(index))


def titled(view: View, index: int) -> bool:
    """A word with a capital: behind a title also a German word ("ông Richter")."""
    word = view.words[index]
    if not word.capital and word.cased:
        return view.careless and lower(view, index)
    if view.rules.marked and word.capital:
        return word.key not in shared().no_names and not view.open(index) and not view.shouting
    common = word.key in view.rules.own_common or word.key in shared().no_names or view.open(index)
    return view.big(index) or _surname(view, index) or (view.rules.capitals_tell and view.tells(index) and not common)


def _surname(view: View, index: int) -> bool:
    """A long word that is made of German words but none of the lists, nor called like a job ("Brettschneider")."""
    word = view.words[index]
    known = word.key in view.rules.known or word.key in shared().no_names or view.open(index)
    return word.capital and not view.shouting and not known and not word.key.endswith(tuple(shared().jobs))


def _listed_word(view: View, index: int) -> bool:
    """A name of the lists that is a word too."""
    return view.listed(index) and view.words[index].key not in shared().no_names and not view.open(index)


def named_at(view: View, place: int, fits: Fits, most: int) -> Iterator[Span]:
    """The name that starts after a cue, if the first word fits."""
    gap = _AFTER_CUE.match(view.text, place)
    index = view.from_place(gap.end() if gap else place)
    if index is None:
        return
    first = index + (view.words[index].key in shared().particles and view.close(index))
    if fits(view, first) or view.known_name(first):
        yield view.words[index].start, view.words[name_end(view, first, most, fits)].end


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
        follows = view.words[index - 1].key in shared().particles and view.words[index].capital >= view.words[index].cased
        if _goes_on(view, index, fits, view.words[first].capital) or (follows and not view.open(index)):
            last = index
        elif view.words[index].key not in shared().particles and not (most > LONGEST and _links(view, index)):
            break
    return last


def _links(view: View, index: int) -> bool:
    """Whether a word links two nouns of a firm ("Obras y Reformas")."""
    return view.rules.capitals_tell and view.words[index].key in shared().conjunctions


def _goes_on(view: View, index: int, fits: Fits, capital: bool) -> bool:
    """Whether a word belongs to the name before it; where names are told by their marks, every capital does."""
    word, rules = view.words[index], view.rules
    if view.known_name(index) or (word.key in rules.names and not word.cased) or (rules.exact_names and word.capital):
        return True
    if not word.cased and second(view, index):
        return True
    if view.words[index - 1].capital and word.capital and _surname(view, index):
        return True
    initial = len(word.text) == 1 and word.capital and view.text[word.end:word.end + 1] == "."
    return initial or (fits(view, index) and word.capital >= capital)


def second(view: View, index: int) -> bool:
    """A word after a name in a script without capitals: unknown, rare in the lists, or like a family name with its article."""
    word = view.words[index]
    if view.open(index) or view.city(index) or view.joined(index) or VERB.fullmatch(word.key) or not view.rules.rare(word.key):
        return False
    ends = not view.text[word.end:word.end + 1].strip(".,!?;:،؛\n")
    unknown = view.foreign(index) or (view.unknown(index) and len(word.key) >= _SHORTEST)
    return unknown or view.listed(index) or bool(_NISBA.fullmatch(word.key)) or (ends and not view.close(index))


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
        if view.known_name(index) or _pair(view, index) or _small(view, index):
            end = name_end(view, index, LONGEST, _family)
            yield view.words[_name_start(view, index)].start, view.words[end].end
            index = end
        index += 1


def _small(view: View, index: int) -> bool:
    """A first name of the lists without its capital, that is no word of the training messages."""
    word = view.words[index]
    if not view.careless or not word.cased or word.capital or len(word.key) < _SHORTEST:
        return False
    if word.key in view.rules.known or view.open(index) or view.glued(index):
        return False
    return word.key in view.rules.first and not view.city(index) and word.key not in shared().no_names


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
        inside = view.rules.capitals_tell and view.tells(index) and not view.open(index) and not view.place(index)
        return word.capital and (view.big(index) or (inside and word.key not in shared().no_names))
    return view.listed(index) and view.new(index)

"""Which names of towns and Länder a text holds, in any spelling or script.

A text may be a name, a list of names ("Neustadt, Hessen"), a sentence with names in it, or a mistyped name.
In a sentence a name counts if it is no common word and its town is large, or after a word like "in".
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Optional

from bot.knowledge.centres.folding import fold, spellings
from bot.knowledge.centres.gazetteer import State, Town, common_words, states_by_name, towns

_LONGEST = 6
"""Most words of a name that is looked for inside a sentence."""
_WELL_KNOWN = 10_000
"""Inhabitants from which a town is recognised inside a sentence."""
_MUCH_NAMED = 20_000
"""Inhabitants from which a town with a name of one word is recognised with a typing error."""
_CITY = 100_000
"""Inhabitants from which a town is recognised inside a sentence by its foreign names too."""

_SENTENCE_END = re.compile(r"(?<=\w{3})[.!?]+\s|\n")
_BEFORE_PLACES = frozenset(fold("""
    in aus bei nahe nähe naehe von nach richtung raum region stadt landkreis kreis ort plz
    near from at around city town près vers ville en cerca desde ciudad
    u iz kod blizu grad pored në ne nga afër qyteti ở tại từ gần thành phố
    в во из под у около возле біля з із під город місто г м град код близу
    في من قرب بالقرب مدينة در از نزدیک شهر
""").split())
"""Words after which even a common word is read as a place."""
_CONNECTIVES = frozenset(("am", "an", "der", "im", "in", "ob", "bei", "a", "d", "i", "o", "b"))
"""Words inside a name that people shorten or leave out."""
_TURKISH_ENDINGS = ("dan", "den", "tan", "ten", "da", "de", "ta", "te")
_CASE_ENDINGS = ("om", "u", "a", "i", "ом", "ем", "е", "у", "і", "и", "а", "ю", "я")
_NOMINATIVE_ENDINGS = ("", "а", "ь", "я")
_ARABIC_PREFIXES = ("ب", "ل", "و")
_ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz ",
    "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґјљњћђџ ",
    "ابتثجحخدذرزسشصضطظعغفقکلمنهویپچژگ ",
)


class Match(NamedTuple):
    """What a name stands for: towns, a Land, or (Berlin, Hamburg, Bremen) both."""

    towns: tuple[Town, ...]
    state: Optional[State]


def readings(text: str) -> Iterator[list[Match]]:
    """The names in a text by one way of reading after the other, the surest first; a way may find none."""
    yield _listed([text])
    yield _listed(text.split(","))
    sentences = [spellings(sentence) for sentence in _SENTENCE_END.split(text)]
    for way in (0, -1):
        yield [match for spelled in sentences for match in _inside(spelled[way].split())]
    for spelled in spellings(text):
        yield _mistyped(spelled)


def _listed(parts: Iterable[str]) -> list[Match]:
    """What the parts of a text are the names of; nothing if one of them is unknown."""
    found = [next(filter(None, (_look_up(way.split()) for way in spellings(part))), None) for part in parts]
    return [match for match in found if match] if all(found) else []


def _look_up(words: Sequence[str]) -> Optional[Match]:
    """What some words are the name of; "am", "a." and the like inside a name may be left out."""
    core = [*words[:1], *(word for word in words[1:] if word not in _CONNECTIVES)]
    return _named(" ".join(words)) or (_named(" ".join(core)) if len(core) > 1 else None)


def _named(key: str) -> Optional[Match]:
    state, found = states_by_name().get(key), tuple(towns().get(key, ()))
    if state and state.name != state.capital:
        return Match((), state)
    return Match(found, state) if found and _is_name(key, found) else None


def _is_name(key: str, found: Iterable[Town]) -> bool:
    """Whether a word is no common one, or the German name of a town."""
    return key not in common_words() or any(_is_own(key, town) for town in found)


def _is_own(key: str, town: Town) -> bool:
    """Whether a town has this name, or a longer one that begins so, in German."""
    return any(way.startswith(key) for way in spellings(town.name))


def _inside(words: Sequence[str]) -> list[Match]:
    """The names in a sentence in their order; the longest are found first, and no word is read twice."""
    found: dict[int, Match] = {}
    used: set[int] = set()
    for size in range(min(_LONGEST, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            span = range(start, start + size)
            match = None if used.intersection(span) else _name_at(words, start, size)
            if match:
                found[start] = match
                used.update(span)
    return [found[start] for start in sorted(found)]


def _name_at(words: Sequence[str], start: int, size: int) -> Optional[Match]:
    """The name of this many words at a position, if they are likely meant as one."""
    name = words[start:start + size]
    match = _look_up(name)
    if size > 1:
        return match if set(name) - common_words() - _BEFORE_PLACES else None
    introduced = start > 0 and words[start - 1] in _BEFORE_PLACES
    if match and ((introduced and len(name[0]) > 2) or _is_clear(name[0], match, _WELL_KNOWN)):
        return match
    return _inflected(name[0], introduced)


def _is_clear(word: str, match: Match, least_population: int) -> bool:
    """Whether a single word is a place and nothing else."""
    if word in common_words() or word in _BEFORE_PLACES:
        return False
    if match.state:
        return True
    town = match.towns[0]
    if _is_own(word, town):
        return town.population >= least_population and len(word) > 3
    return town.population >= _CITY and len(word) > (4 if word.isascii() else 3)


def _inflected(word: str, introduced: bool) -> Optional[Match]:
    """A name with a case ending or an Arabic preposition ("в Лейпциге", "Berlinde", "ببرلين")."""
    for stem in _stems(word, introduced):
        match = _look_up([stem])
        if match and _is_clear(stem, match, _WELL_KNOWN):
            return match
    return None


def _stems(word: str, introduced: bool) -> Iterator[str]:
    """What a word may be an inflected form of; without a word like "in" before it, only the sure forms."""
    shortest = 3 if introduced else 5
    if word.startswith(_ARABIC_PREFIXES):
        yield word[1:]
    for ending in _TURKISH_ENDINGS + (_CASE_ENDINGS if introduced else ()):
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            yield from (word[:-len(ending)] + nominative for nominative in _NOMINATIVE_ENDINGS)


def _mistyped(typed: str) -> list[Match]:
    """The well-known names that differ from the whole text by one typing error, not in the first letter: "paren" is no Haren."""
    words = typed.split()
    if len(typed) < 5 or len(words) > 3 or common_words().issuperset(words):
        return []
    meant = ((key, _look_up(key.split())) for key in dict.fromkeys(_one_error_away(typed)) if key[:1] == typed[:1])
    found = [match for key, match in meant if match and _may_be_mistyped(key, match)]
    alternatives = tuple(town for match in found for town in match.towns)
    return [Match(alternatives, None)] if alternatives else found


def _may_be_mistyped(key: str, match: Match) -> bool:
    """Whether a name is long and known enough; foreign names in Latin letters are too many and too alike."""
    foreign = key.isascii() and match.state is None and not any(_is_own(key, town) for town in match.towns)
    return not foreign and len(key) > 4 and _is_clear(key, match, _WELL_KNOWN if " " in key else _MUCH_NAMED)


def _one_error_away(typed: str) -> Iterator[str]:
    """The texts with one letter more, less, exchanged, or turned round with the next."""
    letters = "".join(alphabet for alphabet in _ALPHABETS if set(alphabet[:-1]) & set(typed))
    for start, end in ((typed[:place], typed[place:]) for place in range(len(typed) + 1)):
        yield start + end[1:]
        yield start + end[1:2] + end[:1] + end[2:]
        for letter in letters:
            yield start + letter + end
            yield start + letter + end[1:]

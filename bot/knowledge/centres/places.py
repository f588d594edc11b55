"""Which place a person means: a postal code, a town in any spelling or script, a Land, or coordinates."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal, NamedTuple, Optional

from bot.knowledge.centres.folding import ascii_digits, fold, spellings
from bot.knowledge.centres.gazetteer import State, Town, all_towns, common_words, regions, states, states_by_name, towns
from bot.knowledge.centres.nearest import distance_km

Kind = Literal["postal", "town", "state", "coordinates"]
_LONGEST_TEXT = 500
_LONGEST_NAME = 6
"""Most words of a name that is looked for inside a text."""
_MOST_PLACES = 8
_FAR_BIGGER = 20
"""A town so many times as populous as its namesakes is meant without asking."""
_SAME_TOWN_KM = 12.0
_WELL_KNOWN = 10_000
"""Inhabitants from which a town is recognised in the middle of a text and with a typing error."""
_CITY = 100_000
"""Inhabitants from which a town is recognised there by its names in other languages too."""
_NEAR_A_TOWN = 2_000
_GERMANY = ((47.2, 55.1), (5.8, 15.1))
_ABROAD_KM = 15.0
"""A point farther than this from every German town lies abroad or at sea."""

_SUM = r"\s*(?:€|eur|brutto|netto|im (?:jahr|monat)|pro |per |a (?:year|month))"
_POSTAL = re.compile(rf"(?<![\d.,])\d{{5}}(?![\d.,]?\d)(?!{_SUM})", re.IGNORECASE)
_NUMBER = r"(-?\d{1,3}(?:[.,]\d+)?)\s*°?\s*[NEO]?"
_SENTENCE_END = re.compile(r"(?<=\w{3})[.!?]+\s|\n")
_POINT = re.compile(rf"(?:geo:)?\s*{_NUMBER}\s*[,;\s]\s*{_NUMBER}\s*", re.IGNORECASE)

_BEFORE_PLACES = frozenset(fold("""
    in aus bei nahe nähe naehe von nach richtung raum region stadt landkreis kreis ort plz
    near from at around city town près vers ville en cerca desde ciudad
    u iz kod blizu grad pored në ne nga afër qyteti ở tại từ gần thành phố
    в во из под у около возле біля з із під город місто г м град код близу
    في من قرب بالقرب مدينة در از نزدیک شهر
""").split())
"""Words after which even a common word is read as a place."""
_CONNECTIVES = frozenset(("am", "an", "der", "im", "in", "ob", "bei", "a", "d", "i", "o", "b"))
_TURKISH_ENDINGS = ("dan", "den", "tan", "ten", "da", "de", "ta", "te")
_CASE_ENDINGS = ("om", "u", "a", "i", "ом", "ем", "е", "у", "і", "и", "а", "ю", "я")
_ARABIC_PREFIXES = ("ب", "ل", "و")
_ALPHABETS = ("abcdefghijklmnopqrstuvwxyz", "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґјљњћђџ", "ابتثجحخدذرزسشصضطظعغفقکلمنهوویپچژگ")


@dataclass(frozen=True)
class Place:
    """A place that a person named; several Länder where a postal code does not tell which."""

    label: str
    states: tuple[str, ...]
    lat: float
    lon: float
    kind: Kind


class _Match(NamedTuple):
    """What a name stands for: towns, a Land, or (Berlin, Hamburg, Bremen) both."""

    towns: tuple[Town, ...]
    state: Optional[State]


def find_place(text: str) -> list[Place]:
    """The places that a text names: none if it names no known one, several if it is ambiguous (the likeliest first)."""
    plain = ascii_digits(text[:_LONGEST_TEXT])
    point = coordinates(plain)
    if point:
        return _at(*point)
    return _postal(plain) or _named(plain)


def coordinates(text: str) -> Optional[tuple[float, float]]:
    """Latitude and longitude, if the whole text is a point in the rectangle around Germany ("48.13, 11.57")."""
    match = _POINT.fullmatch(ascii_digits(text).strip())
    if not match or not any(mark in match[0] for mark in ".,"):
        return None
    lat, lon = (float(number.replace(",", ".")) for number in match.groups())
    (south, north), (west, east) = _GERMANY
    return (lat, lon) if south <= lat <= north and west <= lon <= east else None


def nearest_town(lat: float, lon: float) -> str:
    """The nearest town and its Land, as `find_place` understands them ("Ulm, Baden-Württemberg")."""
    return _with_state(_town_at(lat, lon, _NEAR_A_TOWN))


def _at(lat: float, lon: float) -> list[Place]:
    """A point as a place; its label is the nearest town, so that the point need not be kept."""
    town = _town_at(lat, lon, _NEAR_A_TOWN)
    if distance_km(lat, lon, town.lat, town.lon) > _ABROAD_KM:
        return []
    return [Place(_with_state(town), (town.state,), lat, lon, "coordinates")]


def _town_at(lat: float, lon: float, least_population: int, not_named: str = "") -> Town:
    candidates = (town for town in all_towns() if town.population >= least_population and town.name != not_named)
    return min(candidates, key=lambda town: distance_km(lat, lon, town.lat, town.lon))


def _with_state(town: Town) -> str:
    land = states()[town.state].name
    return town.name if town.name == land else f"{town.name}, {land}"


def _postal(text: str) -> list[Place]:
    """The first German postal code in a text."""
    for code in _POSTAL.findall(text):
        for digits in (5, 4, 3):
            region = regions().get(code[:digits])
            if region:
                name = f" {region.name}" if digits == 5 else f" ({region.name})"
                return [Place(code + name, region.states, region.lat, region.lon, "postal")]
    return []


def _named(text: str) -> list[Place]:
    """The places that a text names: as a whole, in its parts, somewhere inside it, or with a typing error."""
    inside = ([match for sentence in sentences for match in _inside(sentence.split())] for sentences in _sentences(text))
    mistyped = (_mistyped(way.split()) for way in spellings(text))
    readings = chain([_whole([text]), _whole(text.split(","))], inside, mistyped)
    return next((places for places in map(_places, readings) if places), [])


def _sentences(text: str) -> Iterator[tuple[str, ...]]:
    """The sentences of a text, folded: in one way of spelling, then in the other."""
    ways = [spellings(sentence) for sentence in _SENTENCE_END.split(text)]
    yield tuple(way[0] for way in ways)
    yield tuple(way[-1] for way in ways)


def _whole(parts: Sequence[str]) -> list[_Match]:
    """What the parts of a text are the names of; nothing, if one of them is unknown."""
    matches = [next(filter(None, (_look_up(way.split()) for way in spellings(part))), None) for part in parts]
    return [match for match in matches if match] if all(matches) else []


def _look_up(words: Sequence[str]) -> Optional[_Match]:
    """What some words are the name of; "am", "a" and the like inside a name may be left out."""
    inner = [word for word in words[1:] if word not in _CONNECTIVES]
    for key in (" ".join(words), " ".join([*words[:1], *inner]) if inner else ""):
        state = states_by_name().get(key)
        if key in towns() and (state is None or state.name == state.capital) and _is_name(key):
            return _Match(tuple(towns()[key]), state)
        if state:
            return _Match((), state)
    return None


def _is_name(key: str) -> bool:
    """Whether a name is no common word, or the German name of a town."""
    return key not in common_words() or any(_is_own(key, town) for town in towns()[key])


def _is_own(key: str, town: Town) -> bool:
    """Whether a town has this name, or a longer one that begins so, in German."""
    return any(way.startswith(key) for way in spellings(town.name))


def _inside(words: Sequence[str]) -> list[_Match]:
    """The names in a text, the longest first; no word is read twice."""
    found: dict[int, _Match] = {}
    used: set[int] = set()
    for size in range(min(_LONGEST_NAME, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            span = range(start, start + size)
            match = None if used.intersection(span) else _name_at(words, start, size)
            if match:
                found[start] = match
                used.update(span)
    return [found[start] for start in sorted(found)]


def _name_at(words: Sequence[str], start: int, size: int) -> Optional[_Match]:
    """The name of this many words at a position, if they are likely meant as one."""
    name, introduced = words[start:start + size], start > 0 and words[start - 1] in _BEFORE_PLACES
    match = _look_up(name)
    if size > 1:
        return match if set(name) - common_words() - _BEFORE_PLACES else None
    if match and (introduced and len(name[0]) > 2 or _is_clear(name[0], match)):
        return match
    return _inflected(name[0], introduced)


def _is_clear(word: str, match: _Match) -> bool:
    """Whether a single word in the middle of a text is a place and nothing else."""
    if word in common_words() or word in _BEFORE_PLACES:
        return False
    if match.state:
        return True
    town = match.towns[0]
    if _is_own(word, town):
        return town.population >= _WELL_KNOWN and len(word) > 3
    return town.population >= _CITY and len(word) > (4 if word.isascii() else 3)


def _inflected(word: str, introduced: bool) -> Optional[_Match]:
    """A name with a case ending or an Arabic preposition ("в Лейпциге", "Berlinde", "ببرلين")."""
    for stem in _stems(word, introduced):
        match = _look_up([stem])
        if match and _is_clear(stem, match):
            return match
    return None


def _stems(word: str, introduced: bool) -> Iterator[str]:
    if word.startswith(_ARABIC_PREFIXES):
        yield word[1:]
    for ending in _TURKISH_ENDINGS + (_CASE_ENDINGS if introduced else ()):
        if word.endswith(ending) and len(word) > len(ending) + (2 if introduced else 4):
            stem = word[:-len(ending)]
            yield from (stem, stem + "а", stem + "ь", stem + "я")


def _mistyped(words: Sequence[str]) -> list[_Match]:
    """The well-known names that differ from the whole text by one typing error."""
    typed = " ".join(words)
    if len(typed) < 5 or len(words) > 3 or common_words().intersection(words):
        return []
    meant = ((key, _look_up(key.split())) for key in dict.fromkeys(_one_error_away(typed)))
    return [match for key, match in meant if match and _is_clear(key, match)]


def _one_error_away(typed: str) -> Iterator[str]:
    """The texts with one letter left out, doubled, exchanged or turned round."""
    letters = "".join(alphabet for alphabet in _ALPHABETS if set(alphabet) & set(typed)) + " "
    for start, end in ((typed[:place], typed[place:]) for place in range(len(typed) + 1)):
        yield start + end[1:]
        yield start + end[1:2] + end[:1] + end[2:]
        for letter in letters:
            yield start + letter + end
            yield start + letter + end[1:]


def _places(matches: Sequence[_Match]) -> list[Place]:
    """The places that some names in one text stand for together."""
    named = _in_named_states(matches)
    likely = list(dict.fromkeys(town for found in named for town in _likely(found)))[:_MOST_PLACES]
    if not likely:
        found = dict.fromkeys(match.state.key for match in matches if match.state)
        return [_land(states()[key]) for key in found]
    return [Place(label, (town.state,), town.lat, town.lon, "town") for town, label in zip(likely, _labels(likely), strict=True)]


def _land(state: State) -> Place:
    return Place(state.name, (state.key,), state.lat, state.lon, "state")


def _labels(found: Sequence[Town]) -> list[str]:
    """What tells some towns apart: nothing needed, the Land, or a larger town nearby."""
    if len(found) == 1:
        return [found[0].name]
    labels = [_with_state(town) for town in found]
    return [f"{label} ({_town_at(town.lat, town.lon, _WELL_KNOWN, town.name).name})" if labels.count(label) > 1 else label
            for town, label in zip(found, labels, strict=True)]


def _in_named_states(matches: Sequence[_Match]) -> list[tuple[Town, ...]]:
    """The towns of each name; only those in the Länder that the text names too ("Neustadt, Hessen"), if there are any."""
    within = []
    for match in matches:
        lands = {other.state.key for other in matches if other.state and other is not match}
        within.append(tuple(town for town in match.towns if town.state in lands))
    return [found for found in within if found] or [match.towns for match in matches if match.towns]


def _likely(found: Iterable[Town]) -> list[Town]:
    """The towns of one name without parts of one another and without those that others outweigh by far."""
    distinct: list[Town] = []
    for town in sorted(found, key=lambda town: -town.population):
        if all(distance_km(town.lat, town.lon, other.lat, other.lon) > _SAME_TOWN_KM for other in distinct):
            distinct.append(town)
    return [town for town in distinct if town.population * _FAR_BIGGER > distinct[0].population]

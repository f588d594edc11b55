"""Which place a person means: a postal code, a town in any spelling or script, a Land, or coordinates."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Literal, Optional

from bot.knowledge.centres.folding import ascii_digits
from bot.knowledge.centres.gazetteer import State, Town, all_towns, regions, states
from bot.knowledge.centres.names import Match, readings
from bot.knowledge.centres.nearest import distance_km

Kind = Literal["postal", "town", "state", "coordinates"]
_LONGEST_TEXT = 500
_MOST_PLACES = 8
_MOST_WORDS = 4
_FAR_BIGGER = 20
"""A town so many times as populous as its namesakes is meant without asking."""
_SAME_TOWN_KM = 12.0
_NEAR_A_TOWN = 2_000
"""Inhabitants from which a town may stand for a point."""
_LANDMARK = 10_000
"""Inhabitants from which a town may tell its namesakes' neighbourhoods apart."""
_GERMANY = ((47.2, 55.1), (5.8, 15.1))
_CANDIDATES = 20
_ABROAD_KM = 15.0
"""A point farther than this from every German town lies abroad or at sea."""

_SUM = r"\s*(?:€|eur|brutto|netto|im (?:jahr|monat)|pro |per |a (?:year|month))"
_POSTAL = re.compile(rf"(?<![\d.,])\d{{5}}(?![\d.,]?\d)(?!{_SUM})", re.IGNORECASE)
_NUMBER = r"(\d{1,2}(?:\.\d+|,\d{2,}))\s*°?\s*[NEO]?"
_POINT = re.compile(rf"\s*{_NUMBER}\s*[,;\s]\s*{_NUMBER}\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Place:
    """A place that a person named; several Länder where a postal code does not tell which."""

    label: str
    states: tuple[str, ...]
    lat: float
    lon: float
    kind: Kind


def find_place(text: str) -> list[Place]:
    """Find the places that a text names.

    Returns:
        No place if it names no known one; several, the likeliest first, if it is ambiguous.

    """
    plain = ascii_digits(text[:_LONGEST_TEXT])
    point = coordinates(plain)
    if point:
        return _at(*point)
    return _postal(plain) or next(filter(None, map(_places, readings(plain))), [])


def answered_place(text: str) -> list[Place]:
    """The places of an answer to the question for one: also behind other words ("a giessen", "chui a bad homburg")."""
    words = text.split()
    ends = [" ".join(words[-many:]) for many in (2, 1)] if 1 < len(words) <= _MOST_WORDS else []
    return next(filter(None, map(find_place, (text, *ends))), [])


def coordinates(text: str) -> Optional[tuple[float, float]]:
    """Latitude and longitude, if the whole text is a point in the box around Germany ("48.13, 11.57")."""
    match = _POINT.fullmatch(ascii_digits(text))
    if not match:
        return None
    lat, lon = (float(number.replace(",", ".")) for number in match.groups())
    (south, north), (west, east) = _GERMANY
    return (lat, lon) if south <= lat <= north and west <= lon <= east else None


def nearest_town(lat: float, lon: float) -> str:
    """The nearest town and its Land, as `find_place` understands them ("Ulm, Baden-Württemberg")."""
    labels = [_with_state(town) for town in _towns_at(lat, lon, _NEAR_A_TOWN)]
    return next((label for label in labels if len(find_place(label)) == 1), labels[0])


def _at(lat: float, lon: float) -> list[Place]:
    """A point as a place; its label is the nearest town, so that the point need not be kept."""
    town = _towns_at(lat, lon, _NEAR_A_TOWN)[0]
    if distance_km(lat, lon, town.lat, town.lon) > _ABROAD_KM:
        return []
    return [Place(nearest_town(lat, lon), (town.state,), lat, lon, "coordinates")]


def _towns_at(lat: float, lon: float, least_population: int) -> list[Town]:
    """The nearest towns of this size."""
    large = (town for town in all_towns() if town.population >= least_population)
    return nsmallest(_CANDIDATES, large, key=lambda town: distance_km(lat, lon, town.lat, town.lon))


def _with_state(town: Town) -> str:
    land = states()[town.state].name
    return town.name if town.name == land else f"{town.name}, {land}"


def _postal(text: str) -> list[Place]:
    """The first German postal code in a text; the label of a region names its chief town in brackets."""
    for code in _POSTAL.findall(text):
        for digits in (5, 4, 3):
            region = regions().get(code[:digits])
            if region:
                label = f"{code} {region.name}" if digits == len(code) else f"{code} ({region.name})"
                return [Place(label, region.states, region.lat, region.lon, "postal")]
    return []


def _places(matches: Sequence[Match]) -> list[Place]:
    """The places that the names in one text stand for together: towns, else Länder."""
    likely = [town for found in _in_named_states(matches) for town in _likely(found)]
    towns = list(dict.fromkeys(likely))[:_MOST_PLACES]
    if towns:
        return [_town(town, label) for town, label in zip(towns, _labels(towns), strict=True)]
    lands = dict.fromkeys(match.state.key for match in matches if match.state)
    return [_land(states()[key]) for key in lands]


def _town(town: Town, label: str) -> Place:
    return Place(label, (town.state,), town.lat, town.lon, "town")


def _land(state: State) -> Place:
    return Place(state.name, (state.key,), state.lat, state.lon, "state")


def _in_named_states(matches: Sequence[Match]) -> list[tuple[Town, ...]]:
    """The towns of each name; if the text names Länder too ("Neustadt, Hessen"), only those there."""
    within = []
    for match in matches:
        lands = {other.state.key for other in matches if other.state and other is not match}
        within.append(tuple(town for town in match.towns if town.state in lands))
    return [found for found in within if found] or [match.towns for match in matches if match.towns]


def _likely(found: Iterable[Town]) -> list[Town]:
    """The towns of one name, without those that lie in one another and those that others outweigh by far."""
    distinct: list[Town] = []
    for town in sorted(found, key=lambda town: -town.population):
        if all(distance_km(town.lat, town.lon, other.lat, other.lon) > _SAME_TOWN_KM for other in distinct):
            distinct.append(town)
    return [town for town in distinct if town.population * _FAR_BIGGER > distinct[0].population]


def _labels(towns: Sequence[Town]) -> list[str]:
    """What tells some towns apart: nothing needed, the Land, or a larger town nearby."""
    if len(towns) == 1:
        return [towns[0].name]
    labels = [_with_state(town) for town in towns]
    return [_with_landmark(town, label) if labels.count(label) > 1 else label
            for town, label in zip(towns, labels, strict=True)]


def _with_landmark(town: Town, label: str) -> str:
    near = (other.name for other in _towns_at(town.lat, town.lon, _LANDMARK))
    return f"{label} ({next(name for name in near if name != town.name)})"

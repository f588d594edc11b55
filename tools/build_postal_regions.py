"""Writes bot/knowledge/centres/postal_regions.tsv from a list of postal codes and the table of places.

python tools/build_postal_regions.py
"""

import sys
from collections import Counter, defaultdict
from math import sqrt
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from bot.knowledge.centres.gazetteer import REGIONS, Town, all_towns
from bot.knowledge.centres.nearest import distance_km

SOURCE = Path(__file__).parent.parent / "tests/knowledge/centres/postal_codes.tsv"
HEAD = """\
# German postal regions. Written by tools/build_postal_regions.py: do not edit.
# The longest prefix of a code counts. A region has three digits; finer rows are there where a region crosses
# a border of Laender, and where codes lie far from the middle of their region.
# states = the Land of the codes; several where they lie in more than one, the most frequent first.
# lat, lon = middle of the codes; name = chief town (the city that it belongs to, or its largest place).
# Sources: codes and points OpenGeoDB, PLZ.tab (public domain); Land: ranges of codes by Land, see
# tests/knowledge/centres/postal_codes.tsv; names: GeoNames, CC BY 4.0.
prefix	states	lat	lon	name
"""
_FAR_KM = 15.0
_CITY = 100_000


class Code(NamedTuple):
    """A postal code with its Länder and its centre point."""

    code: str
    states: tuple[str, ...]
    lat: float
    lon: float


class Row(NamedTuple):
    """A row of the table, as yet without a name."""

    prefix: str
    states: tuple[str, ...]
    lat: float
    lon: float


def main() -> None:
    """Write the table and say how many rows it has."""
    codes = read_codes(SOURCE)
    rows, belongs = regions(codes), places_by_prefix(codes)
    REGIONS.write_text(HEAD + "".join(line(row, belongs[row.prefix]) for row in rows), encoding="utf-8")
    whole = sum(len(row.prefix) == 3 for row in rows)
    sys.stdout.write(f"{len(rows)} rows, {whole} of them with three digits\n")


def read_codes(path: Path) -> list[Code]:
    """The codes of the list."""
    lines = [text for text in path.read_text(encoding="utf-8").splitlines() if not text.startswith("#")]
    rows = (text.split("\t") for text in lines[1:])
    return [Code(code, tuple(states.split(",")), float(lat), float(lon)) for code, states, lat, lon in rows]


def regions(codes: list[Code]) -> list[Row]:
    """A row for each three-digit region, and finer rows where they say more."""
    rows: dict[str, Row] = {}
    for digits in (3, 4, 5):
        for prefix, group in grouped(codes, digits).items():
            new = middle(prefix, group)
            coarse = rows.get(prefix[:4]) or rows.get(prefix[:3])
            if coarse is None or says_more(new, coarse, digits):
                rows[prefix] = new
    return [rows[prefix] for prefix in sorted(rows)]


def grouped(codes: list[Code], digits: int) -> dict[str, list[Code]]:
    """The codes by their first digits."""
    groups = defaultdict(list)
    for code in codes:
        groups[code.code[:digits]].append(code)
    return groups


def middle(prefix: str, group: list[Code]) -> Row:
    """The Länder of some codes, the most frequent first, and the middle of their points."""
    count = Counter(state for code in group for state in code.states)
    states = tuple(state for state, _ in count.most_common())
    return Row(prefix, states, fmean(code.lat for code in group), fmean(code.lon for code in group))


def says_more(fine: Row, coarse: Row, digits: int) -> bool:
    """Whether a finer row gives another Land, or (up to four digits) another area."""
    far = digits < 5 and distance_km(fine.lat, fine.lon, coarse.lat, coarse.lon) > _FAR_KM
    return far or set(fine.states) != set(coarse.states)


def places_by_prefix(codes: list[Code]) -> dict[str, list[Town]]:
    """The places whose nearest postal code begins so."""
    belongs = defaultdict(list)
    for town in all_towns():
        near = [code for code in codes if abs(code.lat - town.lat) < 0.2 and abs(code.lon - town.lon) < 0.3]
        nearest = min(near, key=lambda code: away(town, code), default=None)
        if nearest is not None and town.state in nearest.states:
            for digits in (3, 4, 5):
                belongs[nearest.code[:digits]].append(town)
    return belongs


def line(row: Row, own: list[Town]) -> str:
    """A line of the table."""
    name = chief_town(row, own).name
    return f"{row.prefix}\t{','.join(row.states)}\t{row.lat:.3f}\t{row.lon:.3f}\t{name}\n"


def chief_town(row: Row, own: list[Town]) -> Town:
    """The city that a region belongs to, else its most populous place, else the nearest one in its Land."""
    within = [town for town in all_towns() if town.state in row.states]
    cities = [town for town in within if town.population > _CITY and away(town, row) < reach_km(town)]
    nearest = min(within, key=lambda town: away(town, row))
    return max([*own, *cities], key=lambda town: town.population, default=nearest)


def reach_km(city: Town) -> float:
    """How far a city reaches (Berlin 18 km, Kassel 4 km)."""
    return 0.0095 * sqrt(city.population)


def away(town: Town, point: Row | Code) -> float:
    """The distance in km of a place from the middle of a region or a code."""
    return distance_km(town.lat, town.lon, point.lat, point.lon)


if __name__ == "__main__":
    main()

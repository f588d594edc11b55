"""The places of Germany as data: one door to postal_regions.tsv, places.tsv and states.yml."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, Extra

from bot.errors import DataError
from bot.knowledge.centres.folding import spellings
from bot.knowledge.files import read_table
from bot.settings import ROOT

_FOLDER = Path(__file__).parent
REGIONS = _FOLDER / "postal_regions.tsv"
FULL_TABLE = ROOT / "var" / "postal_codes.tsv"
"""All postal codes one by one, where `lotse centres load` has written them."""
_PLACES = _FOLDER / "places.tsv"
_STATES = _FOLDER / "states.yml"
_COMMON_WORDS = _FOLDER / "common_words.txt"


_COLUMNS = "name, state, lat, lon, population, alternates"


class Region(NamedTuple):
    """The area of a postal code or of the codes that begin alike."""

    states: tuple[str, ...]
    lat: float
    lon: float
    name: str


class Town(NamedTuple):
    """A town, village or borough."""

    name: str
    state: str
    lat: float
    lon: float
    population: int


class State(BaseModel):
    """A Land; the fields are explained in states.yml."""

    key: str
    name: str
    capital: str
    lat: float
    lon: float
    names: list[str]

    class Config:
        extra = Extra.forbid


@cache
def regions() -> dict[str, Region]:
    """The postal regions by prefix (three to five digits); the full table, where there is one, adds to them.

    Raises:
        DataError: a row does not fit.

    """
    paths = [REGIONS, FULL_TABLE] if FULL_TABLE.exists() else [REGIONS]
    return {prefix: region for path in paths for prefix, region in _read_regions(path)}


def _read_regions(path: Path) -> Iterator[tuple[str, Region]]:
    for number, row in _rows(path):
        try:
            prefix, states, lat, lon, name = row
            yield prefix, Region(tuple(states.split(",")), float(lat), float(lon), name)
        except ValueError:
            raise DataError(f"{path}, line {number}: expected prefix, states, lat, lon, name") from None


@cache
def towns() -> dict[str, list[Town]]:
    """The towns by each folded form of their names, the most populous first.

    Raises:
        DataError: a row does not fit.

    """
    index: dict[str, list[Town]] = {}
    for town, keys in _read_towns(_PLACES):
        for key in keys.split("|"):
            index.setdefault(key, []).append(town)
    return index


@cache
def all_towns() -> tuple[Town, ...]:
    """The towns, each once."""
    return tuple(dict.fromkeys(town for found in towns().values() for town in found))


def _read_towns(path: Path) -> Iterator[tuple[Town, str]]:
    for number, row in _rows(path):
        try:
            name, state, lat, lon, population, keys = row
            yield Town(name, state, float(lat), float(lon), int(population)), keys
        except ValueError:
            raise DataError(f"{path}, line {number}: expected {_COLUMNS}") from None


@cache
def states() -> dict[str, State]:
    """The Länder by ISO 3166-2 code.

    Raises:
        DataError: an entry does not fit.

    """
    return read_table(_STATES, State)


@cache
def states_by_name() -> dict[str, State]:
    """The Länder by each folded form of their names."""
    return {key: state for state in states().values() for name in [state.name, *state.names]
            for key in spellings(name)}


@cache
def common_words() -> frozenset[str]:
    """The words of common_words.txt, folded."""
    lines = _COMMON_WORDS.read_text(encoding="utf-8").splitlines()
    words = (word for line in lines if not line.startswith("#") for word in line.split())
    return frozenset(way for word in words for way in spellings(word))


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table with their line numbers, without comments and the head."""
    lines = path.read_text(encoding="utf-8").splitlines()
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line and not line.startswith("#")]
    for number, line in numbered[1:]:
        yield number, line.split("\t")

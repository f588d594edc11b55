"""`lotse centres near` and `lotse centres check`."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from bot.knowledge.centres.directory import Centre, centres
from bot.knowledge.centres.nearest import Found, nearest
from bot.knowledge.centres.places import find_place

_WANTED = ("phone", "email", "street", "languages", "opening_hours", "website")


def near(text: str, kind: str) -> dict[str, Any]:
    """The nearest centres of a kind to a place; several places are named where the text is ambiguous."""
    places = find_place(text)
    if len(places) != 1:
        return {"place": None, "query": text, "choices": [place.label for place in places],
                "states": sorted({state for place in places for state in place.states}), "lat": None, "lon": None, "centres": []}
    place = places[0]
    return {"place": place.label, "query": text, "states": list(place.states), "lat": place.lat, "lon": place.lon,
            "centres": [_row(found) for found in nearest(place.lat, place.lon, kind)]}


def _row(found: Found) -> dict[str, Any]:
    centre = found.centre
    shown = {field: centre.shown(field) for field in ("street", "postal_code", "phone", "email")}
    return {"id": centre.key, "name": centre.name, "organisation": centre.organisation, "state": centre.state,
            "city": centre.city, **shown, "website": centre.website, "languages": centre.languages,
            "opening_hours": centre.opening_hours, "distance_km": round(found.distance_km, 1),
            "site_known": centre.geo_precision == "city", "checked": centre.checked.isoformat()}


def near_text(found: dict[str, Any]) -> str:
    """The result of `near` in words."""
    if not found["place"]:
        return f"{found['query']}: " + (f"which one? {', '.join(found['choices'])}" if found["choices"] else "unknown place")
    lines = [f"{found['place']} ({', '.join(found['states'])})"]
    lines += [f"  {row['distance_km']:>6} km  {row['name']}  {row['phone'] or row['website']}" for row in found["centres"]]
    return "\n".join(lines)


def doubts(today: date, older_than_days: int) -> Iterator[str]:
    """One line for each record that is stale, and for each field that is missing or doubtful."""
    for centre in centres().values():
        if centre.checked < today - timedelta(days=older_than_days):
            yield f"{centre.key}: last checked on {centre.checked}"
        yield from (f"{centre.key}: {field} is {doubt}" for field in _WANTED if (doubt := _doubt(centre, field)))


def _doubt(centre: Centre, field: str) -> str:
    if not getattr(centre, field):
        return "missing"
    return "" if centre.sure(field) else "doubtful"

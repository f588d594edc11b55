"""Which centres are nearest to a place."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from bot.knowledge.centres.directory import Centre, centres

_EARTH_RADIUS_KM = 6371.0


@dataclass(frozen=True)
class Found:
    """A centre and its distance from the place in km (straight line; rough where the site is not known)."""

    centre: Centre
    distance_km: float


def nearest(lat: float, lon: float, kind: str = "faire_integration", most: int = 3) -> list[Found]:
    """The centres of a kind that counsel people, nearest first. The point is used for this sum and not kept."""
    return _sorted(lat, lon, [centre for centre in centres().values() if centre.kind == kind])[:most]


def _sorted(lat: float, lon: float, candidates: list[Centre]) -> list[Found]:
    found = [Found(centre, distance_km(lat, lon, centre.lat, centre.lon))
             for centre in candidates if centre.counselling and centre.lat is not None and centre.lon is not None]
    return sorted(found, key=lambda item: item.distance_km)


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The distance on the globe in km, by the haversine formula."""
    half_lat, half_lon = radians(other_lat - lat) / 2, radians(other_lon - lon) / 2
    chord = sin(half_lat) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(half_lon) ** 2
    return 2 * _EARTH_RADIUS_KM * asin(sqrt(chord))

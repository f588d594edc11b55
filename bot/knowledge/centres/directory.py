"""The directory of centres: one door to centres.yml, and what of a record may be shown."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, Optional

from pydantic import BaseModel, Extra

from bot.knowledge.files import read_table

_PATH = Path(__file__).parent / "centres.yml"
Confidence = Literal["high", "medium", "low"]
NATIONWIDE = "nationwide"
_SHOWN_WHEN_SURE = ("phone", "street", "postal_code", "email")


class Centre(BaseModel):
    """One centre or service; the fields are explained in centres.yml."""

    key: str
    kind: Literal["faire_integration", "faire_mobilitaet", "recognition", "referral", "emergency"]
    name: str
    organisation: Optional[str] = None
    state: Optional[str] = None
    city: Optional[str] = None
    street: Optional[str] = None
    postal_code: Optional[str] = None
    lat: Optional[float] = None
    lon: Optional[float] = None
    geo_precision: Literal["city", "state", "none"]
    phone: Optional[str] = None
    email: Optional[str] = None
    website: Optional[str] = None
    languages: list[str] = []
    opening_hours: Optional[str] = None
    serves: list[str]
    carrier_as_of: Optional[str] = None
    counselling: bool = True
    sources: list[dict[str, Any]]
    confidence: Confidence
    field_confidence: dict[str, Confidence] = {}
    notes: Optional[str] = None
    checked: date

    class Config:
        extra = Extra.forbid

    def sure(self, field: str) -> bool:
        """Whether a source of at least medium confidence supports the field."""
        return self.field_confidence.get(field, self.confidence) != "low"

    def shown(self, field: str) -> Optional[str]:
        """The field as people may see it: telephone, street and e-mail only where they are sure."""
        value: Optional[str] = getattr(self, field)
        return value if field not in _SHOWN_WHEN_SURE or self.sure(field) else None

    def address(self) -> Optional[str]:
        """Street and town, as far as they may be shown; None where the site is not known."""
        if self.geo_precision != "city" or not self.city:
            return None
        town = " ".join(part for part in (self.shown("postal_code"), self.city) if part)
        return ", ".join(part for part in (self.shown("street"), town) if part)


@cache
def centres() -> dict[str, Centre]:
    """All records by id.

    Raises:
        DataError: a record does not fit.

    """
    return read_table(_PATH, Centre)


def contact(centre: Centre) -> str:
    """Name and the surest way to reach a service, on one line."""
    ways = [centre.shown("phone"), centre.website]
    return ": ".join([centre.name, " · ".join(way for way in ways if way)])


def contact_lines(ids: Iterable[str]) -> list[str]:
    """One line for each service: "→ name: telephone · website"."""
    return [f"→ {contact(centres()[key])}" for key in ids]


def official_list() -> str:
    """The address of the official list of all Faire Integration centres."""
    return str(centres()["fi-fachstelle"].website)

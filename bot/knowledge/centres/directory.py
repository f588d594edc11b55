"""The directory of centres: one door to centres.yml, and what of a record may be shown."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, Optional

from pydantic import BaseModel, Extra, ValidationError, root_validator

from bot.errors import DataError
from bot.knowledge.files import read_table

_PATH = Path(__file__).parent / "centres.yml"
Confidence = Literal["high", "medium", "low"]
NATIONWIDE = "nationwide"
_SHOWN_WHEN_SURE = ("phone", "street", "postal_code", "email")


class Absence(BaseModel):
    """Days on which nobody is there, both included."""

    first: date
    last: date

    @root_validator(skip_on_failure=True)
    @classmethod
    def _in_order(cls, values: dict[str, date]) -> dict[str, date]:
        if values["first"] > values["last"]:
            raise ValueError("the first day comes after the last")
        return values

    class Config:
        extra = Extra.forbid


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
    absences: list[Absence] = []
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

    def absent(self, day: date) -> Optional[date]:
        """The last day of an absence in which the day lies; None where somebody is there."""
        return next((absence.last for absence in self.absences if absence.first <= day <= absence.last), None)

    def address(self) -> Optional[str]:
        """Street and town, as far as they may be shown; None where the site is not known."""
        if self.geo_precision != "city" or not self.city:
            return None
        town = " ".join(part for part in (self.shown("postal_code"), self.city) if part)
        return ", ".join(part for part in (self.shown("street"), town) if part)


_edited: dict[str, Centre] = {}


def centres() -> dict[str, Centre]:
    """All records by id, with what the centres have changed in their own.

    Raises:
        DataError: a record does not fit.

    """
    return {**_recorded(), **_edited}


@cache
def _recorded() -> dict[str, Centre]:
    return read_table(_PATH, Centre)


def edited(key: str, fields: Mapping[str, Any], checked: date) -> Centre:
    """A record with fields as the centre itself has entered them: these are sure.

    Raises:
        DataError: there is no such centre, or a field does not fit.

    """
    if key not in _recorded():
        raise DataError(f"there is no centre {key!r}")
    record = _recorded()[key].dict()
    sure = {**record["field_confidence"], **dict.fromkeys(fields, "high")}
    try:
        return Centre(**{**record, **fields, "field_confidence": sure, "checked": checked})
    except ValidationError as error:
        raise DataError(f"{key}: {error.errors()[0]['loc'][0]}: {error.errors()[0]['msg']}") from None


def apply(edits: Mapping[str, tuple[Mapping[str, Any], date]]) -> None:
    """Show these fields (with the day of the check) in place of what the records say; earlier edits are dropped.

    Raises:
        DataError: an edit does not fit; nothing is changed.

    """
    global _edited
    _edited = {key: edited(key, fields, checked) for key, (fields, checked) in edits.items()}


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

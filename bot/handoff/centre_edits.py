"""What centres change in their own records, on its way from the desk to the directory that the assistant shows."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Optional

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.clock import now, today
from bot.database import centre_edits
from bot.knowledge.centres import directory
from bot.knowledge.centres.places import find_place

EDITABLE = ("opening_hours", "absences", "languages", "phone", "email", "street", "postal_code", "city")
_applied: Optional[datetime] = None


def save_edit(connection: Connection, key: str, account: int, fields: Mapping[str, Any]) -> None:
    """Keep what a centre entered, as checked today. The form starts from what `directory.centres()[key]` shows.

    Args:
        connection: the database.
        key: the centre.
        account: who entered it.
        fields: all of EDITABLE in what JSON can hold; None or an empty list for what there is not. `absences` are a list of
            {"first": "2026-12-24", "last": "2027-01-02"}.

    Raises:
        DataError: a value does not fit the directory.

    """
    data = {name: fields[name] for name in EDITABLE}
    data.update(_site(data["city"]) if data["city"] != directory.centres()[key].city else {})
    directory.edited(key, data, today())
    connection.execute(centre_edits.delete().where(centre_edits.c.key == key))
    connection.execute(centre_edits.insert().values(key=key, data=data, checked=today(), by=account, saved=now()))


def _site(city: Optional[str]) -> dict[str, Any]:
    """Where a centre is that names its town, if the gazetteer knows the one town."""
    places = find_place(city or "")
    return {"lat": places[0].lat, "lon": places[0].lon, "geo_precision": "city"} if len(places) == 1 else {}


def apply_latest(connection: Connection) -> None:
    """Let the directory of this process show what the centres have entered; does nothing where that has not changed."""
    global _applied
    latest = connection.execute(sa.select(sa.func.max(centre_edits.c.saved))).scalar()
    if latest == _applied:
        return
    directory.apply({row.key: (row.data, row.checked) for row in connection.execute(sa.select(centre_edits))})
    _applied = latest

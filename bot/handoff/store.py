"""Where hand-offs are kept, each sealed for its centre."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Optional

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from bot.database import case_lines, handoffs
from bot.handoff import figures
from bot.sealing import Seal, Seals

_LETTERS = "ACDEFGHJKMNPQRTUVWXY3479"
"""No letters that look or sound alike on a telephone."""


@dataclass(frozen=True)
class Handoff:
    """A stored hand-off, opened."""

    code: str
    centre: str
    state: str
    created: datetime
    packet: dict[str, str]
    facts: Optional[dict[str, Any]]
    transcript: Optional[list[dict[str, Any]]]
    passed_from: Optional[str]


@dataclass(frozen=True)
class Released:
    """What a person releases to a centre.

    Args:
        packet: the lines by name, as the person saw them.
        facts: the calculation behind the deadline: `kind`, `values`, `day`, and `german`, its text.
        transcript: the talk line by line, only on a second yes.
        danger: whether danger was heard in the talk.

    """

    packet: dict[str, str]
    facts: Optional[dict[str, Any]] = None
    transcript: Optional[list[dict[str, Any]]] = None
    danger: bool = False

    def deadline(self) -> Optional[date]:
        """The last day that was worked out."""
        day = (self.facts or {}).get("day")
        return date.fromisoformat(day) if day else None


def new_code() -> str:
    """A case code like "AL-7KQ-2M9"."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(6))
    return f"AL-{letters[:3]}-{letters[3:]}"


def keep_handoff(connection: Connection, seal: Seal, *, chat: str, centre: str, language: str, released: Released) -> str:
    """Store a hand-off, sealed with the centre's seal; only what the person released may be in it. Returns its code."""
    code, topic, land = new_code(), released.packet.get("topic"), _land(released.packet)
    connection.execute(handoffs.insert().values(
        code=code, chat=chat, centre=centre, language=language, topic=topic, land=land,
        deadline=released.deadline(), danger=released.danger, packet=seal.seal(released.packet),
        facts=_sealed(seal, released.facts), transcript=_sealed(seal, released.transcript)))
    figures.count(connection, figures.RECEIVED, topic=topic, language=language, land=land)
    return code


def _land(packet: Mapping[str, str]) -> Optional[str]:
    """The Land of the place, where there is only one."""
    found = packet.get("states", "")
    return found if found and "," not in found else None


def _sealed(seal: Seal, value: Any) -> Optional[bytes]:
    return None if value is None else seal.seal(value)


def opened_handoff(row: Row, seal: Seal) -> Handoff:
    """A row of the hand-offs with its contents."""
    return Handoff(row.code, row.centre, row.state, row.created, seal.open(row.packet),
                   seal.open(row.facts) if row.facts else None, seal.open(row.transcript) if row.transcript else None,
                   row.passed_from)


def read_handoffs(connection: Connection, seals: Seals, chat: Optional[str] = None) -> list[Handoff]:
    """The stored hand-offs, oldest first; those of one chat if it is given."""
    query = sa.select(handoffs).order_by(handoffs.c.id)
    rows = connection.execute(query if chat is None else query.where(handoffs.c.chat == chat))
    return [opened_handoff(row, seals.centre(row.centre)) for row in rows]


def forget_cases(connection: Connection, chat: str) -> None:
    """Delete all hand-offs of a chat with their lines."""
    of_chat = sa.select(handoffs.c.id).where(handoffs.c.chat == chat)
    connection.execute(case_lines.delete().where(case_lines.c.handoff.in_(of_chat)))
    connection.execute(handoffs.delete().where(handoffs.c.chat == chat))

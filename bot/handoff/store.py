"""Where hand-offs are kept, sealed."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Optional

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.database import handoffs
from bot.sealing import Seal

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
    transcript: Optional[list[dict[str, str]]]


def new_code() -> str:
    """A case code like "AL-7KQ-2M9"."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(6))
    return f"AL-{letters[:3]}-{letters[3:]}"


def keep_handoff(connection: Connection, seal: Seal, *, chat: str, code: str, centre: str, packet: dict[str, str],
                 transcript: Optional[list[dict[str, str]]]) -> None:
    """Store a hand-off; only what the person released may be in it."""
    connection.execute(handoffs.insert().values(
        chat=chat, code=code, centre=centre, packet=seal.seal(packet),
        transcript=seal.seal(transcript) if transcript is not None else None))


def read_handoffs(connection: Connection, seal: Seal, chat: Optional[str] = None) -> list[Handoff]:
    """The stored hand-offs, oldest first; those of one chat if it is given."""
    query = sa.select(handoffs).order_by(handoffs.c.id)
    rows = connection.execute(query if chat is None else query.where(handoffs.c.chat == chat))
    return [Handoff(row.code, row.centre, row.state, row.created, seal.open(row.packet),
                    seal.open(row.transcript) if row.transcript else None) for row in rows]

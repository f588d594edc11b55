"""`lotse handoffs`: the stored hand-offs, for now the staff's only view."""

import json
from dataclasses import asdict

from bot.database import opened, prepare
from bot.handoff.store import Handoff, read_handoffs
from bot.sealing import Seals
from bot.settings import Settings


def list_handoffs(settings: Settings, as_json: bool) -> None:
    """Print the stored hand-offs, oldest first."""
    engine = opened(settings.database_url)
    prepare(engine)
    with engine.connect() as connection:
        found = read_handoffs(connection, Seals(settings.secret))
    for handoff in found:
        print(_json(handoff) if as_json else _text(handoff))  # noqa: T201 (this is the command's output)


def _json(handoff: Handoff) -> str:
    return json.dumps({**asdict(handoff), "created": handoff.created.isoformat()}, ensure_ascii=False)


def _text(handoff: Handoff) -> str:
    lines = [f"{handoff.code}  {handoff.created:%Y-%m-%d %H:%M} UTC  {handoff.centre}  {handoff.state}"]
    lines += [f"  {name}: {value}" for name, value in handoff.packet.items()]
    lines += [f"  {line['who']}> {line['text']}" for line in handoff.transcript or []]
    return "\n".join(lines) + "\n"

"""Rasa's tracker store on the project's database: strict, no fallback to memory, and one commit for all of a turn."""

import itertools
import json
from collections.abc import Iterable
from functools import cache
from typing import Any, Optional

import sqlalchemy as sa
from rasa.core.tracker_store import SerializedTrackerAsText, TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import Connection, Engine

from bot import turn as turns
from bot.database import events
from bot.effects import commit_turn
from bot.errors import TurnFailed
from bot.knowledge.alarms import alarm_message
from bot.knowledge.answers import Message
from bot.languages import spoken
from bot.nlu.danger import ALARM, LIKELY_ALARM
from bot.sealing import Seals


class TurnTrackerStore(TrackerStore, SerializedTrackerAsText):
    """Keeps the events of a turn together with its outgoing messages, its effects and the mark on its inbox row."""

    def __init__(self, domain: Domain, engine: Engine, seals: Seals) -> None:
        self.engine = engine
        self._seals = seals
        super().__init__(domain)

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        """The tracker since the latest start of a session; None for an unknown sender."""
        with self.engine.connect() as connection:
            rows = connection.execute(_latest_session(sender_id).order_by(events.c.id)).scalars().all()
        if not rows:
            return None
        return DialogueStateTracker.from_events(sender_id, [_event(json.loads(row)) for row in rows], self.domain.slots)

    async def keys(self) -> Iterable[str]:
        """All senders."""
        with self.engine.connect() as connection:
            return list(connection.execute(sa.select(events.c.sender_id).distinct()).scalars())

    async def create_tracker(self, sender_id: str, append_action_listen: bool = True) -> DialogueStateTracker:
        """A new tracker. It is not saved before the end of the turn."""
        tracker = self.init_tracker(sender_id)
        if append_action_listen:
            tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Commit all of the running turn.

        Raises:
            TurnFailed: something in the turn went wrong; nothing is kept.

        """
        turn = turns.current()
        if turn.failure or not (turn.outgoing or turn.effects):
            raise TurnFailed("the turn brought an error or no answer") from turn.failure
        with self.engine.begin() as connection:
            _add(connection, tracker)
            turn.language = spoken(tracker.current_slot_values())
            turn.outgoing[:0] = _likely_alarm(tracker, turn.language)
            commit_turn(connection, turn, self._seals)


def _likely_alarm(tracker: DialogueStateTracker, language: str) -> list[Message]:
    """The number to call, before the usual answer, the first time that a talk likely tells of danger or distress."""
    parsed = [event.parse_data or {} for event in tracker.events if isinstance(event, UserUttered)]
    likely = parsed[-1].get(LIKELY_ALARM) if parsed else None
    if not likely or parsed[-1]["intent"]["name"] == likely:
        return []
    told_before = any(likely in (found.get(ALARM), found.get(LIKELY_ALARM)) for found in parsed[:-1])
    return [] if told_before else [alarm_message(likely, language)]


@cache
def _kind(name: str) -> type[Event]:
    """The class of an event. Rasa looks through all classes anew for each event, a third of a long talk's turn."""
    return Event.resolve_by_type(name)


def _event(data: dict[str, Any]) -> Event:
    return _kind(data["event"])._from_parameters(data)


def _latest_session(sender_id: str, what: Any = events.c.data) -> sa.sql.Select:
    started = (sa.select(sa.func.max(events.c.id))
               .where(events.c.sender_id == sender_id, events.c.type_name == SessionStarted.type_name).scalar_subquery())
    return sa.select(what).where(events.c.sender_id == sender_id, events.c.id >= sa.func.coalesce(started, 0))


def _add(connection: Connection, tracker: DialogueStateTracker) -> None:
    kept = connection.execute(_latest_session(tracker.sender_id, sa.func.count())).scalar_one()
    new = [_row(tracker.sender_id, event) for event in itertools.islice(tracker.events, kept, None)]
    if new:
        connection.execute(events.insert(), new)


def _row(sender_id: str, event: Event) -> dict[str, Any]:
    data = event.as_dict()
    return {
        "sender_id": sender_id,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
        "action_name": data.get("name"),
        "data": json.dumps(data, ensure_ascii=False),
    }

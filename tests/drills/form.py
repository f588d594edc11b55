"""A tiny assistant for drills: a form of five slots whose every answer says all that it knows."""

from __future__ import annotations

import asyncio
import json
import re
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.database import events
from bot.effects import HANDOFF, commit_turn
from bot.knowledge.answers import Button, Message
from bot.sealing import Seals
from bot.turn import Turn

SLOTS = ("place", "topic", "deadline", "reply", "summary")
CENTRE = "fi-he-kassel"
_CHOICES = {"deadline": ("October", "November"), "reply": ("chat", "letter")}
_TURN = 0.02
"""Seconds of a turn; the model needs about as many."""
_WAIT = re.compile(r"wait (\d+(?:[.]\d+)?)")
State = dict[str, Any]


def begun() -> State:
    """The state of a talk before its first message."""
    return {"turns": 0, "slots": [], "sent": 0}


def taken(state: State, text: str) -> tuple[State, str]:
    """The state after a message, and the answer: number of the turn, message, slots, and what is asked."""
    slots, sent = list(state["slots"]), state["sent"]
    if text.startswith("/send") and len(slots) == len(SLOTS):
        slots, sent = [], sent + 1
    elif not text.startswith("/start") and len(slots) < len(SLOTS):
        slots.append(text)
    new = {"turns": state["turns"] + 1, "slots": slots, "sent": sent}
    said = "start" if text.startswith("/start") else text
    return new, f"<{new['turns']}> {said} | {'; '.join(slots)} | {asked(new)}"


def asked(state: State) -> str:
    """What is asked next."""
    return SLOTS[len(state["slots"])] if len(state["slots"]) < len(SLOTS) else "send"


def choices(state: State) -> tuple[Button, ...]:
    """The buttons below an answer."""
    name = asked(state)
    return tuple(Button(choice, f"/{name} {choice}") for choice in _CHOICES.get(name, (["send"] if name == "send" else [])))


class FormAssistant:
    """Answers as `bot.assistant.Assistant` does: all of a turn is kept in one transaction."""

    def __init__(self, engine: Engine, seals: Seals) -> None:
        self._engine = engine
        self._seals = seals

    async def answer(self, turn: Turn) -> None:
        """Answer the text of a turn; "wait 3" in it makes the turn last so many seconds."""
        state = self._state(turn.chat)
        new, text = taken(state, turn.text)
        wait = _WAIT.search(turn.text)
        await asyncio.sleep(float(wait[1]) if wait else _TURN)
        turn.outgoing.append(Message(text, choices(new)))
        if new["sent"] > state["sent"]:
            turn.effects.append({"effect": HANDOFF, "centre": CENTRE, "packet": dict(zip(SLOTS, state["slots"], strict=True)),
                                 "facts": None, "transcript": None, "danger": False})
        with self._engine.begin() as connection:
            connection.execute(events.insert().values(sender_id=turn.chat, type_name="user", data=json.dumps(new)))
            commit_turn(connection, turn, self._seals)

    def _state(self, chat: str) -> State:
        query = sa.select(events.c.data).where(events.c.sender_id == chat).order_by(events.c.id.desc()).limit(1)
        with self._engine.connect() as connection:
            row = connection.execute(query).scalar()
        return json.loads(row) if row else begun()

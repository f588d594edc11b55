"""The human talk: while a centre answers in the chat, the assistant keeps still."""

import json
from datetime import datetime, timedelta
from typing import Optional, Union

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row
from sqlalchemy.sql import ColumnElement

from bot.clock import now
from bot.database import handoffs
from bot.handoff.cases import Case, add_line, change
from bot.handoff.passing import decided
from bot.handoff.saying import INTENT, button, said, say, signed
from bot.knowledge.answers import Button, Message
from bot.knowledge.centres.directory import centres
from bot.sealing import Seals

TALK_MINUTES = 60
"""How long the assistant keeps still after the last word of either side."""
LONGEST_ANSWER = 3000
"""Telegram takes 4096 characters; the signature and marks need some."""


def answer(connection: Connection, seals: Seals, found: Case, account: int, text: str, *,
           german: Optional[str] = None) -> None:
    """A counsellor answers in the chat, signed by the centre; the human talk begins or goes on.

    Args:
        connection: the database.
        seals: for the line that is kept in the case.
        found: the case.
        account: who answers.
        text: what the person reads, in their language; at most LONGEST_ANSWER characters.
        german: the same in German, where it is not German itself.

    Raises:
        CaseGone: it was closed, deleted or passed on in the meantime.

    """
    change(connection, found, state="answered", answered=now(), heard=None, human_until=_from_now(),
           taken=found.taken or now(), taken_by=found.taken_by or account, **({} if found.talking else {"told_still": None}))
    add_line(connection, seals.centre(found.centre), found.id, "centre", text, german=german, by=account)
    if not found.talking:
        say(connection, found, said("human_answers", found.language, _end_button(found), centre=_name(found)))
    say(connection, found, signed(text, found.centre))


def end_talk(connection: Connection, found: Union[Case, Row]) -> None:
    """A counsellor ends the talk; the person is told that the assistant answers again."""
    say(connection, found, _ended(connection, found))


def talk_of(connection: Connection, chat: str) -> Optional[Row]:
    """The case with which this chat is in a human talk now; None where the assistant is to answer."""
    query = (sa.select(handoffs).where(handoffs.c.chat == chat, handoffs.c.human_until > now())
             .order_by(handoffs.c.human_until.desc()).limit(1))
    return connection.execute(query).first()


def heard(connection: Connection, seals: Seals, talk: Row, text: str, german: Optional[str] = None) -> list[Message]:
    """Keep what a person wrote during the talk, which then lasts longer.

    Returns:
        What to tell the person: the first time in a talk, that a human is answering; else nothing.

    """
    change(connection, talk, heard=now(), human_until=_from_now(), told_still=talk.told_still or now())
    add_line(connection, seals.centre(talk.centre), talk.id, "person", text, german=german)
    return [] if talk.told_still else [said("human_still", talk.language, _end_button(talk), centre=_name(talk))]


def pressed(connection: Connection, seals: Seals, chat: str, body: str) -> Optional[list[Message]]:
    """A person pressed a button of a case: consent to passing on, or the end of the talk.

    Returns:
        What to tell the person; None if it is no such button or no case of this chat.

    """
    asked = _payload(body)
    code = asked.get("code") or asked.get("end")
    row = connection.execute(sa.select(handoffs).where(handoffs.c.chat == chat, handoffs.c.code == code)).first()
    if row is None:
        return None
    if "end" in asked:
        return [_ended(connection, row)]
    choice = asked.get("pass")
    return [decided(connection, seals, row, agreed=choice == "yes")]


def end_silent(connection: Connection) -> int:
    """End the talks in which nobody has written for TALK_MINUTES, and tell the persons; returns how many."""
    silent = handoffs.c.human_until <= now()
    rows = connection.execute(sa.select(handoffs).where(silent)).all()
    ended = [row for row in rows if _stop(connection, row, silent)]  # not where the centre has answered just now
    for row in ended:
        say(connection, row, said("human_silent", row.language, centre=_name(row)))
    return len(ended)


def _from_now() -> datetime:
    return now() + timedelta(minutes=TALK_MINUTES)


def _name(found: Union[Case, Row]) -> str:
    return centres()[found.centre].name


def _end_button(found: Union[Case, Row]) -> Button:
    return button("end_talk", found.language, end=found.code)


def _ended(connection: Connection, found: Union[Case, Row]) -> Message:
    _stop(connection, found)
    return said("human_ended", found.language, centre=_name(found))


def _stop(connection: Connection, found: Union[Case, Row], *conditions: ColumnElement) -> bool:
    of_case = (handoffs.c.id == found.id, handoffs.c.centre == found.centre)
    return bool(connection.execute(handoffs.update().where(*of_case, *conditions).values(human_until=None)).rowcount)


def _payload(body: str) -> dict[str, str]:
    """What a button of a case holds; nothing if it is none."""
    return json.loads(body[len(INTENT):]) if body.startswith(f"{INTENT}{{") else {}

"""Messages that belong to the talk with a centre, not to the assistant."""

from typing import Optional

from sqlalchemy.engine import Connection, Row

from bot.channels.edge import BUTTON, COMMAND, GROUP
from bot.handoff.talks import end_talk, heard, pressed, talk_of
from bot.knowledge.answers import Message
from bot.nlu.danger import alarm
from bot.sealing import Seals

_STOP = "/stop"


def case_message(connection: Connection, seals: Seals, row: Row) -> Optional[list[Message]]:
    """Take a message for the case of its chat.

    Args:
        connection: in a transaction.
        seals: of all centres.
        row: of the inbox.

    Returns:
        What is said about it (often nothing); None where the assistant has to answer: no human is answering in this chat, or it
        is a command, another button, or a danger, which cannot wait.

    """
    if row.kind == BUTTON:
        return pressed(connection, seals, row.chat, row.body)
    talk = None if row.kind == GROUP else talk_of(connection, row.chat)
    if talk and row.kind == COMMAND and row.body == _STOP:
        end_talk(connection, talk)
        return []
    if talk is None or row.kind == COMMAND or not row.body or alarm(row.body):
        return None
    return heard(connection, seals, talk, row.body)

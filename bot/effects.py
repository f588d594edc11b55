"""What a turn changes in the world besides its messages. Actions name an effect; here it is done, in the turn's transaction."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy.engine import Connection

import bot.reminders
from bot.clock import now, today
from bot.database import chats, events, inbox, outbox
from bot.handoff.store import Handoff, Released, forget_cases, keep_handoff, read_handoffs
from bot.handoff.words import state_text
from bot.knowledge import formats
from bot.knowledge.answers import Message
from bot.knowledge.centres.directory import centres, contact
from bot.knowledge.utterances import utterance
from bot.languages import SOURCE
from bot.my_data import stored
from bot.outgoing import write
from bot.sealing import Seals
from bot.turn import Turn

FORGET = "forget"
HANDOFF = "handoff"
CASE_STATUS = "case_status"
REMIND = "remind"
RENEW_REMINDERS = "renew_reminders"
SHOW_REMINDERS = "show_reminders"
CANCEL_REMINDERS = "cancel_reminders"
MY_DATA = "my_data"


def commit_turn(connection: Connection, turn: Turn, seals: Seals) -> None:
    """Write what a turn brought: effects, outgoing messages, the language, and the mark on its inbox row."""
    for effect in turn.effects:
        _EFFECTS[effect["effect"]](connection, turn, effect, seals)
    send(connection, turn)
    if turn.language:
        connection.execute(chats.update().where(chats.c.id == turn.chat).values(language=turn.language))
    connection.execute(inbox.update().where(inbox.c.id == turn.inbox_id).values(done=now(), body=""))


def send(connection: Connection, turn: Turn) -> None:
    """Write the outgoing messages of a turn to the outbox."""
    write(connection, turn.chat, turn.outgoing, turn.language or SOURCE)


def _forget(connection: Connection, turn: Turn, effect: dict[str, Any], seals: Seals) -> None:
    """Delete all that is stored on the chat. Its address stays until the last word is sent: see `drop_forgotten`."""
    connection.execute(events.delete().where(events.c.sender_id == turn.chat))
    forget_cases(connection, turn.chat)
    connection.execute(outbox.delete().where(outbox.c.chat == turn.chat))
    bot.reminders.cancel(connection, turn.chat)
    _forget_messages(connection, turn.chat, turn.inbox_id)
    connection.execute(chats.delete().where(chats.c.id == turn.chat, chats.c.address.is_(None)))


def _forget_messages(connection: Connection, chat: str, last: int) -> None:
    """Delete the messages of a chat, but for the one that is being answered.

    Of Telegram's messages the number stays, without the chat, until it cannot be delivered again: an old message must not
    begin a new talk.
    """
    others = (inbox.c.chat == chat, inbox.c.id != last)
    connection.execute(inbox.delete().where(*others, ~inbox.c.update_key.startswith("telegram:")))
    connection.execute(inbox.update().where(*others).values(chat="", body="", done=now()))


def _hand_off(connection: Connection, turn: Turn, effect: dict[str, Any], seals: Seals) -> None:
    """Keep the packet for its centre, and say under which code."""
    language, centre = turn.language or SOURCE, centres()[effect["centre"]]
    released = Released(effect["packet"], effect["facts"], effect["transcript"], effect["danger"])
    code = keep_handoff(connection, seals.centre(centre.key), chat=turn.chat, centre=centre.key, language=language,
                        released=released)
    turn.outgoing.append(utterance("utter_sent", language, centre=centre.name, code=code, contact=contact(centre)))


def _case_status(connection: Connection, turn: Turn, effect: dict[str, Any], seals: Seals) -> None:
    """Answer how a case stands; only a case of the same chat is found."""
    language = turn.language or SOURCE
    cases = [case for case in read_handoffs(connection, seals, turn.chat) if case.code == effect["code"]]
    turn.outgoing.append(_status(cases[0], language) if cases else utterance("utter_case_unknown", language))


def _status(case: Handoff, language: str) -> Message:
    centre = centres()[case.centre]
    return utterance("utter_case_status", language, code=case.code, day=formats.day(case.created.date(), language),
                     centre=centre.name, state=state_text(case, language), contact=contact(centre))


def _remind(connection: Connection, turn: Turn, effect: dict[str, Any], seals: Seals) -> None:
    language = turn.language or SOURCE
    days = bot.reminders.days_for(date.fromisoformat(effect["day"]), today())
    bot.reminders.keep(connection, seals.reminders, turn.chat, effect["line"], days)
    shown = "; ".join(formats.weekday(day, language) for day in days)
    turn.outgoing.append(utterance("utter_reminder_set", language, days=shown) if days
                         else utterance("utter_reminder_too_late", language))


def _renew_reminders(connection: Connection, turn: Turn, effect: dict[str, Any], seals: Seals) -> None:
    """Move the reminders, where there are some, to a deadline that was worked out anew."""
    if bot.reminders.waiting(connection, seals.reminders, turn.chat):
        _remind(connection, turn, effect, seals)


def _show_reminders(connection: Connection, turn: Turn, effect: dict[str, Any], seals: Seals) -> None:
    language = turn.language or SOURCE
    waiting = bot.reminders.waiting(connection, seals.reminders, turn.chat)
    lines = "\n".join(f"• {formats.weekday(day, language)}: {line}" for day, line in waiting)
    turn.outgoing.append(utterance("utter_reminders", language, lines=lines) if waiting
                         else utterance("utter_no_reminders", language))


def _cancel_reminders(connection: Connection, turn: Turn, effect: dict[str, Any], seals: Seals) -> None:
    bot.reminders.cancel(connection, turn.chat)
    turn.outgoing.append(utterance("utter_reminders_cancelled", turn.language or SOURCE))


def _my_data(connection: Connection, turn: Turn, effect: dict[str, Any], seals: Seals) -> None:
    language = turn.language or SOURCE
    lines = "\n".join(f"• {line}" for line in stored(connection, seals, turn.chat, language))
    turn.outgoing.append(utterance("utter_my_data", language, lines=lines))


_EFFECTS: dict[str, Callable[[Connection, Turn, dict[str, Any], Seals], None]] = {
    FORGET: _forget, HANDOFF: _hand_off, CASE_STATUS: _case_status, REMIND: _remind, RENEW_REMINDERS: _renew_reminders,
    SHOW_REMINDERS: _show_reminders, CANCEL_REMINDERS: _cancel_reminders, MY_DATA: _my_data}

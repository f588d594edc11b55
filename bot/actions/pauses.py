"""Pauses in a form: people go and look for their letter. After an hour they are asked whether to go on; a week ends it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.context import Said, messages, said_as

ASK_AFTER = timedelta(hours=1)
FORGET_AFTER = timedelta(days=7)
_FORMS = ("centre", "calculator", "handoff")
State = dict[str, Any]


def paused(tracker: Tracker, now: Said) -> bool:
    """Whether a text came so long after the message before it that it may be meant for something else."""
    *_, before, latest = messages(tracker)
    is_new_text = now.number == latest["message_id"] and not now.pressed and not now.edited
    return is_new_text and latest["timestamp"] - before["timestamp"] >= ASK_AFTER.total_seconds()


def resumed(tracker: Tracker, now: Said, state: State) -> tuple[Said, State]:
    """What the reply to "shall we go on?" says, and the state as before the question.

    Returns:
        The held text after a yes, a stop after a no, else the reply itself: who just answers goes on.

    """
    before = {name: value for name, value in state.items() if name != "held"}
    choice = now.entities.get("value") if now.pressed else None
    if choice == "stop" or now.intent == "deny":
        return replace(now, intent="stop"), before
    if choice == "go_on" or now.intent == "affirm":
        return said_as(tracker, state["held"]), before
    return now, before


def drop_left_over(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[dict[str, Any]]:
    """Forget a form that ended with its session, and say so; the message is then answered as a new one."""
    left = [] if tracker.active_loop.get("name") else [name for name in _FORMS if tracker.get_slot(name)]
    if not left:
        return []
    dispatcher.utter_message(response="utter_forgotten")
    return [SlotSet(name, None) for name in (*left, *(f"{form}_answer" for form in left), "requested_slot")]

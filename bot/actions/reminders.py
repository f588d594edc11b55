"""Actions that set, show and cancel reminders; they are kept when the turn is kept (bot/effects.py)."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.context import effect, said
from bot.effects import CANCEL_REMINDERS, REMIND, SHOW_REMINDERS

Events = list[dict[str, Any]]


class Remind(Action):
    """Reminds of the deadline that was worked out last."""

    def name(self) -> str:
        """See domain.yml."""
        return "action_remind"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """The day comes with the button, the line from the calculation."""
        remind(dispatcher, tracker)
        return []


def remind(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """Set the reminders of the deadline that was worked out last."""
    calculated = tracker.get_slot("calculated") or {}
    day = said(tracker).entities.get("value")
    if day and day == calculated.get("day"):
        effect(dispatcher, REMIND, day=day, line=calculated["line"])
    else:
        dispatcher.utter_message(response="utter_stale_button")


class Reminders(Action):
    """Shows the reminders, or cancels them."""

    def name(self) -> str:
        """See domain.yml."""
        return "action_reminders"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """The wish to cancel comes with the button."""
        show_reminders(dispatcher, tracker)
        return []


def show_reminders(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """Show the reminders of the chat, or cancel them."""
    cancels = said(tracker).entities.get("value") == "cancel"
    effect(dispatcher, CANCEL_REMINDERS if cancels else SHOW_REMINDERS)

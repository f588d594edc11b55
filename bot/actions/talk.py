"""Actions of the talk itself: starting again, telling what is stored, deleting it."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, AllSlotsReset, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.context import effect, said
from bot.effects import FORGET, MY_DATA


class Restart(Action):
    """Starts the talk again in the same language. Replaces Rasa's own, which says nothing."""

    def name(self) -> str:
        """See domain.yml."""
        return "action_restart"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Forgets what was said so far, for the dialogue."""
        dispatcher.utter_message(response="utter_restarted")
        dispatcher.utter_message(response="utter_welcome")
        return [ActiveLoop(None), AllSlotsReset(), SlotSet("language", said(tracker).language)]


class DeleteData(Action):
    """Deletes all that is stored on the chat."""

    def name(self) -> str:
        """See domain.yml."""
        return "action_delete_data"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Asks first; the deletion is part of the turn's transaction."""
        delete_data(dispatcher, tracker)
        return []


def delete_data(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """Delete all that is stored on the chat after a yes, else ask."""
    if said(tracker).entities.get("value") == "yes":
        effect(dispatcher, FORGET)
        dispatcher.utter_message(response="utter_deleted")
    else:
        dispatcher.utter_message(response="utter_confirm_delete")


class MyData(Action):
    """Lists what is stored on the chat."""

    def name(self) -> str:
        """See domain.yml."""
        return "action_my_data"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """It is counted when the turn is kept; see bot/effects.py."""
        list_data(dispatcher, tracker)
        return []


def list_data(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """Ask for the list of what is stored on the chat."""
    effect(dispatcher, MY_DATA)

"""Actions of the talk itself: welcome, starting again, deleting."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, AllSlotsReset, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.context import effect, said
from bot.effects import FORGET


class Welcome(Action):
    """Says what this is, before anything else."""

    def name(self) -> str:
        """See domain.yml."""
        return "action_welcome"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Three lines and the commonest topics."""
        dispatcher.utter_message(response="utter_welcome")
        return []


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
        if said(tracker).entities.get("value") != "yes":
            dispatcher.utter_message(response="utter_confirm_delete")
            return []
        effect(dispatcher, FORGET)
        dispatcher.utter_message(response="utter_deleted")
        return []

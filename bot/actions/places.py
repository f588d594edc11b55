"""The question for a place, shared by the forms: a typed place, a choice where it is ambiguous, or none."""

from typing import Any, Optional

from rasa_sdk.executor import CollectingDispatcher

from bot.actions.context import Said, buttons
from bot.knowledge.answers import Button
from bot.knowledge.centres.nearest import nearest
from bot.knowledge.centres.places import Place, find_place

SKIP, ABROAD = "skip", "abroad"
DEFAULT_KIND = "faire_integration"
_MOST_CHOICES = 6
Kept = dict[str, Any]
"""What is kept of a place: label, Länder and the nearest centres; no coordinates."""


def kept(place: Place, kind: str = DEFAULT_KIND) -> Kept:
    """A place without its coordinates, with the nearest centres of a kind."""
    found = nearest(place.lat, place.lon, kind)
    return {"label": place.label, "states": list(place.states),
            "centres": [[item.centre.key, round(item.distance_km)] for item in found]}


def read_place(now: Said, options: list[Kept], kind: str = DEFAULT_KIND) -> Optional[list[Kept]]:
    """The places that a message names: [] if it is skipped, several if it is ambiguous, None if there is none."""
    value = now.entities.get("value")
    if value in (SKIP, ABROAD):
        return []
    if value and value.startswith("place") and value[5:].isdigit() and int(value[5:]) < len(options):
        return [options[int(value[5:])]]
    if now.pressed:
        return None
    return [kept(place, kind) for place in find_place(now.text)[:_MOST_CHOICES]] or None


def ask_place(dispatcher: CollectingDispatcher, state: dict[str, Any]) -> None:
    """Ask for the place, or which of several is meant, or again after an unknown one."""
    if state.get("options"):
        choices = tuple(Button(option["label"], f'/choice{{"value":"place{number}"}}')
                        for number, option in enumerate(state["options"]))
        dispatcher.utter_message(response="utter_which_place", buttons=buttons(choices))
    else:
        dispatcher.utter_message(response="utter_unknown_place" if state.get("asked") else "utter_ask_place")

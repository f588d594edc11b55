"""The question for a place, shared by the forms: a typed place, a choice where it is ambiguous, or none."""

from collections.abc import Mapping
from typing import Any, Optional

from rasa_sdk.executor import CollectingDispatcher

from bot.actions.context import Said, buttons, say
from bot.knowledge.answers import Button, Message
from bot.knowledge.centres.directory import centres
from bot.knowledge.centres.gazetteer import states
from bot.knowledge.centres.nearest import nearest
from bot.knowledge.centres.places import Place, answered_place
from bot.knowledge.utterances import utterance

SKIP, ABROAD = "skip", "abroad"
DEFAULT_KIND = "faire_integration"
_MOST_CHOICES = 6
_KEPT = 3
Kept = dict[str, Any]
"""What is kept of a place: label, Länder and the nearest centres; no coordinates. `linked`: a link named it, nobody was asked."""


def kept(place: Place, kind: str = DEFAULT_KIND) -> Kept:
    """A place without its coordinates, with the nearest centres of a kind."""
    found = nearest(place.lat, place.lon, kind, most=_KEPT)
    return {"label": place.label, "states": list(place.states),
            "centres": [[item.centre.key, round(item.distance_km)] for item in found]}


def linked(link: Mapping[str, str]) -> Optional[Kept]:
    """The Land that a link names, by itself or by its centre; this centre comes first, then those that serve the Land."""
    centre = link.get("centre", "")
    land = link.get("land") or (centres()[centre].state if centre else None)
    if land is None:
        return None
    by_distance = nearest(states()[land].lat, states()[land].lon, most=len(centres()))
    found = sorted(by_distance, key=lambda item: (item.centre.key != centre, land not in item.centre.serves))
    return {"label": states()[land].name, "states": [land], "linked": True,
            "centres": [[item.centre.key, None] for item in found[:_KEPT]]}


def read_place(now: Said, options: list[Kept], kind: str = DEFAULT_KIND) -> Optional[list[Kept]]:
    """The places that a message names: [] if it is skipped, several if it is ambiguous, None if there is none."""
    value = now.entities.get("value")
    if value in (SKIP, ABROAD):
        return []
    if value and value.startswith("place") and value[5:].isdigit() and int(value[5:]) < len(options):
        return [options[int(value[5:])]]
    if now.pressed:
        return None
    return [kept(place, kind) for place in answered_place(now.text)[:_MOST_CHOICES]] or None


def ask_place(dispatcher: CollectingDispatcher, state: dict[str, Any]) -> None:
    """Ask for the place, or which of several is meant, or again after an unknown one."""
    if state.get("options"):
        choices = tuple(Button(option["label"], f'/choice{{"value":"place{number}"}}')
                        for number, option in enumerate(state["options"]))
        dispatcher.utter_message(response="utter_which_place", buttons=buttons(choices))
    else:
        dispatcher.utter_message(response="utter_unknown_place" if state.get("asked") else "utter_ask_place")


def offer_location(dispatcher: CollectingDispatcher, language: str) -> None:
    """Offer to send the telephone's place, after a question for a place."""
    say(dispatcher, Message(utterance("utter_share_location", language).text, location=True))

"""Actions that find the nearest counselling centre."""

from dataclasses import replace
from typing import Optional

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.between import is_question
from bot.actions.context import Said, said, say
from bot.actions.form import Ask, Events, Form, State
from bot.actions.places import DEFAULT_KIND, Kept, ask_place, kept, read_place
from bot.knowledge.answers import Message, person_button
from bot.knowledge.centres.cards import card, map_button
from bot.knowledge.centres.directory import Centre, centres, official_list
from bot.knowledge.centres.places import find_place
from bot.knowledge.utterances import utterance

_SHOWN = 2


class CentreForm(Form):
    """Asks for the place and shows the nearest centres."""

    form = "centre"

    def begin(self, tracker: Tracker, now: Said) -> State:
        """A place in the message is taken at once, or the one that a link has named; a button may name the kind of centre."""
        kind = now.entities.get("value") or DEFAULT_KIND if now.pressed else DEFAULT_KIND
        named = [] if now.pressed else [kept(place) for place in find_place(now.text)]
        known = tracker.get_slot("place") or {}
        if not named and known.get("linked") and kind == DEFAULT_KIND:
            named = [known]
        return _found(kind, named) if named else {"step": "place", "kind": kind}

    def take(self, state: State, now: Said) -> Optional[State]:
        """A place, a choice, or "skip"."""
        places = read_place(now, state.get("options") or [], state["kind"])
        if places is None:
            return None if is_question(now) else {"step": "place", "kind": state["kind"], "asked": True}
        return _found(state["kind"], places)

    def finish(self, dispatcher: CollectingDispatcher, tracker: Tracker, state: State) -> Events:
        """Says the centres; without a place, where all of them are listed."""
        language = said(tracker).language
        place: Optional[Kept] = state.get("place")
        if place is None:
            dispatcher.utter_message(response="utter_centres_abroad", website=official_list())
            return []
        show_centres(dispatcher, place, language)
        asked = {**place, "linked": False}  # who looks for a centre again looks for another
        return [SlotSet("place", asked)] if state["kind"] == DEFAULT_KIND else []


def _found(kind: str, places: list[Kept]) -> State:
    if len(places) > 1:
        return {"step": "place", "kind": kind, "options": places}
    return {"step": "done", "kind": kind, "place": places[0] if places else None}


class AskCentre(Ask):
    """Asks for the place."""

    form = "centre"

    def ask(self, dispatcher: CollectingDispatcher, state: State, language: str) -> None:
        """The town of the workplace: the law names the centre nearest to it (§ 45c AufenthG)."""
        ask_place(dispatcher, state)

    def asks_for_place(self, state: State) -> bool:
        """Not where one of several places is to be chosen."""
        return not state.get("options")


def show_centres(dispatcher: CollectingDispatcher, place: Kept, language: str, most: int = _SHOWN) -> None:
    """Say the nearest centres, each with its map, and the one of the Land where that is another."""
    shown = place["centres"][:most]
    cards = [_card(centres()[key], language, km) for key, km in shown]
    own = _own_centre(place, [key for key, _ in shown])
    if own:
        cards.append(_under(utterance("utter_centre_of_state", language).text + "\n", _card(centres()[own], language)))
    head = utterance("utter_nearest_centres", language, place=place["label"]).text
    cards[0] = _under(f"{head}\n\n", cards[0])
    if most == _SHOWN:
        cards[-1] = replace(cards[-1], buttons=(*cards[-1].buttons, person_button(language)))
    for message in cards:
        say(dispatcher, message)


def _card(centre: Centre, language: str, km: Optional[int] = None) -> Message:
    return Message(card(centre, language, km), map_button(centre, language))


def _under(head: str, message: Message) -> Message:
    return replace(message, text=head + message.text)


def _own_centre(place: Kept, shown: list[str]) -> Optional[str]:
    """A centre of Faire Integration that serves the Land of the place, if none of those shown does."""
    if any(centres()[key].kind != DEFAULT_KIND for key in shown):
        return None
    serving = [centre.key for centre in centres().values() if centre.kind == DEFAULT_KIND and centre.counselling
               and set(centre.serves) & set(place["states"])]
    return None if not serving or set(serving) & set(shown) else serving[0]

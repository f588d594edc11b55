"""Actions that bring a person to a human counsellor."""

from typing import Any, Optional

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.centres import show_centres
from bot.actions.context import Said, buttons, effect, own_words, said, say
from bot.actions.form import Ask, Events, Form, State, is_question
from bot.actions.language import picker
from bot.actions.places import ask_place, kept, read_place
from bot.effects import CASE_STATUS, HANDOFF
from bot.handoff.packet import LINES, Answer, begun, centre_of, released, taken
from bot.handoff.store import new_code
from bot.handoff.words import line_text, plain
from bot.knowledge.answers import Button
from bot.knowledge.centres.directory import centres, contact
from bot.knowledge.centres.places import find_place
from bot.knowledge.phrases import phrase
from bot.knowledge.topics import topics
from bot.knowledge.utterances import utterance
from bot.languages import known

FACHSTELLE = "fi-fachstelle"
"""Gets the packet of a person who names no place."""
_WHO = {"user": "person", "bot": "assistant"}
_QUESTION_MARKS = "?؟"
_FREE_TEXT = ("summary", "deadline", "topic", "contact")


class HandoffForm(Form):
    """Fills the packet, shows it, and sends it after a yes."""

    form = "handoff"

    def begin(self, tracker: Tracker, now: Said) -> State:
        """Topic, own words, place and what was worked out are taken from the talk."""
        lines: dict[str, Any] = {"language": now.language}
        words = own_words(tracker)
        if words:
            lines["topic"], lines["summary"] = words
        if words and topics()[words[0]].deadline:
            lines["deadline"] = "unknown"
        calculated = tracker.get_slot("calculated")
        if calculated:
            lines["deadline"] = calculated["line"]
        place = tracker.get_slot("place") or _place_in(now)
        if place:
            lines["place"] = place
        return begun(lines)

    def take(self, state: State, now: Said) -> Optional[State]:
        """An answer to the open question; a question back is not taken as a free text."""
        if _is_question(state, now):
            return None
        new = taken(state, _answer(state, now))
        if new is None and state["step"] == "place" and not is_question(now):
            return {**state, "asked": True}
        return new

    def on_the_way(self, dispatcher: CollectingDispatcher, before: Optional[State], after: State, language: str) -> None:
        """Shows the nearest centre as soon as the place is known: who calls there needs no packet."""
        place = after["lines"].get("place")
        if place and (before is None or before["lines"].get("place") != place):
            show_centres(dispatcher, place, language, most=1)

    def finish(self, dispatcher: CollectingDispatcher, tracker: Tracker, state: State) -> Events:
        """Keeps the packet, or says that nothing was sent."""
        if state["outcome"] == "cancel":
            dispatcher.utter_message(response="utter_stopped")
            return []
        centre, code = centres()[centre_of(state, FACHSTELLE)], new_code()
        effect(dispatcher, HANDOFF, code=code, centre=centre.key, packet=plain(released(state)),
               transcript=_talk(tracker) if state["transcript"] else None)
        dispatcher.utter_message(response="utter_sent", centre=centre.name, code=code, contact=contact(centre))
        return []


def _place_in(now: Said) -> Optional[dict[str, Any]]:
    places = [] if now.pressed else find_place(now.entities.get("place") or "")
    return kept(places[0]) if len(places) == 1 else None


def _is_question(state: State, now: Said) -> bool:
    return (now.pressed and now.intent in topics()) or (
        state["step"] in _FREE_TEXT and state["step"] != "topic" and now.text.rstrip().endswith(tuple(_QUESTION_MARKS))
        and now.intent in topics())


def _answer(state: State, now: Said) -> Answer:
    return Answer(
        text=now.text,
        value=now.entities.get("value"),
        topic=next(iter(now.likely(1)), None),
        places=read_place(now, state.get("options") or []) if state["step"] == "place" else None,
        language=known(now.entities.get("language")),
        agrees=now.intent == "affirm",
        denies=now.intent == "deny",
    )


def _talk(tracker: Tracker) -> list[dict[str, str]]:
    """The talk before the hand-off, line by line; what was struck from the packet does not come back with it."""
    began = max(number for number, event in enumerate(tracker.events)
                if event["event"] == "active_loop" and event.get("name") == "handoff_form")
    return [{"who": _WHO[event["event"]], "text": event["text"]} for event in tracker.events[:began]
            if event["event"] in _WHO and event.get("text") and not event["text"].startswith("/")]


class AskHandoff(Ask):
    """Asks the open question of the packet."""

    form = "handoff"

    def ask(self, dispatcher: CollectingDispatcher, state: State, language: str) -> None:
        """One question at a time."""
        step = state["step"]
        if step == "place":
            ask_place(dispatcher, state)
        elif step == "review":
            _show(dispatcher, state, language)
        elif step in ("which_change", "which_strike"):
            dispatcher.utter_message(response=f"utter_{step}", buttons=buttons(_line_buttons(state, language, step)))
        elif step == "language":
            say(dispatcher, picker(utterance("utter_ask_language", language).text, language))
        else:
            dispatcher.utter_message(response=f"utter_ask_{step}")


def _show(dispatcher: CollectingDispatcher, state: State, language: str) -> None:
    lines = [line_text(name, value, language) for name, value in released(state).items()]
    centre = centres()[centre_of(state, FACHSTELLE)].name
    dispatcher.utter_message(response="utter_review", lines="\n".join(lines), centre=centre)


def _line_buttons(state: State, language: str, step: str) -> tuple[Button, ...]:
    names = LINES if step == "which_change" else tuple(released(state))
    shown = tuple(Button(phrase(f"name_{name}", language), f'/choice{{"value":"{name}"}}') for name in names)
    return (*shown, Button(phrase("back", language), '/choice{"value":"back"}'))


class CaseStatus(Action):
    """Tells how a case of this chat stands."""

    def name(self) -> str:
        """See domain.yml."""
        return "action_case_status"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """The case is looked up when the turn is kept; see bot/effects.py."""
        code = said(tracker).entities.get("code") or ""
        effect(dispatcher, CASE_STATUS, code=code)
        return []

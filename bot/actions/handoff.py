"""Actions that bring a person to a human counsellor."""

from typing import Any, Optional

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.between import is_question
from bot.actions.centres import show_centres
from bot.actions.context import Said, buttons, effect, own_words, said, say, topic_of
from bot.actions.form import Ask, Events, Form, State
from bot.actions.picker import picker
from bot.actions.places import ask_place, kept, read_place
from bot.clock import today
from bot.effects import CASE_STATUS, HANDOFF
from bot.handoff.packet import LINES, Answer, begun, centre_of, released, taken
from bot.handoff.words import line_text, plain
from bot.knowledge.answers import Button, label
from bot.knowledge.calculators.dialog import result
from bot.knowledge.calculators.message import message
from bot.knowledge.centres.directory import centres
from bot.knowledge.centres.places import find_place
from bot.knowledge.phrases import phrase
from bot.knowledge.topics import topics
from bot.knowledge.utterances import utterance
from bot.languages import SOURCE, known

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

    def takes_any_words(self, state: State) -> bool:
        """What happened, and in whatever words."""
        return bool(state["step"] == "summary")

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
        lines = released(state)
        effect(dispatcher, HANDOFF, centre=centre_of(state, FACHSTELLE), packet=plain(lines),
               facts=_facts(tracker) if "deadline" in lines else None, danger=_was_danger(tracker),
               transcript=_talk(tracker) if state["transcript"] else None)
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


def _facts(tracker: Tracker) -> Optional[dict[str, Any]]:
    """The last calculation, with its text in German for the counsellor."""
    calculated = tracker.get_slot("calculated")
    if not calculated:
        return None
    found = result(calculated, today())
    return {"kind": calculated["kind"], "values": calculated["values"], "day": calculated["day"],
            "german": message(found, SOURCE, today()).text}


def _was_danger(tracker: Tracker) -> bool:
    parsed = [event.get("parse_data") or {} for event in tracker.events if event["event"] == "user"]
    return any(found.get("alarm") or found.get("likely_alarm") for found in parsed)


def _talk(tracker: Tracker) -> list[dict[str, Any]]:
    """The talk before the hand-off, line by line; what was struck from the packet does not come back with it.

    A person's line has the topic that was understood, the assistant's has the same message in German.
    """
    began = max(number for number, event in enumerate(tracker.events)
                if event["event"] == "active_loop" and event.get("name") == "handoff_form")
    return [_line(event) for event in tracker.events[:began] if event["event"] in _WHO and _in_words(event.get("text") or "")]


def _in_words(text: str) -> bool:
    """Whether a line says something: no command of the telephone, and not nothing; a pressed topic does."""
    return bool(text) and (not text.startswith("/") or text[1:] in topics())


def _line(event: dict[str, Any]) -> dict[str, Any]:
    who, text = _WHO[event["event"]], event["text"]
    if who == "assistant":
        return {"who": who, "text": text, "german": (event.get("metadata") or {}).get("german") or text}
    if text.startswith("/"):
        return {"who": who, "text": f"▸ {label(text[1:], SOURCE)}", "topic": text[1:]}
    return {"who": who, "text": text, "topic": topic_of(event["parse_data"])}


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

    def asks_for_place(self, state: State) -> bool:
        """Not where one of several places is to be chosen."""
        return bool(state["step"] == "place" and not state.get("options"))


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

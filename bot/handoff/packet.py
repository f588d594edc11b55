"""The packet that goes to a centre: which lines there are, and how a person fills, changes and strikes them.

Pure steps: a state and an answer give the next state, nothing is stored or said here. The state is a dictionary that JSON
can hold:
`step` (the question that is open), `lines` (name → value), `struck` (names), `changing` (whether one line is being changed),
`options` (places to choose from), `transcript` (yes or no, at the end), `outcome` ("send" or "cancel", when done).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Optional

LINES = ("topic", "language", "place", "deadline", "reply", "summary")
_ASKED = ("place", "reply", "summary")
LONGEST_LINE = 600
State = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """What the person said: free text, or the value of a button; with what was understood of it."""

    text: str
    value: Optional[str] = None
    topic: Optional[str] = None
    places: Optional[list[dict[str, Any]]] = None
    language: Optional[str] = None
    agrees: bool = False
    denies: bool = False


def begun(lines: dict[str, Any]) -> State:
    """The state of a hand-off of which these lines are known already."""
    return _next({"lines": lines, "struck": [], "changing": False})


def taken(state: State, answer: Answer) -> Optional[State]:
    """The state after an answer; None if it does not answer the open question."""
    return _STEPS[state["step"]](state, answer)


def _next(state: State) -> State:
    """Ask for the first line that is missing, else show the packet."""
    missing = [name for name in _ASKED if name not in state["lines"]]
    step = "review" if state["changing"] or not missing else missing[0]
    return {**state, "step": step, "options": [], "asked": False}


def _with(state: State, name: str, value: Any) -> State:
    struck = [line for line in state["struck"] if line != name]
    return _next({**state, "lines": {**state["lines"], name: value}, "struck": struck})


def _take_place(state: State, answer: Answer) -> Optional[State]:
    if answer.places is None:
        return None
    if len(answer.places) > 1:
        return {**state, "options": answer.places}
    return _with(state, "place", answer.places[0] if answer.places else None)


def _take_reply(state: State, answer: Answer) -> Optional[State]:
    if answer.value == "chat":
        return _with(state, "reply", "chat")
    if answer.value == "contact":
        return {**state, "step": "contact"}
    return _take_contact(state, answer) if _looks_like_contact(answer.text) and answer.value is None else None


def _take_contact(state: State, answer: Answer) -> Optional[State]:
    if answer.value == "chat":
        return _with(state, "reply", "chat")
    return _with(state, "reply", answer.text[:LONGEST_LINE]) if _looks_like_contact(answer.text) else None


def _looks_like_contact(text: str) -> bool:
    return "@" in text or sum(char.isdigit() for char in text) >= 6


def _take_summary(state: State, answer: Answer) -> Optional[State]:
    if answer.value == "skip":
        return _with(state, "summary", "")
    return _free_text(state, "summary", answer)


def _take_deadline(state: State, answer: Answer) -> Optional[State]:
    if answer.value == "skip":
        return _next(state)
    return _free_text(state, "deadline", answer)


def _free_text(state: State, name: str, answer: Answer) -> Optional[State]:
    return None if answer.value else _with(state, name, answer.text[:LONGEST_LINE])


def _take_topic(state: State, answer: Answer) -> Optional[State]:
    return _with(state, "topic", answer.topic) if answer.topic else None


def _take_language(state: State, answer: Answer) -> Optional[State]:
    return _with(state, "language", answer.language) if answer.language else None


def _take_review(state: State, answer: Answer) -> Optional[State]:
    if answer.value == "send" or answer.agrees:
        return {**state, "step": "transcript"}
    if answer.value == "cancel" or answer.denies:
        return {**state, "step": "done", "outcome": "cancel"}
    return {**state, "step": f"which_{answer.value}"} if answer.value in ("change", "strike") else None


def _take_which_change(state: State, answer: Answer) -> Optional[State]:
    if answer.value == "back":
        return _next({**state, "changing": True})
    if answer.value not in LINES:
        return None
    return {**state, "step": answer.value, "changing": True, "asked": False, "options": []}


def _take_which_strike(state: State, answer: Answer) -> Optional[State]:
    if answer.value == "back":
        return _next({**state, "changing": True})
    if answer.value not in LINES:
        return None
    return _next({**state, "changing": True, "struck": sorted({*state["struck"], answer.value})})


def _take_transcript(state: State, answer: Answer) -> Optional[State]:
    if answer.value in ("yes", "no") or answer.agrees or answer.denies:
        with_talk = answer.value == "yes" or (answer.agrees and answer.value is None)
        return {**state, "step": "done", "outcome": "send", "transcript": with_talk}
    return None


_STEPS: dict[str, Callable[[State, Answer], Optional[State]]] = {
    "place": _take_place,
    "reply": _take_reply,
    "contact": _take_contact,
    "summary": _take_summary,
    "topic": _take_topic,
    "language": _take_language,
    "deadline": _take_deadline,
    "review": _take_review,
    "which_change": _take_which_change,
    "which_strike": _take_which_strike,
    "transcript": _take_transcript,
}


def released(state: State) -> dict[str, Any]:
    """The lines that the person releases: without those that are struck or empty."""
    return {name: state["lines"][name] for name in LINES
            if state["lines"].get(name) not in (None, "") and name not in state["struck"]}


def centre_of(state: State, otherwise: str) -> str:
    """The centre that gets the packet: the nearest to the place, also if the place's line is struck."""
    place = state["lines"].get("place")
    return str(place["centres"][0][0]) if place else otherwise

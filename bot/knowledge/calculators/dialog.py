"""A calculator in the chat, step by step: which field is open, and what an answer changes. Pure; nothing is said here.

A state is a dictionary that JSON can hold: `kind`, `values` (by the calculator's keys), `step` (the open field, or "done"),
`problem` (why it is asked again) and `options` (to choose from).
"""

from datetime import date
from typing import Any, Optional

from dateutil.relativedelta import relativedelta

from bot.knowledge.calculators.base import Result, run
from bot.knowledge.calculators.questions import Question, questions
from bot.knowledge.calculators.reading import Heard, Read, is_weekly, read
from bot.knowledge.law import fact

State = dict[str, Any]


def begun(kind: str, heard: Heard, today: date, values: Optional[dict[str, Any]] = None) -> State:
    """The first state: what the message holds already is taken, the first missing field is asked."""
    state: State = {"kind": kind, "values": dict(values or {}), "problem": None, "options": []}
    for name, question in questions()[kind].fields_.items():
        found = read(name, question, heard, today) if _is_told(question, heard) else None
        if found and found.problem:
            return {**state, "step": name, "problem": found.problem, "options": list(found.options)}
        if found:
            state["values"].update(found.values)
    return _next(state, today)


def _is_told(question: Question, heard: Heard) -> bool:
    """Whether a first message may fill a field; the Land only by a place, the hours only by those of a week."""
    told = {"state": heard.first("place") is not None, "hours": is_weekly(heard)}
    return question.from_message and told.get(question.type, True)


def taken(state: State, heard: Heard, today: date) -> Optional[State]:
    """The state after an answer; None if it is no answer to the open field."""
    name = state["step"]
    found = read(name, questions()[state["kind"]].fields_[name], heard, today)
    return _after(state, name, found, today) if found else None


def told_early(state: State, heard: Heard, today: date) -> Optional[State]:
    """The state after a message that answers a later question, or none: the open one is asked again; None if nothing fits."""
    found: dict[str, Any] = {}
    for name, question in questions()[state["kind"]].fields_.items():
        fits = question.type in ("state", "choice") and name not in state["values"] and _is_told(question, heard)
        told = read(name, question, heard, today) if fits and not heard.value else None
        found.update(told.values if told else {})
    return _next({**state, "values": {**state["values"], **found}, "problem": None, "options": []}, today) if found else None


def corrected(kind: str, values: dict[str, Any], heard: Heard, today: date) -> Optional[State]:
    """The state after "no, it was …": the last field of that kind of fact is filled anew; None if nothing fits."""
    for name, question in reversed(questions()[kind].fields_.items()):
        if name not in values or question.type not in ("date", "money", "hours"):
            continue
        found = read(name, question, heard, today, values[name])
        if found:
            return _after({"kind": kind, "values": values, "problem": None, "options": []}, name, found, today)
        if question.type == "date" and heard.all("date"):  # "not yesterday": which day then?
            return {"kind": kind, "values": _without(values, name), "step": name, "problem": None, "options": []}
    return None


def _without(values: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key != name}


def _after(state: State, name: str, found: Read, today: date) -> State:
    if found.problem:
        return {**state, "step": name, "problem": found.problem, "options": list(found.options)}
    return _next({**state, "values": {**state["values"], **found.values}, "problem": None, "options": []}, today)


def _next(state: State, today: date) -> State:
    missing = (name for name, question in questions()[state["kind"]].fields_.items()
               if name not in state["values"] and _is_asked(question, state["values"], today))
    return {**state, "step": next(missing, "done")}


def _is_asked(question: Question, values: dict[str, Any], today: date) -> bool:
    if question.only_if == "short_service":
        longest = relativedelta(months=int(fact("probation_months", today)))
        return date.fromisoformat(values["received"]) < date.fromisoformat(values["employment_start"]) + longest
    if question.only_if == "monthly_pay":
        return "monthly_gross" in values
    return True


def result(state: State, today: date) -> Result:
    """The result of a state that is done.

    Raises:
        LotseError: it cannot be worked out.

    """
    fields = questions()[state["kind"]].fields_
    given = {key: value for key, value in state["values"].items() if value is not None
             and not (key in fields and fields[key].sets)}
    if state["kind"] == "minimum_wage_check":
        given["work_date"] = today.isoformat()
    return run(state["kind"], given, today)

"""From what a person says to the value of a field: never a guess where two readings are possible."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Optional

from bot.knowledge.calculators.questions import Question
from bot.knowledge.centres.gazetteer import states
from bot.knowledge.centres.places import find_place

_HOURLY_UNTIL = 100
"""A sum below this, without "an hour" or "a month", is taken for pay an hour."""
SKIP = "skip"


@dataclass(frozen=True)
class Heard:
    """A message: its text, the value of a button, and its facts as (kind, value)."""

    text: str
    value: Optional[str]
    facts: tuple[tuple[str, Any], ...]

    def first(self, kind: str) -> Any:
        """The first fact of a kind."""
        return next((value for found, value in self.facts if found == kind), None)


@dataclass(frozen=True)
class Read:
    """What was read: `values` for the calculator, or a `problem` and the `options` to choose from."""

    values: dict[str, Any]
    problem: Optional[str] = None
    options: tuple[str, ...] = ()


def read(name: str, question: Question, heard: Heard, today: date) -> Optional[Read]:
    """The value of a field in a message; None if there is none."""
    if heard.value == SKIP:
        return Read({name: None}) if question.optional else None
    return _READERS[question.type](name, question, heard, today)


def _choice(name: str, question: Question, heard: Heard, today: date) -> Optional[Read]:
    said = heard.value or heard.text.strip().casefold()
    for value, label in question.choices.items():
        if said in (value, label.casefold()):
            return Read({name: value})
    named = [value for value, words in question.words.items() if _names(heard.text, words)]
    return Read({name: named[0]}) if len(named) == 1 else None


def _names(text: str, words: list[str]) -> bool:
    return any(re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE) for word in words)


def _date(name: str, question: Question, heard: Heard, today: date) -> Optional[Read]:
    found = _pressed_day(heard.value) if heard.value else heard.first("date")
    if not found or found.get("precision") == "month":
        return None
    if found.get("invalid"):
        return Read({}, "invalid")
    days = [date.fromisoformat(text) for text in found.get("candidates") or _readings(found)]
    fitting = [day for day in days if question.when != "past" or day <= today]
    if not fitting:
        return Read({}, "future")
    if "candidates" in found and len(fitting) > 1:
        return Read({}, "which", tuple(day.isoformat() for day in fitting))
    return Read({name: fitting[0].isoformat()})


def _pressed_day(value: str) -> Optional[dict[str, str]]:
    """The day of a button; None for a button of another question."""
    return {"date": value} if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) else None


def _readings(found: dict[str, Any]) -> list[str]:
    """The better reading first, then the other."""
    return [found[key] for key in ("date", "also") if found.get(key)]


def _money(name: str, question: Question, heard: Heard, today: date) -> Optional[Read]:
    found = heard.first("money") or _bare(heard, "amount")
    if not found:
        return None
    amount = Decimal(found["amount"])
    per = found.get("per") or ("hour" if amount < _HOURLY_UNTIL else "month")
    if not question.sets:
        return Read({name: str(amount)})
    return Read({name: str(amount), question.sets[per]: str(amount)}) if per in question.sets else None


def _hours(name: str, question: Question, heard: Heard, today: date) -> Optional[Read]:
    found = heard.first("hours") or _bare(heard, "hours")
    if not found or found.get("per") not in (None, "week"):
        return None
    return Read({name: str(found["hours"])})


def _span(name: str, question: Question, heard: Heard, today: date) -> Optional[Read]:
    """From when to when, by the clock."""
    found = heard.first("hours")
    if not found or "from" not in found:
        return None
    start, end = found["from"], found["to"]
    if question.dated:
        start, end = f"{today}T{start}", f"{today + timedelta(days=end <= start)}T{end}"
    return Read({name: start, question.sets["from"]: start, question.sets["to"]: end})


def _number(name: str, question: Question, heard: Heard, today: date) -> Optional[Read]:
    """The one number of a message."""
    numbers = re.findall(r"\d+(?:[.,]\d+)?", heard.text)
    return Read({name: numbers[0].replace(",", ".")}) if len(numbers) == 1 and not heard.value else None


def _state(name: str, question: Question, heard: Heard, today: date) -> Optional[Read]:
    if heard.value:
        return Read({name: heard.value}) if heard.value in states() else None
    places = find_place(heard.first("place") or heard.text)
    lands = sorted({state for place in places for state in place.states})
    if not lands:
        return None
    return Read({name: lands[0]}) if len(lands) == 1 else Read({}, "which", tuple(lands))


def _bare(heard: Heard, key: str) -> Optional[dict[str, Any]]:
    """A message that is just a number, as people answer a question for one."""
    text = heard.text.strip().replace(",", ".")
    return {key: text} if text.replace(".", "", 1).isdigit() else None


_READERS = {"choice": _choice, "date": _date, "money": _money, "hours": _hours, "span": _span, "number": _number, "state": _state}

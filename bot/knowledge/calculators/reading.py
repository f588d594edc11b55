"""From what a person says to the value of a field: never a guess where two readings are possible."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Optional

from bot.knowledge.calculators.questions import Question
from bot.knowledge.centres.gazetteer import states
from bot.knowledge.centres.places import answered_place

_HOURLY_UNTIL = 100
"""A sum below this, without "an hour" or "a month", is taken for pay an hour."""
SKIP = "skip"
_MOST_DAYS = 4
_JUST_BORN = timedelta(weeks=8)
_LONG_AGO = timedelta(days=180)
_LONGEST_WEEK = 60
_MOST_HOURS = 80
"""Nobody works more hours a week; so many are those of a month, and are asked back."""


@dataclass(frozen=True)
class Heard:
    """A message: its text, the value of a button, and its facts as (kind, value)."""

    text: str
    value: Optional[str]
    facts: tuple[tuple[str, Any], ...]

    def first(self, kind: str) -> Any:
        """The first fact of a kind."""
        return next(iter(self.all(kind)), None)

    def all(self, kind: str) -> list[Any]:
        """All facts of a kind."""
        return [value for found, value in self.facts if found == kind]


@dataclass(frozen=True)
class Read:
    """What was read: `values` for the calculator, or a `problem` and the `options` to choose from."""

    values: dict[str, Any]
    problem: Optional[str] = None
    options: tuple[str, ...] = ()


def read(name: str, question: Question, heard: Heard, today: date, old: Optional[str] = None) -> Optional[Read]:
    """The value of a field in a message; None if there is none.

    Args:
        name: of the field.
        question: the field.
        heard: the message.
        today: the day of the message.
        old: the day that is to be corrected: in "not yesterday, Tuesday" it is the one that is denied.

    """
    if heard.value == SKIP:
        return Read({name: None}) if question.optional else None
    if question.type == "date":
        return _date(name, question, heard, today, old)
    return _READERS[question.type](name, question, heard, today)


def _choice(name: str, question: Question, heard: Heard, today: date) -> Optional[Read]:
    said = heard.value or heard.text.strip().casefold()
    for value, label in question.choices.items():
        if said in (value, label.casefold()):
            return Read({name: value})
    number = _one_number(heard)
    if number in question.choices and not heard.value:
        return Read({name: number})
    named = [value for value, words in question.words.items() if _names(heard.text, words)]
    return Read({name: named[0]}) if len(named) == 1 else None


def _names(text: str, words: list[str]) -> bool:
    return any(re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE) for word in words)


def _date(name: str, question: Question, heard: Heard, today: date, old: Optional[str]) -> Optional[Read]:
    """The one day that may be meant; several are asked back."""
    told = [_pressed_day(heard.value)] if heard.value else heard.all("date")
    found = [fact for fact in told if fact and fact.get("precision") != "month"]
    days = _days(found, question, today, old)
    if not days and question.when == "past" and not heard.value:
        weekdays = heard.all("weekday")
        days = _days(weekdays, question, today, old) if old or len(weekdays) == 1 else []
    if len(days) > 1:
        return Read({}, "which", tuple(days[:_MOST_DAYS]))
    return Read({name: days[0]}) if days else _no_day(found, old)


def _days(found: list[dict[str, Any]], question: Question, today: date, old: Optional[str]) -> list[str]:
    """The days that may be meant: all readings of a single fact that is ambiguous, else the likeliest of each."""
    if len(found) == 1 and "candidates" in found[0]:
        days = _fitting(found[0]["candidates"], question, today)
    else:
        days = [day for fact in found for day in _fitting(fact.get("candidates") or _readings(fact), question, today)[:1]]
    return [day for day in dict.fromkeys(days) if day != old]


def _no_day(found: list[dict[str, Any]], old: Optional[str]) -> Optional[Read]:
    """Why a message with dates has no day that fits."""
    if any(fact.get("invalid") for fact in found):
        return Read({}, "invalid")
    return Read({}, "future") if found and old is None else None


def _fitting(days: list[str], question: Question, today: date) -> list[str]:
    """The days that a question may be about: a birth lies ahead, or not far behind; what likely lies ahead was not long ago."""
    if question.when == "past":
        earliest = today - _LONG_AGO if days[:1] > [today.isoformat()] else date.min
        return [day for day in days if earliest.isoformat() <= day <= today.isoformat()]
    if question.when == "coming":
        return sorted(days, key=lambda day: day < (today - _JUST_BORN).isoformat())
    return days


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
    amount, per = Decimal(found["amount"]), _period(found)
    if not question.sets:
        return Read({name: str(amount)}) if per == "month" else None
    return Read({name: str(amount), question.sets[per]: str(amount)}) if per in question.sets else None


def _hours(name: str, question: Question, heard: Heard, today: date) -> Optional[Read]:
    found = heard.first("hours") or _bare(heard, "hours")
    if not found or found.get("per") not in (None, "week") or Decimal(found["hours"]) > _MOST_HOURS:
        return None
    return Read({name: str(found["hours"])})


def is_weekly(heard: Heard) -> bool:
    """Whether hours are surely those of a week: they say so, or stand beside the pay of a month ("1900 for 42 hours")."""
    if len({fact.get("hours") for fact in heard.all("hours")}) > 1:
        return False  # "worked 60, paid 40"
    found, pay = heard.first("hours") or {}, heard.first("money")
    if found.get("per") or not pay or not found.get("hours"):
        return found.get("per") == "week"
    return _period(pay) == "month" and Decimal(found["hours"]) <= _LONGEST_WEEK


def _period(pay: dict[str, Any]) -> str:
    return pay.get("per") or ("hour" if Decimal(pay["amount"]) < _HOURLY_UNTIL else "month")


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
    found = _one_number(heard)
    return Read({name: found}) if found and not heard.value else None


def _one_number(heard: Heard) -> Optional[str]:
    """The one number of a message, in digits of any script, or in words before a unit ("five days")."""
    numbers = [str(Decimal(number.replace(",", "."))) for number in re.findall(r"\d+(?:[.,]\d+)?", heard.text)]
    counted = [str(fact["number"]) for fact in heard.all("duration")]
    return numbers[0] if len(numbers) == 1 else counted[0] if len(counted) == 1 and not numbers else None


def _state(name: str, question: Question, heard: Heard, today: date) -> Optional[Read]:
    if heard.value:
        return Read({name: heard.value}) if heard.value in states() else None
    places = answered_place(heard.first("place") or heard.text)
    lands = sorted({state for place in places for state in place.states})
    if not lands:
        return None
    return Read({name: lands[0]}) if len(lands) == 1 else Read({}, "which", tuple(lands))


def _bare(heard: Heard, key: str) -> Optional[dict[str, Any]]:
    """A message that is just a number, as people answer a question for one."""
    text = heard.text.strip().replace(",", ".")
    return {key: text} if text.replace(".", "", 1).isdigit() else None


_READERS = {"choice": _choice, "money": _money, "hours": _hours, "span": _span, "number": _number, "state": _state}

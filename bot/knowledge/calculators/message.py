"""The result of a calculator as people read it: the deadline or the sum first, then how it was found."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Optional

from bot.knowledge import formats
from bot.knowledge.answers import LIMIT, Button, Message, numbered_steps, person_button
from bot.knowledge.calculators.base import Result
from bot.knowledge.calculators.claim_deadline import KIND as CLAIM
from bot.knowledge.calculators.questions import Questions, questions
from bot.knowledge.calculators.wording import render, render_step
from bot.knowledge.catalogue import translate
from bot.knowledge.phrases import phrase
from bot.knowledge.topics import topics

_URGENT = timedelta(days=3)
_STEPS_SHOWN = 2


def headline(result: Result, language: str) -> str:
    """The first line of a result."""
    asked = questions()[result.kind]
    values = {**result.values, "hourly": "minimum_month" not in result.values or result.values["minimum_month"] is None}
    shown = {name: _shown(asked, name, value, language) for name, value in values.items()}
    return asked.headline(values).translated(values, language).format(**shown)


def _shown(asked: Questions, name: str, value: Any, language: str) -> str:
    if isinstance(value, date):
        return formats.weekday(value, language)
    if name in asked.money and value is not None:
        return formats.money(Decimal(value))
    return formats.number(value) if isinstance(value, Decimal) else str(value)


def deadline(result: Result) -> Optional[date]:
    """The day of which the person may be reminded."""
    name = questions()[result.kind].deadline
    return result.values.get(name) if name else None


def message(result: Result, language: str, today: date) -> Message:
    """The result with its reasoning, assumptions, statutes and next steps; what is too much is left out from the end."""
    topic = topics()[questions()[result.kind].topics[0]]
    assumed = [render(key, result.values, language) for key in result.assumptions]
    parts = [
        _urgent(result, language, today),
        "⏰ " + headline(result, language) if deadline(result) else headline(result, language),
        "\n".join(render_step(step, language) for step in result.steps[-_STEPS_SHOWN:]),
        phrase("assumed", language, text=" ".join(assumed)) if assumed else "",
        numbered_steps(topic.key, language, today),
        phrase("result_footer", language, statutes="; ".join(dict.fromkeys(result.statutes))),
    ]
    return Message(_fitting([part for part in parts if part]), _buttons(result, language, today))


def _fitting(parts: list[str]) -> str:
    """The parts within the limit: reasoning and assumptions give way to what is to be done, never the first and last line."""
    while len("\n\n".join(parts)) > LIMIT and len(parts) > 2:
        del parts[-2]
    return "\n\n".join(parts)


def is_urgent(day: Optional[date], today: date) -> bool:
    """Whether a deadline is over or very near."""
    return day is not None and day - today <= _URGENT


def _urgent(result: Result, language: str, today: date) -> str:
    """That there is no time to lose; for a claim also who takes it down at the court."""
    day = deadline(result)
    if day is None or not is_urgent(day, today):
        return ""
    if day < today:
        return phrase("deadline_over", language)
    near = phrase("deadline_near", language)
    return f"{near} {phrase('court_helps', language)}" if result.kind == CLAIM else near


def _buttons(result: Result, language: str, today: date) -> tuple[Button, ...]:
    day = deadline(result)
    remind = (Button(phrase("remind", language), f'/remind{{"value":"{day}"}}'),) if day and day > today else ()
    topic = topics()[questions()[result.kind].topics[0]]
    about = Button(translate(topic.label, language, "button"), f"/{topic.key}")
    return (*remind, about, person_button(language))

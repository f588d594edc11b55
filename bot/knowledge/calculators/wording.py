"""The German texts of the calculators: one door to texts.yml, and how a step is put into words."""

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Optional

from bot.knowledge import formats
from bot.knowledge.calculators.base import Step
from bot.knowledge.counted import Counted
from bot.knowledge.files import read_table
from bot.languages import SOURCE

_PATH = Path(__file__).parent / "texts.yml"


class Text(Counted):
    """A sentence with placeholders; `statute` where the rule it states is no figure of a fact."""

    key: str
    statute: Optional[str] = None


@cache
def texts() -> dict[str, Text]:
    """All texts by key.

    Raises:
        DataError: an entry does not fit.

    """
    return read_table(_PATH, Text)


def statutes_of(*keys: str) -> tuple[str, ...]:
    """The statutes of the rules that these texts state, each once."""
    return tuple(dict.fromkeys(statute for key in keys if (statute := texts()[key].statute)))


def render(key: str, values: Optional[dict[str, Any]] = None, language: str = SOURCE) -> str:
    """A text in a language with its values: days in words, `…_eur` as money, other numbers plain."""
    shown = {name: _shown(name, value, language) for name, value in (values or {}).items()}
    return texts()[key].translated(values or {}, language).format(**shown)


def render_step(step: Step, language: str = SOURCE) -> str:
    """A step of the reasoning in a language."""
    return render(step.text_key, step.values, language)


def _shown(name: str, value: Any, language: str) -> str:
    if isinstance(value, datetime):
        return f"{formats.weekday(value.date(), language)}, {value:%H:%M}"
    if isinstance(value, date):
        return formats.weekday(value, language)
    if isinstance(value, (int, Decimal)):
        show = formats.money if name.endswith("_eur") else formats.number
        return show(Decimal(value))
    return str(value)

"""How the calculators on dismissal, sickness and maternity put a result together."""

from collections.abc import Sequence
from itertools import count, takewhile
from typing import Any

from bot.knowledge.calculators.base import Result, Step
from bot.knowledge.calculators.wording import statutes_of
from bot.knowledge.law import facts


def conclude(kind: str, values: dict[str, Any], steps: Sequence[Step], statutes: Sequence[str], *,
             assumptions: Sequence[str], not_covered: Sequence[str]) -> Result:
    """A result whose statutes are those of the figures used, and then of the rules that the steps state."""
    rules = statutes_of(*(step.text_key for step in steps))
    return Result(kind, values, tuple(steps), tuple(dict.fromkeys((*statutes, *rules))),
                  tuple(assumptions), tuple(not_covered))


def stages(group: str) -> list[str]:
    """The names of a ladder of facts in order: `notice_step_1`, `notice_step_2` …, as far as there are facts."""
    names = (f"{group}_step_{number}" for number in count(1))
    return list(takewhile(lambda stage: any(fact.startswith(f"{stage}_") for fact in facts()), names))

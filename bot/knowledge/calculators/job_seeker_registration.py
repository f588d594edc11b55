"""The last day to register as job-seeking: § 38 Abs. 1 SGB III, moved on by § 26 Abs. 3 SGB X.

Sources: https://www.gesetze-im-internet.de/sgb_3/__38.html https://www.gesetze-im-internet.de/sgb_10/__26.html
The three months are counted back to the day with the same number, or to the last day of the month where there is none.
"""

import re
from datetime import date, timedelta
from typing import Any, NamedTuple, Optional

from bot.knowledge.calculators.base import CalculationError, Figures, Input, Result, Step, calculator
from bot.knowledge.calculators.periods import months_on
from bot.knowledge.calculators.reasoning import conclude
from bot.knowledge.calculators.working_days import NO_STATE, TOWN_HOLIDAYS, find_state, moving
from bot.knowledge.centres.gazetteer import State

KIND = "job_seeker_registration"
WITH_DUTY = frozenset({
    "employee", "worker", "mini_job", "minijob", "minijobber", "part_time", "temporary_agency_worker", "agency_worker",
    "apprentice_outside_company", "apprentice_in_external_training", "external_apprentice",
})
WITHOUT_DUTY = frozenset({
    "apprentice", "apprentice_in_company", "apprentice_in_company_training", "apprentice_company_training",
    "company_apprentice", "company_training", "in_company_training", "in_company_apprentice",
})
"""Apprentices in company training have no duty: § 38 Abs. 1 S. 4 SGB III."""


class RegistrationInput(Input):
    """The end of a job; without `learned` it is learned today, or, for a fixed term, was known when it was agreed."""

    employment_end: date
    learned: Optional[date] = None
    state: Optional[str] = None
    fixed_term: bool = False
    status: str = "employee"
    claim_filed_at_labour_court: bool = False


class Latest(NamedTuple):
    """The last day to register, the rule in words, and how it was found."""

    day: date
    rule: str
    steps: tuple[Step, ...]


@calculator(KIND, RegistrationInput)
def job_seeker_registration(given: RegistrationInput, today: date) -> Result:
    """The last day to register as job-seeking; a claim at the labour court does not change the duty.

    Raises:
        CalculationError: the Land or the status is unknown.

    """
    state, figures = find_state(given.state), Figures(given.employment_end)
    if not _has_duty(given.status):
        return _no_duty()
    latest = _latest(given, state, figures, today)
    claim = (Step(f"{KIND}_claim"),) if given.claim_filed_at_labour_court else ()
    return conclude(KIND, _values(latest, state, today), (*latest.steps, *claim), figures.statutes,
                    assumptions=_assumptions(given),
                    not_covered=[TOWN_HOLIDAYS, f"{KIND}_hindered", f"{KIND}_unemployed"])


def _has_duty(status: str) -> bool:
    name = re.sub(r"[\W_]+", "_", status.strip().lower())
    if name not in WITH_DUTY | WITHOUT_DUTY:
        raise CalculationError(f"status: {status!r} is unknown; take employee, apprentice or external_apprentice")
    return name in WITH_DUTY


def _no_duty() -> Result:
    values = {"latest": None, "rule": "no duty", "duty": False}
    return conclude(KIND, values, [Step(f"{KIND}_apprentice")], (), assumptions=(),
                    not_covered=[f"{KIND}_unemployed"])


def _latest(given: RegistrationInput, state: Optional[State], figures: Figures, today: date) -> Latest:
    """Three months before the end; three days after learning of it where less than three months were left then."""
    months = figures.whole("register_months")
    before = months_on(given.employment_end, -months)
    learned = given.learned or (before if given.fixed_term else today)
    if learned <= before:
        step = Step(f"{KIND}_months", {"months": months, "end": given.employment_end, "latest": before})
        return _moved(before, state, f"{months} months before the end", step)
    days = figures.whole("register_days")
    latest = learned + timedelta(days=days)
    step = Step(f"{KIND}_days", {"months": months, "days": days, "learned": learned, "latest": latest})
    return _moved(latest, state, f"{days} days after learning of the end", step)


def _moved(latest: date, state: Optional[State], rule: str, step: Step) -> Latest:
    day, moves = moving(latest, state, f"{KIND}_moved")
    return Latest(day, rule, (step, *moves))


def _values(latest: Latest, state: Optional[State], today: date) -> dict[str, Any]:
    place = {"agency_state": state.name} if state else {}
    return {"latest": latest.day, "rule": latest.rule, "duty": True, "days_left": (latest.day - today).days, **place}


def _assumptions(given: RegistrationInput) -> list[str]:
    unsaid = [] if given.learned else [f"{KIND}_known_from_start" if given.fixed_term else f"{KIND}_learned_today"]
    return [*unsaid, f"{KIND}_agency" if given.state else NO_STATE]

"""The last day for the claim at the labour court: § 4 KSchG (dismissal), § 17 TzBfG (end of a fixed term).

Sources: https://www.gesetze-im-internet.de/kschg/__4.html https://www.gesetze-im-internet.de/tzbfg/__17.html
Counted by §§ 187 Abs. 1, 188 Abs. 2 BGB and moved on by § 222 Abs. 2 ZPO. Only paper signed by hand is a dismissal
in writing (§§ 126, 623 BGB); the three weeks do not run from any other form.
"""

import re
from datetime import date, timedelta
from typing import Any, NamedTuple, Optional

from bot.knowledge.calculators.base import CalculationError, Figures, Input, Result, Step, calculator
from bot.knowledge.calculators.reasoning import conclude
from bot.knowledge.calculators.working_days import NO_STATE, TOWN_HOLIDAYS, WEEKDAYS, find_state, moving
from bot.knowledge.centres.gazetteer import State

KIND = "claim_deadline"
ON_PAPER = frozenset({"letter", "paper", "letter_on_paper", "signed_letter", "written", "brief", "papier"})
VOID = frozenset({
    "email", "e_mail", "mail", "whatsapp", "messenger", "telegram", "signal", "viber", "sms", "text_message", "chat",
    "message", "oral", "orally", "verbal", "spoken", "phone", "telephone", "call", "scan", "pdf", "photo", "picture",
    "copy", "fax", "app", "electronic", "electronic_signature", "digital", "unsigned_letter",
    "letter_without_signature", "muendlich", "mündlich", "telefon", "foto", "kopie",
})
"""Forms that are not paper signed by hand (§§ 126, 623 BGB); an electronic signature is shut out as well."""


class ClaimInput(Input):
    """A dismissal that was received, or the agreed end of a fixed term, or both; `state` is that of the court."""

    received: Optional[date] = None
    state: Optional[str] = None
    form: str = "letter"
    fixed_term_agreed_end: Optional[date] = None


class Deadline(NamedTuple):
    """The last day of one claim and how it was found."""

    last_day: date
    steps: tuple[Step, ...]
    statutes: tuple[str, ...]


@calculator(KIND, ClaimInput)
def claim_deadline(given: ClaimInput, today: date) -> Result:
    """The last day on which the claim must reach the court; of two claims the earlier one comes first.

    Raises:
        CalculationError: neither a receipt nor an agreed end is given, or the form or the Land is unknown.

    """
    state, on_paper = find_state(given.state), _on_paper(given.form)
    dismissal = _three_weeks("claim_weeks", "received", given.received, state)
    fixed_term = _three_weeks("fixed_term_claim_weeks", "agreed_end", given.fixed_term_agreed_end, state)
    claims = [claim for claim in (dismissal, fixed_term) if claim]
    if not claims:
        raise CalculationError("received: give this key, or fixed_term_agreed_end")
    void = None if on_paper else dismissal
    running = [claim for claim in claims if claim is not void]
    steps = [step for claim in running for step in claim.steps] + _void_steps(void)
    values = {**_values(running, void, today), **_circumstances(given, state)}
    return conclude(KIND, values, steps, [statute for claim in claims for statute in claim.statutes],
                    assumptions=_assumptions(given, on_paper), not_covered=[TOWN_HOLIDAYS, f"{KIND}_authority"])


def _on_paper(form: str) -> bool:
    name = re.sub(r"[\W_]+", "_", form.strip().lower())
    if name not in ON_PAPER | VOID:
        raise CalculationError(f"form: {form!r} is unknown; take letter, or one of {', '.join(sorted(VOID))}")
    return name in ON_PAPER


def _three_weeks(weeks_fact: str, event: str, day: Optional[date], state: Optional[State]) -> Optional[Deadline]:
    """Three weeks after the event, its day not counted, moved on to a working day."""
    if day is None:
        return None
    figures = Figures(day)
    weeks = figures.whole(weeks_fact)
    counted = day + timedelta(weeks=weeks)
    last_day, moves = moving(counted, state, f"{KIND}_moved")
    step = Step(f"{KIND}_{event}", {"day": day, "weeks": weeks, "counted": counted})
    return Deadline(last_day, (step, *moves), figures.statutes)


def _void_steps(void: Optional[Deadline]) -> list[Step]:
    return [Step(f"{KIND}_void"), Step(f"{KIND}_safe", {"last_day": void.last_day})] if void else []


def _values(running: list[Deadline], void: Optional[Deadline], today: date) -> dict[str, Any]:
    """`dismissal_valid` is false where the form makes it void, else null: the form alone proves nothing."""
    last_day = min((claim.last_day for claim in running), default=None)
    values: dict[str, Any] = {
        "last_day": last_day,
        "weekday": WEEKDAYS[last_day.weekday()] if last_day else None,
        "weekday_number": last_day.isoweekday() if last_day else None,
        "days_left": (last_day - today).days if last_day else None,
        "three_weeks_run": bool(running),
        "dismissal_valid": False if void else None,
        "advice": f"{KIND}_advice_" + _advice(last_day, bool(void), today),
    }
    return {**values, "safe_last_day": void.last_day} if void else values


def _advice(last_day: Optional[date], void: bool, today: date) -> str:
    if void:
        return "void"
    return "missed" if last_day and last_day < today else "open"


def _circumstances(given: ClaimInput, state: Optional[State]) -> dict[str, Any]:
    """What the assumptions repeat to the person."""
    shown = {"received": given.received, "agreed_end": given.fixed_term_agreed_end, "court_state": state and state.name}
    return {key: value for key, value in shown.items() if value is not None}


def _assumptions(given: ClaimInput, on_paper: bool) -> list[str]:
    letter = [f"{KIND}_letter"] if given.received and on_paper else []
    return [*letter, f"{KIND}_court" if given.state else NO_STATE]

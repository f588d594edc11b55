"""Rest between the end of work and the next start: real elapsed hours against those that are due.

Law: § 5 ArbZG, § 13 JArbSchG (under 18), § 4 Abs. 2 MuSchG (pregnant or breastfeeding)
(https://www.gesetze-im-internet.de/arbzg/__5.html, https://www.gesetze-im-internet.de/jarbschg/__13.html,
https://www.gesetze-im-internet.de/muschg_2018/__4.html). All values are hours.
"""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Optional

from pydantic import Field

from bot.knowledge.calculators.base import CalculationError, Figures, Input, Result, Step, calculator, cents
from bot.knowledge.calculators.local_time import comes_twice, in_berlin, instant
from bot.knowledge.calculators.reasoning import conclude
from bot.knowledge.law import fact

KIND = "rest_check"
_SHORT_REST_WORDS = frozenset({
    "hospital", "hospitals", "clinic", "clinics", "care", "nursing", "healthcare", "childcare",
    "krankenhaus", "klinik", "pflege", "betreuung",
    "hotel", "hotels", "restaurant", "restaurants", "hospitality", "catering", "gastronomy",
    "gastro", "gastronomie", "hotellerie", "gaststätte",
    "transport", "transportation", "verkehr", "verkehrsbetrieb", "broadcasting", "radio", "television", "rundfunk",
    "agriculture", "agricultural", "farming", "farm", "livestock", "landwirtschaft", "tierhaltung",
})
"""Words for the sectors of § 5 Abs. 2 ArbZG; any other sector has the ordinary rest."""


class RestInput(Input):
    """End of work and next start as local times; without a sector, an age or a pregnancy the ordinary rest."""

    end: datetime
    next_start: datetime
    sector: Optional[str] = None
    pregnant: bool = False
    breastfeeding: bool = False
    age: Optional[int] = Field(None, ge=0, le=120)

    @property
    def short_rest_sector(self) -> bool:
        """Whether § 5 Abs. 2 ArbZG lets the sector shorten the rest."""
        return bool(_SHORT_REST_WORDS & set(re.findall(r"[^\W_]+", (self.sector or "").casefold())))


def elapsed_hours(end: datetime, next_start: datetime) -> Decimal:
    """Real hours between two local times in Germany, changes of the clock included, unrounded.

    Raises:
        CalculationError: the start is not after the end, or the clock skips one of the times.

    """
    seconds = (instant(next_start) - instant(end)).total_seconds()
    if seconds <= 0:
        raise CalculationError("next_start: the next start must lie after the end; correct one of them")
    return Decimal(int(seconds)) / 3600


def required_hours(given: RestInput, figures: Figures) -> tuple[Decimal, str]:
    """The shortest rest that can be legal, and why (the end of the key of the text that says so)."""
    if given.age is not None and given.age < fact("adult_age", figures.day):
        return figures("youth_rest_hours"), "youth"
    if given.pregnant or given.breastfeeding:
        return figures("maternity_rest_hours"), "maternity"
    if given.short_rest_sector:
        return figures("short_rest_hours"), "short_sector"
    return figures("rest_hours"), "ordinary"


@calculator(KIND, RestInput)
def check(given: RestInput, today: date) -> Result:
    """Compare a rest with the one that is due, on the law of the day on which the work ended.

    Returns:
        `rest_hours` (two decimals), `required_hours` (the least that can be legal), `legal`, and `only_if`: the
        condition under which a rest below the ordinary one is legal, else None.

    """
    figures = Figures(in_berlin(given.end).date())
    rest = elapsed_hours(given.end, given.next_start)
    required, reason = required_hours(given, figures)
    only_if = _condition(figures) if required <= rest < _ordinary(figures, reason) else None
    values = {"rest_hours": cents(rest), "required_hours": required, "legal": rest >= required, "only_if": only_if}
    steps = _steps(given, figures, rest, required, reason)
    assumptions = [f"{KIND}_no_work_between"]
    if comes_twice(given.end) or comes_twice(given.next_start):
        assumptions.append(f"{KIND}_hour_twice")
    return conclude(KIND, values, steps, figures.statutes, assumptions=assumptions,
                    not_covered=[f"{KIND}_agreements", f"{KIND}_on_call", f"{KIND}_drivers"])


def _ordinary(figures: Figures, reason: str) -> Decimal:
    return figures("rest_hours") if reason == "short_sector" else Decimal(0)


def _condition(figures: Figures) -> str:
    return (f"made up by another rest of at least {figures('makeup_rest_hours')} hours "
            f"within a calendar month or {figures('makeup_rest_weeks')} weeks")


def _steps(given: RestInput, figures: Figures, rest: Decimal, required: Decimal, reason: str) -> tuple[Step, ...]:
    steps = [Step(f"{KIND}_elapsed", {"end": in_berlin(given.end), "next_start": in_berlin(given.next_start),
                                       "rest": cents(rest)})]
    if _clock_changed(given):
        steps.append(Step(f"{KIND}_clock_change"))
    steps.append(Step(f"{KIND}_{reason}", {"required": required}))
    if reason == "short_sector" and required <= rest < figures("rest_hours"):
        steps.append(Step(f"{KIND}_made_up", {"hours": figures("makeup_rest_hours"),
                                           "weeks": figures("makeup_rest_weeks")}))
    missing = Step(f"{KIND}_missing", {"missing": cents(required - rest)})
    return (*steps, Step(f"{KIND}_enough") if rest >= required else missing)


def _clock_changed(given: RestInput) -> bool:
    return in_berlin(given.end).utcoffset() != in_berlin(given.next_start).utcoffset()

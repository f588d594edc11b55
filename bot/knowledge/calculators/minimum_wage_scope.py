"""Who has the statutory minimum wage: § 22 MiLoG (https://www.gesetze-im-internet.de/milog/__22.html).

Nationality, residence status and a missing work permit change nothing (§ 1 Abs. 1 MiLoG), nor does an employer who
has its seat abroad (§ 20 MiLoG).
"""

from decimal import Decimal
from typing import Literal, NamedTuple, Optional

from pydantic import Field

from bot.knowledge.calculators.base import CalculationError, Figures, Input
from bot.knowledge.law import fact

Status = Literal[
    "employee", "apprentice", "mandatory_internship", "mandatory_internship_of_a_degree_course", "voluntary_internship",
    "employee_without_work_permit", "posted_worker_of_a_foreign_company"]


class ScopeInput(Input):
    """Who the person is; without an age an adult, without a status an employee."""

    age: Optional[int] = Field(None, ge=0, le=120)
    completed_vocational_training: bool = False
    status: Status = "employee"
    agreed_months: Optional[Decimal] = Field(None, gt=0, le=120)
    during_studies: bool = True
    before_studies: bool = False
    earlier_internship_there: bool = False


class Scope(NamedTuple):
    """Whether the minimum wage applies, and the ends of the keys of the texts that say why."""

    applies: bool
    reason: str
    assumption: str = ""


def scope_of(given: ScopeInput, figures: Figures) -> Scope:
    """Whether the person has the minimum wage (§ 22 MiLoG).

    Raises:
        CalculationError: an internship without its agreed months.

    """
    if given.status == "apprentice":
        return Scope(False, "apprentice")
    if given.status.startswith("mandatory_internship"):
        return Scope(False, "mandatory_internship")
    if given.age is not None and not given.completed_vocational_training and given.age < fact("adult_age", figures.day):
        return Scope(False, "youth")
    if given.status == "voluntary_internship":
        return _internship(given, figures)
    return Scope(True, given.status, "adult" if given.age is None else "")


def _internship(given: ScopeInput, figures: Figures) -> Scope:
    """§ 22 Abs. 1 S. 2 Nr. 2, 3 MiLoG: the agreed length decides; who stays longer has it from the first day."""
    if given.agreed_months is None:
        raise CalculationError("agreed_months: give the months that were agreed for the internship")
    if given.agreed_months > figures("internship_months"):
        return Scope(True, "internship_long")
    exempt = given.before_studies or (given.during_studies and not given.earlier_internship_there)
    return Scope(False, "internship_short", "internship") if exempt else Scope(True, "internship_other")

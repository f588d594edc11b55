"""What the calculators ask in the chat: one door to questions.yml."""

from functools import cache
from pathlib import Path
from typing import Any, Literal, Optional

from pydantic import BaseModel, Extra, Field

from bot.knowledge.counted import Counted
from bot.knowledge.files import read_table

_PATH = Path(__file__).parent / "questions.yml"


class Question(BaseModel):
    """One field of a calculator; explained in questions.yml."""

    type: Literal["date", "money", "hours", "span", "number", "choice", "state"]
    question: str
    when: Literal["past", "coming", "any"] = "any"
    from_message: bool = False
    only_if: Optional[Literal["short_service", "monthly_pay"]] = None
    dated: bool = False
    optional: bool = False
    choices: dict[str, str] = {}
    words: dict[str, list[str]] = {}
    sets: dict[str, str] = {}

    class Config:
        extra = Extra.forbid


class Headline(Counted):
    """A first line of the result, and for which results it fits."""

    condition: dict[str, Any] = Field(default={}, alias="if")


class Questions(BaseModel):
    """A calculator in the chat."""

    key: str
    label: str = Field(max_length=24)
    topics: list[str]
    starts_with: list[str] = []
    starts_on: list[str] = []
    deadline: Optional[str] = None
    money: list[str] = []
    fields_: dict[str, Question] = Field(alias="fields")
    headlines: list[Headline]

    class Config:
        extra = Extra.forbid

    def headline(self, values: dict[str, Any]) -> Headline:
        """The first line that fits the values."""
        return next(line for line in self.headlines
                    if all(values.get(key) == wanted for key, wanted in line.condition.items()))


@cache
def questions() -> dict[str, Questions]:
    """All calculators of the chat by kind.

    Raises:
        DataError: an entry does not fit.

    """
    return read_table(_PATH, Questions)


def for_topic(topic: str) -> Optional[Questions]:
    """The calculator that a topic's answer offers."""
    return next((found for found in questions().values() if topic in found.topics), None)


def started_by(topic: str, facts: set[str]) -> Optional[str]:
    """The calculator that a message on a topic with these kinds of facts starts by itself."""
    return next((kind for kind, found in questions().items()
                 if topic in found.starts_on and all(facts & set(names.split("|")) for names in found.starts_with)), None)

"""The topics and their German texts: one door to topics/*.yml."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Optional

from pydantic import BaseModel, Extra, Field

from bot.errors import DataError
from bot.knowledge.files import read_table

FOLDER = Path(__file__).parent / "topics"


class Topic(BaseModel):
    """A topic; the fields are explained in docs/writing-answers.md."""

    key: str
    label: str = Field(max_length=24)
    deadline: Optional[str] = None
    answer: list[str] = Field(min_items=1, max_items=3)
    steps: list[str] = Field(min_items=1, max_items=4)
    more: list[str] = []
    overridable: bool = False
    related: list[str] = Field(default=[], max_items=3)
    services: list[str] = []
    centre_kind: Optional[str] = None
    statutes: list[str]
    sources: list[str] = []
    owner: str
    checked: date

    class Config:
        extra = Extra.forbid

    @property
    def group(self) -> str:
        """The part of the name before the first underscore."""
        return self.key.split("_")[0]

    def texts(self) -> Iterator[str]:
        """All texts that people read, in reading order."""
        yield self.label
        if self.deadline:
            yield self.deadline
        yield from self.answer
        yield from self.steps
        yield from self.more


@cache
def topics() -> dict[str, Topic]:
    """All topics by name, group by group.

    Raises:
        DataError: a file is wrong, or a topic stands in the file of another group.

    """
    merged: dict[str, Topic] = {}
    for path in sorted(FOLDER.glob("*.yml")):
        for name, topic in read_table(path, Topic).items():
            if topic.group != path.stem:
                raise DataError(f"{path}: {name} belongs into {topic.group}.yml")
            merged[name] = topic
    return merged

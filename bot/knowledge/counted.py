"""A text whose wording depends on a number: "1 Stunde", "2 Stunden"."""

from decimal import Decimal
from typing import Any, Optional

from pydantic import BaseModel, Extra, root_validator

from bot.knowledge.catalogue import translate, translate_counted


class Counted(BaseModel):
    """A German text with placeholders; where `count` names one of them, `one` is the text for the value 1."""

    text: str
    one: Optional[str] = None
    count: Optional[str] = None

    class Config:
        extra = Extra.forbid

    @root_validator
    def _together(cls, values: dict[str, Any]) -> dict[str, Any]:  # noqa: N805 (pydantic's way)
        if (values.get("one") is None) != (values.get("count") is None):
            raise ValueError("`one` and `count` belong together")
        return values

    def translated(self, values: dict[str, Any], language: str) -> str:
        """The text in a language, in the form that fits the value counted; its placeholders are still open."""
        if self.one is None or self.count is None:
            return translate(self.text, language)
        return translate_counted(self.one, self.text, abs(Decimal(values[self.count])), language)

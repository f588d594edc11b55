"""The register of languages: one door to languages.yml."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, Optional

from pydantic import BaseModel, Extra

from bot.knowledge.files import read_table

SOURCE = "de"
"""The language in which texts are written; all others are translations."""
FALLBACK = "en"
"""The language of a text that is not translated yet."""
STARTED = "started"
"""The review state of a language whose texts are not all translated: what is missing is said in English."""
REGISTER = Path(__file__).parent / "languages.yml"


class Language(BaseModel):
    """One row of the register; the fields are explained in languages.yml."""

    key: str
    name: str
    locale: str
    script: str
    direction: Literal["ltr", "rtl"]
    spacy: str
    owner: str
    review: str

    class Config:
        extra = Extra.forbid


@cache
def languages() -> dict[str, Language]:
    """All languages by code, in the register's order.

    Raises:
        DataError: a row of the register does not fit.

    """
    return read_table(REGISTER, Language)


def spoken(slots: Mapping[str, Any]) -> str:
    """The language of a talk by its slots: what was chosen or clearly written, else the telephone's, else English."""
    return str(slots.get("language") or slots.get("phone") or FALLBACK)


def known(code: Optional[str]) -> Optional[str]:
    """The code if it is in the register (also of "en-GB"), else None."""
    base = (code or "").lower().split("-")[0]
    return base if base in languages() else None

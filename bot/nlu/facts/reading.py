"""How rules read a message: what stands around a piece of it, and what in it is no fact at all."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Optional

from bot.nlu.facts.fact import Fact, Value
from bot.nlu.facts.plain import Plain, plain
from bot.nlu.facts.words import pattern

Match = re.Match[str]
_WINDOW = 60
"""Characters before and after a piece that may say something about it."""
_CLAUSE_ENDS = re.compile(r"[;!?\n\x00]|, |(?<=\w{4})\. ")
_MASK = "\x00"
_ADDRESS = r"(?<!\S)[^\s@]+@\S+|(?<!\S)(?:https?://|www\.)\S+"
_IBAN = r"(?<!\w)[a-z]{2}\d{2} ?[\da-z]{4}(?: ?\d[\da-z]{3}){2,6}(?: ?\d{1,3})?(?!\w)"
_TELEPHONE = r"\+\d[\d /().-]{7,}\d|(?<!\d)0\d{2,}[\d /-]{4,}\d|(?<!\d)0\d{2,4}[ /-]\d{4,}|\d{7,}"
_NUMBERED = r"§+ ?\d+(?:[.,]\d+)*|{numbered}\.?:? ?\d+(?:\.\d+)*\.?"
_NO_FACTS = rf"{_ADDRESS}|{_IBAN}|{_TELEPHONE}|(?<!\w)al-[a-z\d]{{3}}[- ]?[a-z\d]{{3}}(?!\w)|{_NUMBERED}|(?<!\w){{nothing}}"


@dataclass(frozen=True)
class Reading:
    """A message that is being read: folded text with what is no fact blotted out, its language, the day."""

    plain: Plain
    text: str
    language: str
    today: date

    def pattern(self, template: str) -> re.Pattern[str]:
        """A template with the words that are looked for in this message."""
        return pattern(template, self.language)

    def before(self, index: int) -> str:
        """What stands before a place in the same clause."""
        return _CLAUSE_ENDS.split(self.text[max(0, index - _WINDOW):index])[-1]

    def after(self, index: int) -> str:
        """What stands after a place in the same clause."""
        return _CLAUSE_ENDS.split(self.text[index:index + _WINDOW], maxsplit=1)[0]

    def preceded(self, index: int, template: str) -> bool:
        """Whether this stands directly before a place in the same clause."""
        return bool(self.pattern(rf"(?:{template}) ?$").search(self.before(index)))

    def followed(self, index: int, template: str) -> bool:
        """Whether this stands directly after a place."""
        return bool(self.pattern(template).match(self.text, index))


def reading(text: str, language: str, today: date) -> Reading:
    """A message ready to be read."""
    folded = plain(text)
    return Reading(folded, pattern(_NO_FACTS, language).sub(_blotted, folded.text), language, today)


def _blotted(found: Match) -> str:
    return _MASK * len(found[0])


def scan(message: Reading, template: str, entity: str,
         read: Callable[[Match, Reading], Optional[Value]]) -> Iterator[Fact]:
    """A fact for each match of a template that `read` finds a value in."""
    for match in message.pattern(template).finditer(message.text):
        value = read(match, message)
        if value is not None:
            yield Fact(entity, value, *message.plain.span(match.start(), match.end()))

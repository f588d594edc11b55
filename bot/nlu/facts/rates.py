"""What a sum or a number of hours is for: an hour, a day, a week, a month, a year."""

from typing import Optional

from bot.nlu.facts.reading import Reading
from bot.nlu.facts.words import meaning

PER = r"(?:{per}(?! {not_per_after}))"
BETWEEN = r"(?: (?:{between}|{about}\.?|{pay}|{gross}|{per})){0,5}"
"""Small words between a pay or per word and its number."""
_ONE = r"(?:{per_one}(?!\d)(?! {not_per_after}))"
_AFTER = rf" ?(?P<per>{PER})| ?/ ?(?P<slash>{_ONE})|[ -](?P<one>{_ONE})"
_BEFORE = rf"(?P<per>{{per}}){BETWEEN}[ :=]{{0,3}}$"
_ANOTHER = r"(?:\d|{units}|{currency}|{gross}|{kilo})[.,]? ?$"
"""What a per word before the number belongs to instead: "10 Stunden am Tag 50 Euro"."""


def per_after(message: Reading, end: int, bare: bool = True) -> tuple[Optional[str], int]:
    """The unit that follows ("12 €/h", "12 € die Stunde"; if `bare`, "40 Stunden Woche"), and its end."""
    match = message.pattern(_AFTER).match(message.text, end)
    if not match or (match["one"] and not bare):
        return None, end
    unit = _unit("per", match["per"], message) or _unit("per_one", match["slash"] or match["one"], message)
    return unit, match.end()


def per_before(message: Reading, start: int) -> Optional[str]:
    """The unit that stands before the number ("pro Stunde 12 €")."""
    text = message.before(start)
    match = message.pattern(_BEFORE).search(text)
    if not match or message.pattern(_ANOTHER).search(text[:match.start()]):
        return None
    return _unit("per", match["per"], message)


def _unit(field: str, word: Optional[str], message: Reading) -> Optional[str]:
    return str(meaning(field, word, message.language)) if word else None

"""Sums of money in euros: "1.800 €", "12,50/h", "zwölf Euro", "1900 im Monat", "sie zahlen mir 1.800"."""

import re
from datetime import date
from decimal import Decimal
from typing import Optional

from bot.nlu.facts.fact import Fact, Value, disjoint
from bot.nlu.facts.numbers import DIGITS, NOT_INSIDE, NUMBER, SPOKEN, exact, number, spoken_one
from bot.nlu.facts.rates import BETWEEN, PER, per_after, per_before
from bot.nlu.facts.reading import Reading, reading
from bot.nlu.facts.words import pattern

_ROUND = r"(?:[.,]-{1,2}(?!\d))?"
"""Cents as a stroke: "1800,-"."""
_NOT_FOREIGN = r"(?! ?{foreign})"
_CENTS = rf"(?:(?: {{joiners}})? ?(?P<cents>\d\d|{SPOKEN})(?![\d.,:/-]*\d)(?:(?P<named> ?{{cents}})|(?![\w%]| ?{{units}}| ?{{currency}}| ?{{months}})))"
_AFTER = rf"(?P<sign> ?{{currency}}(?!\d{{3}})(?![ -]?{{not_a_wage}}){_CENTS}?| ?{{cents}})"
_WITH_SIGN = (rf"(?:(?P<before>{{currency}}:? ?)(?P<n1>{DIGITS})|(?P<n2>{NUMBER})){_ROUND}"
              rf"(?P<k> ?{{kilo}})?{_NOT_FOREIGN}(?:{_AFTER}|(?(before)(?!\w)|(?!)))")
_BARE = rf"{NOT_INSIDE}(?<![$£] )(?<![$£])(?P<n>{DIGITS}){_ROUND}(?P<k> ?{{kilo}})?{_NOT_FOREIGN}(?!\w)"
_GROSS = r"(?:,? ?\(?{gross}\)?)"
_NOT_FOLLOWED = r"$|\n|[,;!?.)](?!\d)| ?-+(?!\w)| \(| {after_sum}| {gross}| {pay}"
_LEAST, _MOST = 3, 20000
_LARGE = 100
_SURE = {"hour": (3, 100), "day": (10_000, 0), "week": (169, 6000), "month": (300, 20000), "year": (3000, 300_000)}
"""Bare numbers that a per word alone makes a sum: "40 die Woche" and "160 im Monat" are hours."""
_PLAUSIBLE = {"hour": (1, 200), "day": (5, 1500), "week": (5, 6000), "month": (20, 30000), "year": (100, 500_000)}
_YEARS = range(1990, 2036)


def find(text: str, language: str, today: date) -> list[Fact]:
    """The sums in a text, with what each is for, if that is said beside it."""
    message = reading(text, language, today)
    marked = [_marked(match, message) for match in pattern(_WITH_SIGN).finditer(message.text)]
    bare = [_bare(match, message) for match in pattern(_BARE).finditer(message.text)]
    return disjoint(fact for fact in marked + bare if fact)


def _marked(match: "re.Match[str]", message: Reading) -> Optional[Fact]:
    """A number with the sign or name of the currency."""
    written = match["n1"] or match["n2"]
    amount = _amount(written, match["k"], message)
    if amount is None or spoken_one(written, message.language) or not exact(message, match.start(), match.end()):
        return None
    if match["cents"]:
        cents = number(match["cents"], message.language)
        amount = None if cents is None or cents >= 100 or amount != int(amount) else amount + cents / 100
    elif pattern(" ?{cents}").fullmatch(match["sign"] or ""):
        amount /= 100
    return _fact(message, match, amount, *_per(match, message, bare=True))


def _bare(match: "re.Match[str]", message: Reading) -> Optional[Fact]:
    """A number without the currency: a sum beside "netto", a per word, or a pay word, if its size fits."""
    amount = _amount(match["n"], match["k"], message)
    if amount is None or not exact(message, match.start(), match.end()) or re.fullmatch(r"\d{5}", match["n"]):
        return None
    per, end = _per(match, message, bare=False)
    sure = message.followed(match.end(), _GROSS) or _sure_by_size(amount, match, message)
    if not _LEAST <= amount <= _MOST or not sure and not _beside_pay(match, message, amount, end):
        return None
    return _fact(message, match, amount, per, end)


def _amount(written: str, thousands: Optional[str], message: Reading) -> Optional[Decimal]:
    amount = number(written, message.language)
    return amount * 1000 if amount is not None and thousands else amount


def _per(match: "re.Match[str]", message: Reading, bare: bool) -> tuple[Optional[str], int]:
    """What the sum is for, and where the fact ends."""
    gross = pattern(rf"{_GROSS}{{1,2}}").match(message.text, match.end())
    unit, end = per_after(message, gross.end() if gross else match.end(), bare)
    return (unit, end) if unit else (per_before(message, match.start()), match.end())


def _sure_by_size(amount: Decimal, match: "re.Match[str]", message: Reading) -> bool:
    unit, _ = per_after(message, match.end(), bare=False)
    least, most = _SURE[unit] if unit else (1, 0)
    return least <= amount <= most


def _beside_pay(match: "re.Match[str]", message: Reading, amount: Decimal, end: int) -> bool:
    """Whether a pay word stands right before or after, and no thing that is counted ("20 Tage"), no year."""
    if match["n"].isdigit() and (amount in _YEARS and amount % 50 or amount < _LARGE and _other_numbers(match, message, end)):
        return False
    before = message.preceded(match.start(), rf"(?:{{pay}}|{{gross}})(?: {PER})?{BETWEEN}[ :=]{{0,3}}")
    after = message.followed(end, r"(?: {between}){0,2} {pay}") and (amount >= _LARGE or not match["n"].isdigit())
    return after or before and (end > match.end() or message.followed(end, _NOT_FOLLOWED))


def _other_numbers(match: "re.Match[str]", message: Reading, end: int) -> bool:
    """Whether a small whole number may be hours or days ("vertrag 25 std, bezahlt 20") or a place in a row ("13. Gehalt")."""
    counted = pattern(r"\d[ -]?{units}|{clock.never}").search(message.text)
    return end == match.end() and bool(counted or message.followed(end, r"\. ?[^\W\d]"))


def _fact(message: Reading, match: "re.Match[str]", amount: Optional[Decimal], per: Optional[str], end: int) -> Optional[Fact]:
    """The fact, if the sum is plausible for its unit, and neither a difference ("4 Euro mehr") nor for a piece of work."""
    least, most = _PLAUSIBLE[per] if per else (0, 10_000_000)
    if not amount or not least <= amount <= most or message.followed(end, rf"{_GROSS}? (?:{{difference}}|{{each}})"):
        return None
    return Fact("money", {"amount": f"{amount:.2f}", "per": per}, *message.plain.span(match.start(), end))

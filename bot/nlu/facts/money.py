"""Sums of money in euros: "1.800 €", "12,50/h", "zwölf Euro", "1900 im Monat", "sie zahlen mir 1.800"."""

import re
from datetime import date
from decimal import Decimal
from typing import Optional

from bot.nlu.facts.fact import Fact, disjoint
from bot.nlu.facts.numbers import DIGITS, NOT_INSIDE, NUMBER, SPOKEN, exact, number, spoken_one
from bot.nlu.facts.rates import BETWEEN, PER, per_after, per_before
from bot.nlu.facts.reading import Match, Reading, reading

_STROKE = r"(?:[.,]-{1,2}(?!\d))?"
"""For no cents: "1800,-"."""
_KILO = r"(?P<k> ?{kilo})?(?! ?{foreign})"
_CLEAR = rf"$|\n|[,;!?.)](?!\d)| ?-+(?!\w)| ?/| \(| {{after_sum}}| ?{{gross}}| {{pay}}| ?{PER}| {{per_one}}"
"""What follows the cents of "12 Euro 50": no word for what 50 of are told."""
_CENTS_END = rf"(?:(?P<named> ?{{cents}})|(?(and)(?!)|(?={_CLEAR})))"
_NUMBER_FOLLOWS = rf"(?: {{before_cents}}|(?P<and> {{joiners}}))? ?(?P<cents>\d\d|{SPOKEN})(?![\d.,:/-]*\d)"
_CENTS = rf"(?:{_NUMBER_FOLLOWS}{_CENTS_END})"
_MAYBE_CENTS = rf"{_NUMBER_FOLLOWS}(?(and)(?={_CLEAR})|(?![\w%]| ?{{units}}| ?{{currency}}| ?{{months}}))"
"""Neither surely cents nor surely something else: "12 Euro und 50", "12 Euro 50 Pakete"."""
_LEAST_CENTS = 10
_EUROS = rf" ?{{currency}}(?!\d{{3}})(?![ -]?{{not_a_wage}}){_CENTS}?"
_SIGN = rf"(?:(?P<sign>{_EUROS}| ?{{cents}})|(?(before)(?!\w)|(?!)))"
_WITH_SIGN = rf"(?:(?P<before>{{currency}}:? ?)(?P<n1>{DIGITS})|(?P<n2>{NUMBER})){_STROKE}{_KILO}{_SIGN}"
_BARE = rf"{NOT_INSIDE}(?<![$£])(?<![$£] )(?P<n>{DIGITS}){_STROKE}{_KILO}(?!\w)"
_GROSS = r"(?:,? ?\(?{gross}\)?)"
_NO_WAGE = rf"{_GROSS}? (?:{{difference}}|{{each}})"
_PAY_BEFORE = rf"(?:{{pay}}|{{gross}})(?: {PER})?{BETWEEN}[ :=]{{0,3}}"
_PAY_AFTER = r"(?: {between}){0,2} {pay}"
_SUM_ENDS = r"$|\n|[,;!?.)](?!\d)| ?-+(?!\w)| \(| {after_sum}| {gross}| {pay}"
_COUNTED = r"\d[ -]?{units}|{clock.never}"
_BEFORE_DAY = r"{on}|{since}|{until}|{months}"
"""Before "15 300 Euro" these make a day and a sum of it."""
_POSTAL_CODE = re.compile(r"\d{5}")

_LEAST, _MOST, _LARGE = 3, 20_000, 100
_YEARS, _ROUND_YEAR = range(1990, 2036), 50
_HOURS = {"day": 24, "week": 168, "month": 299}
"""Bare numbers up to these may be hours: "40 die Woche", "160 im Monat"."""
_SURE = {"hour": (3, 100), "week": (169, 6000), "month": (300, 20_000), "year": (3000, 300_000)}
"""Bare numbers that a per word alone makes a sum; "40 am Tag" may be rooms."""
_PLAUSIBLE = {"hour": (1, 200), "day": (5, 1500), "week": (5, 6000), "month": (20, 30_000),
              "year": (100, 500_000), None: (0, 10_000_000)}


def find(text: str, language: str, today: date) -> list[Fact]:
    """The sums in a text, with what each is for, if that is said beside it."""
    message = reading(text, language, today)
    marked = [_marked(match, message) for match in message.pattern(_WITH_SIGN).finditer(message.text)]
    bare = [_bare(match, message) for match in message.pattern(_BARE).finditer(message.text)]
    return disjoint(fact for fact in marked + bare if fact)


def _marked(match: Match, message: Reading) -> Optional[Fact]:
    """A number with the sign or name of the currency."""
    written = match["n1"] or match["n2"]
    amount = _amount(written, match["k"], message)
    part = message.preceded(match.start(), r"\d") and not written[0].isdigit()
    day_before = " " in written and message.preceded(match.start(), _BEFORE_DAY)
    doubtful = part or day_before or spoken_one(written, message.language) or not exact(message, *match.span())
    if amount is None or doubtful or _doubtful_end(match, message, amount):
        return None
    if match["cents"]:
        amount = _with_cents(amount, match, message)
    elif message.pattern(" ?{cents}").fullmatch(match["sign"] or ""):
        amount /= 100
    return _fact(message, match, amount, *_per(match, message, bare=True))


def _doubtful_end(match: Match, message: Reading, amount: Decimal) -> bool:
    """Whether half a euro or a number that may be cents follows."""
    if message.followed(match.end(), " {and_half}"):
        return True
    maybe = None if match["cents"] else message.pattern(_MAYBE_CENTS).match(message.text, match.end())
    cents = number(maybe["cents"], message.language) if maybe else None
    return cents is not None and _LEAST_CENTS <= cents < 100 and not amount % 1


def _with_cents(amount: Decimal, match: Match, message: Reading) -> Optional[Decimal]:
    """A sum with its cents; less than ten in words only with "cent" behind: "1200 Euro zwei" has none."""
    cents = number(match["cents"], message.language)
    if cents is None or cents >= 100 or amount % 1:
        return None
    few = cents < _LEAST_CENTS and not match["named"] and not match["cents"].isdigit()
    return amount if few else amount + cents / 100


def _bare(match: Match, message: Reading) -> Optional[Fact]:
    """A number without the currency: a sum beside "netto", a per word, or a pay word, if its size fits."""
    amount = _amount(match["n"], match["k"], message)
    if amount is None or not _LEAST <= amount <= _MOST or not exact(message, *match.span()):
        return None
    per, end = _per(match, message, bare=False)
    sure = message.followed(match.end(), _GROSS) or _sure_by_size(amount, match, message, per, end)
    doubtful = _POSTAL_CODE.fullmatch(match["n"]) or amount <= _HOURS.get(per or "", 0)
    if doubtful or not (sure or _beside_pay(match, message, amount, end)):
        return None
    return _fact(message, match, amount, per, end)


def _amount(written: str, thousands: Optional[str], message: Reading) -> Optional[Decimal]:
    amount = number(written, message.language)
    return amount * 1000 if amount is not None and thousands else amount


def _per(match: Match, message: Reading, bare: bool) -> tuple[Optional[str], int]:
    """What the sum is for, and where the fact ends."""
    gross = message.pattern(rf"{_GROSS}{{1,2}}").match(message.text, match.end())
    unit, end = per_after(message, gross.end() if gross else match.end(), bare)
    return (unit, end) if unit else (per_before(message, match.start()), match.end())


def _sure_by_size(amount: Decimal, match: Match, message: Reading, per: Optional[str], end: int) -> bool:
    """Whether a number beside a per word can only be a sum: "1900 im Monat", but not "40 die Woche"."""
    least, most = _SURE.get(per or "", (1, 0))
    return least <= amount <= most and (end > match.end() or message.followed(end, _SUM_ENDS))


def _beside_pay(match: Match, message: Reading, amount: Decimal, end: int) -> bool:
    """Whether a pay word stands right before or after, and nothing that is counted ("20 Tage"), no year."""
    whole = match["n"].isdigit()
    year = amount in _YEARS and amount % _ROUND_YEAR
    if whole and (year or _may_be_counted(match, message, amount, end)):
        return False
    if message.followed(end, _PAY_AFTER):
        return not whole or amount >= _LARGE
    ends = end > match.end() or message.followed(end, _SUM_ENDS)
    return ends and message.preceded(match.start(), _PAY_BEFORE)


def _may_be_counted(match: Match, message: Reading, amount: Decimal, end: int) -> bool:
    """Whether a small number may be hours or days ("vertrag 25 std, bezahlt 20") or a rank ("13. Gehalt")."""
    if amount >= _LARGE or end > match.end():
        return False
    return bool(message.pattern(_COUNTED).search(message.text)) or message.followed(end, r"\. ?[^\W\d]")


def _fact(message: Reading, match: Match, amount: Optional[Decimal], per: Optional[str],
          end: int) -> Optional[Fact]:
    """The fact, if plausible, no difference ("4 Euro mehr") and not for a piece ("3 Euro pro Zimmer")."""
    least, most = _PLAUSIBLE[per]
    if not amount or not least <= amount <= most or message.followed(end, _NO_WAGE):
        return None
    return Fact("money", {"amount": f"{amount:.2f}", "per": per}, *message.plain.span(match.start(), end))

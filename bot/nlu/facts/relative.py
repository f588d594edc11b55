"""Dates told from today: "gestern", "vor zwei Wochen", "last Monday", "Ende des Monats", "end of March"."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal, Optional, Union

from bot.nlu.facts.fact import Value
from bot.nlu.facts.numbers import NUMBER, number, spoken_one
from bot.nlu.facts.reading import Match, Reading
from bot.nlu.facts.words import meaning, number_meant
from bot.nlu.facts.years import aim, day_value, full_year, likeliest, month_end, month_value, months_later

Rule = tuple[str, Callable[[Match, Reading], Optional[Value]]]
_WEEK = 7
_MOST_DAYS, _MOST_MONTHS = 400, 24
_UNIT = r"(?P<unit>{units})(?![ -]?{units}| {and_half})"
_COUNT = rf"(?P<n>{NUMBER}) {_UNIT}"
_COUNT_OR_ONE = rf"(?P<n>{NUMBER}|{{articles}}) {_UNIT}"
_NO_MORE = r"(?! {joiners} (?:\d|{numbers}))"
_WEEKDAY = r"(?P<weekday>{weekdays})"
_END_OF_MONTH = r"{end_of} (?P<month>{months})(?!\d)(?:\.?,? (?P<y>(?:19|20)\d\d)(?!\d))?"


def _named_day(match: Match, message: Reading) -> Optional[Value]:
    shift = number_meant("days", match[0], message.language) or 0
    return day_value([message.today + timedelta(days=shift)])


def _ago(match: Match, message: Reading) -> Optional[Value]:
    """ "two months ago", but not in "a year and two months ago"."""
    part = message.preceded(match.start(), "{units} {joiners}")
    return None if part else _shifted(match, message, -1)


def _ahead(match: Match, message: Reading) -> Optional[Value]:
    """ "in two weeks"; but "80 hours in 2 weeks" and "in a week" tell how long something takes."""
    beside = message.before(match.start()) + " " + message.after(match.end())
    vague = spoken_one(match["n"], message.language) or message.pattern(r"\d|{numbers}").search(beside)
    return None if vague else _shifted(match, message, 1)


def _two_ago(match: Match, message: Reading) -> Optional[Value]:
    """ "شهرين" is one word for two months."""
    return _shift_of(Decimal(2), meaning("two_of", match["two"], message.language), message, -1)


def _shifted(match: Match, message: Reading, sign: Literal[-1, 1]) -> Optional[Value]:
    article = message.pattern("{articles}").fullmatch(match["n"])
    count = Decimal(1) if article else number(match["n"], message.language)
    return _shift_of(count, meaning("units", match["unit"], message.language), message, sign)


def _shift_of(count: Optional[Decimal], unit: Union[str, int, None], message: Reading, sign: Literal[-1, 1]) -> Optional[Value]:
    """Days and weeks give a day, months a month; years and hours nothing: nobody means them to the day."""
    if count is None or count != int(count):
        return None
    if unit == "month" and count <= _MOST_MONTHS:
        return month_value([months_later(message.today, sign * int(count))])
    days = int(count) * (_WEEK if unit == "week" else 1)
    if unit not in ("day", "week") or days > _MOST_DAYS:
        return None
    return day_value([message.today + timedelta(days=sign * days)])


def _last_weekday(match: Match, message: Reading) -> Optional[Value]:
    """The one just past; where that lies in the running week, perhaps the one before it."""
    latest = message.today - timedelta(days=-_days_ahead(match, message) % _WEEK or _WEEK)
    if latest.isocalendar()[:2] != message.today.isocalendar()[:2]:
        return day_value([latest])
    return {"candidates": [latest.isoformat(), (latest - timedelta(days=_WEEK)).isoformat()], "precision": "ambiguous"}


def _weekday_of_last_week(match: Match, message: Reading) -> Optional[Value]:
    """ "Friday last week"; late in a week perhaps the Friday of this one."""
    told = message.today + timedelta(days=_days_ahead(match, message) - _WEEK)
    latest = message.today - timedelta(days=-_days_ahead(match, message) % _WEEK or _WEEK)
    if told == latest:
        return day_value([told])
    return {"candidates": [told.isoformat(), latest.isoformat()], "precision": "ambiguous"}


def _next_weekday(match: Match, message: Reading) -> Optional[Value]:
    """The coming one; inside the running week perhaps the one after it."""
    coming = message.today + timedelta(days=_days_ahead(match, message) % _WEEK or _WEEK)
    same_week = coming.isocalendar()[:2] == message.today.isocalendar()[:2]
    return day_value([coming, coming + timedelta(days=_WEEK)] if same_week else [coming])


def _this_weekday(match: Match, message: Reading) -> Optional[Value]:
    ahead = _days_ahead(match, message)
    return day_value([message.today + timedelta(days=ahead)] if ahead >= 0 else [])


def _days_ahead(match: Match, message: Reading) -> int:
    """Days from today to the weekday in the running week."""
    return (number_meant("weekdays", match["weekday"], message.language) or 1) - message.today.isoweekday()


def _last_month(match: Match, message: Reading) -> Optional[Value]:
    """ "last month", but not "my last month": that may be the last one of all."""
    return None if message.preceded(match.start(), "{determiners}") else _month(message, -1)


def _this_month(match: Match, message: Reading) -> Optional[Value]:
    return _month(message, 0)


def _next_month(match: Match, message: Reading) -> Optional[Value]:
    return _month(message, 1)


def _month(message: Reading, shift: int) -> Optional[Value]:
    return month_value([months_later(message.today.replace(day=1), shift)])


def _end_of_this_month(match: Match, message: Reading) -> Optional[Value]:
    return day_value([month_end(message.today)])


def _end_of_month(match: Match, message: Reading) -> Optional[Value]:
    """The last day of a month, of the likeliest year if none is told."""
    month = number_meant("months", match["month"], message.language) or 1
    told = full_year(match["y"], message.today) if match["y"] else None
    years = [told] if told else [message.today.year + shift for shift in (-1, 0, 1)]
    ends = [month_end(date(year, month, 1)) for year in years]
    return day_value(ends if told else likeliest(ends, aim(message, *match.span()), message.today))


RULES: tuple[Rule, ...] = (
    (r"{days}", _named_day),
    (rf"{{ago.before}} {_COUNT_OR_ONE}{_NO_MORE}", _ago),
    (rf"{{ago.before}} (?P<two>{{two_of}})(?! {{and_half}}){_NO_MORE}", _two_ago),
    (rf"{_COUNT_OR_ONE} {{ago.after}}", _ago),
    (rf"{{ahead.before}} {_COUNT}", _ahead),
    (rf"{_COUNT} {{ahead.after}}", _ahead),
    (rf"{{last}} {_WEEKDAY}", _last_weekday),
    (rf"{_WEEKDAY},? (?:{{of}} )?(?:{{last}} {{units.week}}|{{units.week}} {{last_after}})", _weekday_of_last_week),
    (rf"{{next}} {_WEEKDAY}", _next_weekday),
    (rf"{{this}} {_WEEKDAY}", _this_weekday),
    (r"{last} {units.month}", _last_month),
    (r"{this} {units.month}", _this_month),
    (r"{next} {units.month}", _next_month),
    (rf"{_WEEKDAY} {{last_after}}", _last_weekday),
    (rf"{_WEEKDAY} {{next_after}}", _next_weekday),
    (r"{units.month} {last_after}", _last_month),
    (r"{units.month} {next_after}", _next_month),
    (r"{end_of_this_month}", _end_of_this_month),
    (_END_OF_MONTH, _end_of_month),
)

"""Figures and days as people of a language read them, by Babel."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from babel.dates import format_date, format_skeleton
from babel.numbers import format_currency, format_decimal, format_percent

from bot.knowledge.direction import isolated_date
from bot.languages import languages

_PAPERS = "de_DE"
"""How figures look on the papers that people hold beside their phone."""


def _locale(language: str) -> str:
    return languages()[language].locale


def money(value: Decimal) -> str:
    """A sum in EUR as on German payslips; whole sums without cents ("603 €", "1.813,90 €")."""
    if value == value.to_integral_value():
        return format_currency(value, "EUR", "#,##0\xa0¤", locale=_PAPERS, currency_digits=False)
    return format_currency(value, "EUR", locale=_PAPERS)


def number(value: Decimal) -> str:
    """A plain number as on German papers ("20,83")."""
    return format_decimal(value.normalize(), locale=_PAPERS)


def percent(value: Decimal) -> str:
    """A percentage as on German papers; 25 means 25 %."""
    return format_percent(value / 100, locale=_PAPERS, decimal_quantization=False)


def day(value: date, language: str) -> str:
    """A day with the month in words ("22. November 2026")."""
    return isolated_date(format_date(value, "long", locale=_locale(language)), language)


def weekday(value: date, language: str) -> str:
    """A day with weekday and month in words ("Freitag, 11. Dezember 2026")."""
    return isolated_date(format_date(value, "full", locale=_locale(language)), language)


def short_day(value: date, language: str) -> str:
    """A day with short weekday and month in words, for buttons ("Fr., 5. Juni 2026")."""
    return format_skeleton("yMMMEd", value, locale=_locale(language))


BY_KIND: dict[str, Callable[[Decimal], str]] = {"money": money, "number": number, "percent": percent}

"""Texts in the person's language: gettext catalogues, German as source, English where a text is not translated yet."""

from decimal import Decimal
from functools import cache
from pathlib import Path

from babel import Locale
from babel.support import NullTranslations, Translations

from bot.languages import FALLBACK, SOURCE, languages

FOLDER = Path(__file__).parent.parent / "locales"
DOMAIN = "messages"
_ALL_FORMS = 201
"""Below this number every plural form of every language occurs."""
_FRACTION = 2
"""Slavic catalogues have no form for fractions; "2,5 часа" goes like "2 часа"."""


@cache
def _catalogue(language: str) -> NullTranslations:
    catalogue = Translations.load(FOLDER, [language], DOMAIN)
    if language not in (FALLBACK, SOURCE):
        catalogue.add_fallback(_catalogue(FALLBACK))
    return catalogue


def translate(text: str, language: str, context: str = "") -> str:
    """A German source text in another language; where it is not translated, in English, else in German."""
    if language == SOURCE or not text:
        return text
    catalogue = _catalogue(language)
    return str(catalogue.upgettext(context, text) if context else catalogue.ugettext(text))


def translate_counted(one: str, many: str, count: Decimal, language: str) -> str:
    """A German text with a number (its form for 1 and its form for more) in another language, in the plural form that fits."""
    if language == SOURCE:
        return one if count == 1 else many
    return str(_catalogue(language).ungettext(one, many, _whole(count, language)))


@cache
def _whole(count: Decimal, language: str) -> int:
    """A whole number with the plural form of `count`: catalogues know no fractions, CLDR does (2.5 in Arabic is like 100)."""
    if count == int(count):
        return int(count)
    form = Locale.parse(languages()[language].locale).plural_form
    return next((number for number in range(_ALL_FORMS) if form(number) == form(count)), _FRACTION)

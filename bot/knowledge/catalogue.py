"""Texts in the person's language: gettext catalogues, German as source, English where a text is not translated yet."""

from functools import cache
from pathlib import Path

from babel.support import NullTranslations, Translations

from bot.languages import FALLBACK, SOURCE

FOLDER = Path(__file__).parent.parent / "locales"
DOMAIN = "messages"


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

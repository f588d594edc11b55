"""The plural forms that a catalogue of a language needs, by CLDR."""

from babel import Locale
from babel.messages.plurals import get_plural
from babel.plural import to_gettext

from bot.languages import languages

_COUNTED = range(1000)
"""Numbers of days, hours and weeks; forms for millions (French, Spanish) are never needed."""


def plural_forms(language: str) -> str:
    """The header `Plural-Forms` of a language's catalogue.

    Babel's own list has one form for Persian and Turkish, where CLDR has two.
    """
    locale = Locale.parse(languages()[language].locale)
    listed = get_plural(locale)
    wanted = {locale.plural_form(number) for number in _COUNTED}
    return str(listed.plural_forms if len(wanted) <= listed.num_plurals else to_gettext(locale.plural_form))


def number_of_forms(language: str) -> int:
    """How many plural forms a catalogue of the language has."""
    return int(plural_forms(language).split("nplurals=")[1].split(";")[0])

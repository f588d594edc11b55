"""Texts that depend on a number, in languages with few and many plural forms."""

from decimal import Decimal

import pytest
from babel import Locale

from bot.knowledge import catalogue
from bot.knowledge.counted import Counted
from bot.languages import languages

HOURS = Counted(text="{n} Stunden", one="{n} Stunde", count="n")


@pytest.mark.parametrize(("value", "text"), [(0, "{n} Stunden"), (1, "{n} Stunde"), ("1.5", "{n} Stunden"), (-1, "{n} Stunde")])
def test_german_has_two_forms(value, text):
    assert HOURS.translated({"n": value}, "de") == text


@pytest.mark.parametrize("language", list(languages()))
@pytest.mark.parametrize("value", ["0.5", "1.25", "2.5", "20.83"])
def test_a_fraction_takes_a_form_that_the_catalogue_has(language, value):
    form = Locale.parse(languages()[language].locale).plural_form
    whole = catalogue._whole(Decimal(value), language)
    assert form(whole) == form(Decimal(value)) or whole == 2


def test_one_and_count_belong_together():
    with pytest.raises(ValueError, match="belong together"):
        Counted(text="{n} Stunden", one="{n} Stunde")

"""A centre's card: what telephones make tappable, and the way to the map."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest

from bot.knowledge.centres.cards import card, map_button
from bot.knowledge.centres.directory import centres
from bot.languages import languages


@pytest.mark.parametrize("key", centres())
def test_telephone_numbers_are_international_with_spaces_or_short(key):
    phone = centres()[key].phone
    assert phone is None or re.fullmatch(r"\+49( \d+){2,}(-\d+)?|11[02]|116\d{3}", phone)


@pytest.mark.parametrize("key", centres())
def test_the_address_stands_on_a_line_of_its_own(key):
    address = centres()[key].address()
    assert address is None or card(centres()[key], "de").splitlines().count(address) == 1


@pytest.mark.parametrize("key", centres())
def test_the_map_shows_the_address_where_the_street_may_be_shown(key):
    centre = centres()[key]
    links = [button.payload for button in map_button(centre, "de")]
    if centre.address() and centre.shown("street"):
        assert [unquote(link.split("query=")[1]) for link in links] == [centre.address()]
    else:
        assert links == []


def test_some_streets_are_shown_and_some_are_not():
    shown = [bool(map_button(centre, "de")) for centre in centres().values()]
    assert any(shown) and not all(shown)


@pytest.mark.parametrize("language", languages())
def test_the_maps_address_is_plain_ascii(language):
    assert all(button.payload.isascii() for centre in centres().values() for button in map_button(centre, language))

"""What goes into one message, how long texts are cut, and how keyboards look."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from telegram import InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove

from bot.channels.telegram.parcels import LONGEST, first_parcel, length, pressed, split


def row(number: int, text: str, *payloads: str, location: bool = False) -> Any:
    buttons = [{"title": payload.strip("/"), "payload": payload} for payload in payloads]
    return SimpleNamespace(id=number, text=text, buttons=buttons, location=location)


def test_what_waits_is_read_together_with_all_its_buttons():
    parcel = first_parcel([row(1, "one", "/a"), row(2, "two", "/b")], "en")
    assert (parcel.ids, parcel.texts) == ([1, 2], ["one\n\ntwo"])
    assert isinstance(parcel.keyboard, InlineKeyboardMarkup)
    assert [button.callback_data for line in parcel.keyboard.inline_keyboard for button in line] == ["/a", "/b"]


def test_what_two_rows_offer_stands_once():
    keyboard = first_parcel([row(1, "one", "/a", "/b"), row(2, "two", "/b", "/c")], "en").keyboard
    assert [button.callback_data for line in keyboard.inline_keyboard for button in line] == ["/a", "/b", "/c"]


def test_what_does_not_fit_waits_for_the_next():
    assert first_parcel([row(1, "x" * 3000), row(2, "y" * 3000)], "en").ids == [1]
    assert first_parcel([row(1, "x", *(f"/{number}" for number in range(8))), row(2, "y", "/z")], "en").ids == [1]


def test_the_place_is_offered_by_a_keyboard_of_its_own():
    rows = [row(1, "Where?"), row(2, "Or send your place", location=True)]
    assert first_parcel(rows, "en").ids == [1]
    offered = first_parcel(rows[1:], "en").keyboard
    assert isinstance(offered, ReplyKeyboardMarkup) and offered.keyboard[0][0].request_location
    assert isinstance(first_parcel(rows, "en").keyboard, ReplyKeyboardRemove)


def test_languages_stand_three_a_row_and_links_are_links():
    names = [f'/change_language{{"language":"{code}"}}' for code in ("de", "en", "ar", "fa")]
    keyboard = first_parcel([row(1, "?", *names, "https://example.org/x")], "en").keyboard
    assert isinstance(keyboard, InlineKeyboardMarkup)
    assert [len(line) for line in keyboard.inline_keyboard] == [3, 1, 1]
    assert keyboard.inline_keyboard[2][0].url == "https://example.org/x"


def test_texts_are_cut_at_paragraphs():
    first, second = "a" * 3000, "b" * 3000
    assert split(f"{first}\n\n{second}") == [first, second]


@given(text=st.text(alphabet="ab \n😀", max_size=200), longest=st.integers(4, 40))
def test_no_part_is_too_long_and_no_word_is_lost(text, longest):
    parts = split(text, longest)
    assert all(length(part) <= longest for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


@given(text=st.text(max_size=3000).map(lambda piece: piece * 3))
def test_telegrams_limit_holds_for_any_text(text):
    assert all(length(part) <= LONGEST for part in first_parcel([row(1, text)], "en").texts)


def test_the_pressed_button_gets_a_tick_once():
    keyboard = [[{"text": "Pay", "callback_data": "/a"}, {"text": "Map", "url": "https://example.org"}]]
    ticked = pressed(keyboard, "/a")
    assert ticked and [button.text for button in ticked.inline_keyboard[0]] == ["✓ Pay", "Map"]
    assert pressed([[button.to_dict() for button in line] for line in ticked.inline_keyboard], "/a") is None
    assert pressed(keyboard, "/absent") is None

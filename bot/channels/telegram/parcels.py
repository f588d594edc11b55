"""What of the outbox goes into one message of Telegram, and how it looks there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Optional, Union

from sqlalchemy.engine import Row
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup, ReplyKeyboardRemove

from bot.channels.edge import is_link
from bot.knowledge.phrases import phrase

LONGEST = 4096
"""Characters of a message, counted as Telegram does: in units of UTF-16."""
_MOST_BUTTONS = 8
_LANGUAGES_A_ROW = 3
_LANGUAGE = "/change_language{"
Keyboard = Union[InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove]


@dataclass(frozen=True)
class Parcel:
    """Rows of the outbox that go together: their numbers, texts, and one keyboard under the last text."""

    ids: list[int]
    texts: list[str]
    keyboard: Keyboard


def first_parcel(rows: Sequence[Row], language: str) -> Parcel:
    """The first rows, as many as fit into one message: what waits for the same chat is read together.

    A row that offers to send the place needs a keyboard of its own and goes alone.
    """
    taken = [rows[0]]
    for row in rows[1:]:
        if not _fits([*taken, row]):
            break
        taken.append(row)
    texts = split("\n\n".join(row.text for row in taken))
    return Parcel([row.id for row in taken], texts, _keyboard(taken, language))


def _fits(rows: Sequence[Row]) -> bool:
    return (not any(row.location for row in rows) and sum(len(row.buttons) for row in rows) <= _MOST_BUTTONS
            and length("\n\n".join(row.text for row in rows)) <= LONGEST)


def length(text: str) -> int:
    """The length of a text in units of UTF-16, as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def split(text: str, longest: int = LONGEST) -> list[str]:
    """A text in parts of at most `longest` units: cut at paragraph ends, else at line ends, spaces, or anywhere."""
    parts = []
    while length(text) > longest:
        window = text[:longest]
        while length(window) > longest:
            window = window[:-1]
        end = next((place for gap in ("\n\n", "\n", " ") if (place := window.rfind(gap)) > 0), len(window))
        parts.append(text[:end].rstrip())
        text = text[end:].lstrip()
    return [part for part in [*parts, text] if part] or [text]


def _keyboard(rows: Sequence[Row], language: str) -> Keyboard:
    if rows[0].location:
        button = KeyboardButton(phrase("send_location", language), request_location=True)
        return ReplyKeyboardMarkup([[button]], resize_keyboard=True, one_time_keyboard=True)
    buttons = {button["payload"]: button for row in rows for button in row.buttons}  # what two rows offer, once
    return InlineKeyboardMarkup(_in_rows(list(buttons.values()))) if buttons else ReplyKeyboardRemove()


def _in_rows(buttons: Sequence[dict[str, str]]) -> list[list[InlineKeyboardButton]]:
    """One button a row, so that long words have room; the names of languages three a row."""
    rows: list[list[InlineKeyboardButton]] = []
    names = 0
    for button in buttons:
        is_name = button["payload"].startswith(_LANGUAGE)
        if not is_name or names % _LANGUAGES_A_ROW == 0:
            rows.append([])
        rows[-1].append(_button(button))
        names = names + 1 if is_name else 0
    return rows


def _button(button: dict[str, str]) -> InlineKeyboardButton:
    title, payload = button["title"], button["payload"]
    if is_link(button):
        return InlineKeyboardButton(title, url=payload)
    return InlineKeyboardButton(title, callback_data=payload)


def pressed(keyboard: Sequence[Sequence[dict[str, Any]]], payload: str) -> Optional[InlineKeyboardMarkup]:
    """A keyboard on which the pressed button has a tick; None if that changes nothing."""
    ticked = [[_ticked(button) if button.get("callback_data") == payload else button for button in row] for row in keyboard]
    if ticked == [list(row) for row in keyboard]:
        return None
    return InlineKeyboardMarkup([[_shown(button) for button in row] for row in ticked])


def _ticked(button: dict[str, Any]) -> dict[str, Any]:
    return button if button["text"].startswith("✓") else {**button, "text": f"✓ {button['text']}"}


def _shown(button: dict[str, Any]) -> InlineKeyboardButton:
    return InlineKeyboardButton(button["text"], url=button.get("url"), callback_data=button.get("callback_data"))

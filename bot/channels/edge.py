"""What a channel does with a message before it is written anywhere."""

import json
import re
from collections.abc import Mapping

from bot.knowledge.centres.places import coordinates, nearest_town
from bot.nlu.cleaning import LONGEST, visible

TEXT, BUTTON, COMMAND = "text", "button", "command"
EDITED, FORWARD, GROUP, OTHER = "edited", "forward", "group", "other"
NOTES = {"voice": "utter_voice", "photo": "utter_photo", "document": "utter_document", "sticker": "utter_sticker",
         "contact": "utter_shared_contact", FORWARD: "utter_forwarded", OTHER: "utter_only_text"}
"""Kinds of message that are answered by a word on what cannot be read; a text that comes with them is answered after it."""
_COMMANDS = {"/start": "/start", "/help": "/help", "/language": "/change_language", "/centre": "/centre_search",
             "/privacy": "/privacy", "/remind": "/reminders", "/delete": "/delete_data", "/mydata": "/my_data", "/stop": "/stop"}
_NOTHING = "…"
_BOT_NAME = re.compile(r"^(/\w+)@\w+")


def typed(text: str) -> tuple[str, str]:
    """The kind and body of a text that a person typed.

    A known command becomes a command, also with the bot's name behind it. Every other leading slash is taken off, so that
    nobody can type an intent. Coordinates become the name of the nearest town: the point itself is never stored.
    """
    plain = _BOT_NAME.sub(r"\1", visible(text, LONGEST + 1))
    if plain.lower() in _COMMANDS:
        return COMMAND, _COMMANDS[plain.lower()]
    point = coordinates(plain)
    if point:
        return TEXT, nearest_town(*point)
    return TEXT, re.sub(r"^[/\s]+", "", plain) or _NOTHING


def town(latitude: float, longitude: float) -> str:
    """The name of the town nearest to a point in degrees, if it is in Germany; the point itself is never stored."""
    point = coordinates(f"{latitude:.5f}, {longitude:.5f}")
    return nearest_town(*point) if point else _NOTHING


def started(values: Mapping[str, str]) -> str:
    """The command that begins a talk: `language` chosen, or `phone` (the telephone's language), `topic`, `land`, `centre`."""
    return f"/start{json.dumps(values, separators=(',', ':'))}" if values else "/start"


def is_link(button: Mapping[str, str]) -> bool:
    """Whether a button opens an address instead of saying something."""
    return button["payload"].startswith("https://")


def too_long(text: str) -> bool:
    """Whether only the beginning of a text is read."""
    return len(text) > LONGEST

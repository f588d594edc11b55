"""What a channel does with a typed text before it is written anywhere."""

import re

from bot.knowledge.centres.places import coordinates, nearest_town
from bot.nlu.cleaning import LONGEST, visible

TEXT, BUTTON, COMMAND, OTHER = "text", "button", "command", "other"
_COMMANDS = {"/start": "/start", "/help": "/help", "/language": "/change_language", "/centre": "/centre_search",
             "/privacy": "/privacy", "/remind": "/reminders", "/delete": "/delete_data"}
_NOTHING = "…"


def typed(text: str) -> tuple[str, str]:
    """The kind and body of a text that a person typed.

    A known command becomes a command. Every other leading slash is taken off, so that nobody can type an intent.
    Coordinates become the name of the nearest town: the point itself is never stored.
    """
    plain = visible(text, LONGEST + 1)
    if plain.lower() in _COMMANDS:
        return COMMAND, _COMMANDS[plain.lower()]
    point = coordinates(plain)
    if point:
        return TEXT, nearest_town(*point)
    return TEXT, re.sub(r"^[/\s]+", "", plain) or _NOTHING


def too_long(text: str) -> bool:
    """Whether only the beginning of a text is read."""
    return len(text) > LONGEST

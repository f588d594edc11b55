"""Reads what Telegram sends. An update is a plain dictionary here, so that no strange one can break the reading of the others."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any, Optional

from bot.channels import edge
from bot.channels.links import read as read_link
from bot.languages import known

KINDS = ["message", "edited_message", "callback_query", "my_chat_member"]
"""The kinds of update that are asked for."""
_NOTES = {"voice": "voice", "audio": "voice", "video_note": "voice", "photo": "photo", "video": "document",
          "animation": "sticker", "document": "document", "sticker": "sticker", "dice": "sticker", "contact": "contact"}
"""What a message may hold besides text, and the kind of note that answers it."""
_START = re.compile(r"/start(?:@\w+)?(?:\s+(\S+))?\s*\Z", re.IGNORECASE)
_SILENT = ("new_chat_members", "left_chat_member", "pinned_message", "new_chat_title", "message_auto_delete_timer_changed")
"""What Telegram itself writes into a chat."""
_GONE = ("kicked", "left")
_LARGEST = 2**63
"""No number of Telegram's is as large; the database keeps none that is."""
Update = Mapping[str, Any]


@dataclass(frozen=True)
class Me:
    """The bot's own account."""

    id: int
    username: str


@dataclass(frozen=True)
class Press:
    """A pressed button: the query to be answered, and the message with its keyboard."""

    query: str
    message_id: Optional[int]
    keyboard: list[list[dict[str, Any]]]


@dataclass(frozen=True)
class Read:
    """An update as the assistant takes it. `kind` and `body` as in the inbox; `gone`: the person has blocked the bot."""

    number: int
    chat: int
    kind: str
    body: str
    phone: Optional[str]
    written: Optional[datetime] = None
    press: Optional[Press] = None
    gone: bool = False


def read(update: Any, me: Me) -> Optional[Read]:
    """An update, or None if nothing is to be done on it, whatever it is."""
    try:
        found = _read(update, me)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError, OSError):
        return None  # not in the form that Telegram documents
    return found if found and abs(found.number) < _LARGEST and abs(found.chat) < _LARGEST else None


def number(update: Any) -> Optional[int]:
    """The update's number, for its confirmation."""
    found = update.get("update_id") if isinstance(update, dict) else None
    return found if isinstance(found, int) else None


def _read(update: Update, me: Me) -> Optional[Read]:
    if "callback_query" in update:
        return _press(update["update_id"], update["callback_query"])
    if "my_chat_member" in update:
        return _membership(update["update_id"], update["my_chat_member"])
    edited = "edited_message" in update
    message = update["edited_message" if edited else "message"]
    if message["chat"]["type"] == "private":
        return _private(update["update_id"], message, edited)
    if message["chat"]["type"] in ("group", "supergroup") and not edited and _spoken_to(message, me):
        return Read(int(update["update_id"]), int(message["chat"]["id"]), edge.GROUP, "", _phone(message), _written(message))
    return None


def _press(update_id: int, query: Update) -> Read:
    """A pressed button; one without data, of a game, says nothing but is answered."""
    message = query.get("message") or {}
    chat = message.get("chat") or {"id": query["from"]["id"], "type": "private"}
    keyboard = (message.get("reply_markup") or {}).get("inline_keyboard") or []
    press = Press(str(query["id"]), message.get("message_id"), keyboard)
    kind = edge.BUTTON if chat["type"] == "private" else edge.GROUP
    data = str(query.get("data") or "").encode(errors="ignore").decode()  # JSON can hold halves of characters
    return Read(int(update_id), int(chat["id"]), kind, data, known(query["from"].get("language_code")),
                press=press)


def _membership(update_id: int, change: Update) -> Optional[Read]:
    gone = change["chat"]["type"] == "private" and change["new_chat_member"]["status"] in _GONE
    return Read(int(update_id), int(change["chat"]["id"]), edge.OTHER, "", None, gone=True) if gone else None


def _private(update_id: int, message: Update, edited: bool) -> Optional[Read]:
    if any(field in message for field in _SILENT) or (edited and not _text(message)):
        return None
    phone = _phone(message)
    kind, body = (edge.EDITED, edge.typed(_text(message))[1]) if edited else _content(message, phone)
    return Read(int(update_id), int(message["chat"]["id"]), kind, body, phone, _written(message))


def _content(message: Update, phone: Optional[str]) -> tuple[str, str]:
    """Kind and body of a message: a note keeps its caption, a telephone's place becomes the nearest town."""
    point = message.get("location") or (message.get("venue") or {}).get("location")
    if point:
        return edge.TEXT, edge.town(float(point["latitude"]), float(point["longitude"]))
    text = _text(message)
    note = next((kind for field, kind in _NOTES.items() if field in message), None)
    if note or not text:
        return note or edge.OTHER, edge.typed(text)[1] if text else ""
    start = _START.match(text)
    if start:
        return edge.COMMAND, edge.started({**({"phone": phone} if phone else {}), **read_link(start[1] or "")})
    kind, body = edge.typed(text)
    forwarded = kind == edge.TEXT and ("forward_origin" in message or "forward_date" in message)
    return edge.FORWARD if forwarded else kind, body


def _text(message: Update) -> str:
    text = message.get("text") or message.get("caption") or ""
    return text if isinstance(text, str) else ""


def _phone(message: Update) -> Optional[str]:
    code = message["from"].get("language_code")
    return known(code) if isinstance(code, str) else None


def _written(message: Update) -> Optional[datetime]:
    seconds = message.get("edit_date") or message.get("date")
    return datetime.fromtimestamp(seconds, timezone.utc) if isinstance(seconds, int) else None


def _spoken_to(message: Update, me: Me) -> bool:
    """Whether a message in a group is for the bot: it answers the bot, names it, or is a command for it."""
    reply = message.get("reply_to_message") or {}
    text = _text(message).lower()
    command = text.startswith("/") and "@" not in text.split()[0]
    return (reply.get("from") or {}).get("id") == me.id or f"@{me.username.lower()}" in text or command

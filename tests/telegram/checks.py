"""What Telegram refuses, with its own words."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any, Optional

from tests.telegram.faults import Refusal

LONGEST_TEXT = 4096
LONGEST_DATA = 64
MOST_BUTTONS = 100
_JSON_FIELDS = {"reply_markup", "allowed_updates", "commands", "scope", "menu_button", "link_preview_options", "entities",
                "reply_parameters"}
_BUTTON_KINDS = {"callback_data", "url", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
                 "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay"}
_TAGS = {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "span", "tg-spoiler", "a", "tg-emoji", "code", "pre",
         "blockquote"}
_URL = re.compile(r"(https?|tg)://[^\s/]+\S*\Z")
_MARKS = {"Markdown": "*_`", "MarkdownV2": "*_`~|"}
_RESERVED = re.compile(r"(?<!\\)[.!#+=\-{}()>]")


def unpacked(params: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of a call; in a form, objects are JSON in a string."""
    try:
        return {name: json.loads(value) if name in _JSON_FIELDS and isinstance(value, str) and value else value
                for name, value in params.items()}
    except ValueError:
        raise Refusal(400, "Bad Request: can't parse JSON object") from None


def number(params: Mapping[str, Any], name: str, otherwise: Optional[int] = None) -> int:
    """A whole number of a call."""
    value = params.get(name, otherwise)
    try:
        return int(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise Refusal(400, f"Bad Request: {name} is not specified or wrong") from None


def text(value: Any, most: int = LONGEST_TEXT, name: str = "message text") -> str:
    """A text that is neither empty nor too long; Telegram counts code points."""
    if not isinstance(value, str) or not value.strip():
        raise Refusal(400, f"Bad Request: {name} is empty")
    if len(value) > most:
        raise Refusal(400, "Bad Request: message is too long")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Refusal(400, "Bad Request: strings must be encoded in UTF-8") from None
    return value


def entities(value: str, mode: Optional[str]) -> None:
    """Refuse a marked-up text that cannot be read."""
    if mode == "HTML":
        _Tags().read(value)
    elif mode in _MARKS:
        plain = re.sub(r"\\.", "", value)
        open_marks = any(plain.count(mark) % 2 for mark in _MARKS[mode])
        if open_marks or (mode == "MarkdownV2" and _RESERVED.search(re.sub(r"\[[^]]*\]\([^)]*\)", "", value))):
            raise Refusal(400, "Bad Request: can't parse entities: can't find end of the entity")
    elif mode:
        raise Refusal(400, "Bad Request: unsupported parse_mode")


class _Tags(HTMLParser):
    """Reads Telegram's HTML."""

    def read(self, value: str) -> None:
        self._open: list[str] = []
        self.feed(value)
        self.close()
        if self._open:
            raise Refusal(400, f"Bad Request: can't parse entities: can't find end tag corresponding to <{self._open[-1]}>")

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag not in _TAGS:
            raise Refusal(400, f'Bad Request: can\'t parse entities: unsupported start tag "{tag}"')
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            raise Refusal(400, f'Bad Request: can\'t parse entities: unmatched end tag "{tag}"')


def markup(value: Any, chat: int) -> None:
    """Refuse a keyboard that Telegram refuses."""
    if value in (None, ""):
        return
    if not isinstance(value, dict):
        raise Refusal(400, "Bad Request: object expected as reply markup")
    rows = value.get("inline_keyboard", value.get("keyboard", []))
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise Refusal(400, "Bad Request: field of the reply markup must be an Array of Arrays")
    buttons = [button for row in rows for button in row]
    if len(buttons) > MOST_BUTTONS:
        raise Refusal(400, "Bad Request: reply markup is too long")
    for button in buttons:
        if "inline_keyboard" in value:
            _inline_button(button)
        else:
            _reply_button(button, chat)


def _inline_button(button: Any) -> None:
    if not isinstance(button, dict) or not str(button.get("text") or "").strip():
        raise Refusal(400, "Bad Request: can't parse inline keyboard button: text buttons are unallowed in the inline keyboard")
    kinds = _BUTTON_KINDS & set(button)
    if len(kinds) != 1:
        raise Refusal(400, "Bad Request: can't parse inline keyboard button: exactly one kind is needed")
    data = button.get("callback_data")
    if "callback_data" in kinds and not (isinstance(data, str) and 1 <= len(data.encode()) <= LONGEST_DATA):
        raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
    if "url" in kinds and not _URL.match(str(button["url"])):
        raise Refusal(400, "Bad Request: BUTTON_URL_INVALID")


def _reply_button(button: Any, chat: int) -> None:
    shown = button if isinstance(button, str) else str((button or {}).get("text") or "")
    if not shown.strip():
        raise Refusal(400, "Bad Request: keyboard button text must be non-empty")
    if chat < 0 and isinstance(button, dict) and (button.get("request_location") or button.get("request_contact")):
        raise Refusal(400, "Bad Request: can't request location in a group chat")


def commands(value: Any) -> None:
    """Refuse a list of commands that Telegram refuses."""
    if not isinstance(value, list) or len(value) > 100:
        raise Refusal(400, "Bad Request: wrong list of commands")
    for one in value:
        if not re.fullmatch(r"/?[a-z0-9_]{1,32}", str(one.get("command"))):
            raise Refusal(400, "Bad Request: BOT_COMMAND_INVALID")
        if not 1 <= len(str(one.get("description") or "").strip()) <= 256:
            raise Refusal(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")


def language(value: Any) -> str:
    """A language of two letters, or none."""
    if value and not re.fullmatch(r"[a-z]{2}", str(value)):
        raise Refusal(400, "Bad Request: invalid language code specified")
    return str(value or "")

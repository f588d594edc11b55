"""The methods of the Bot API, each with the checks of Telegram."""

from __future__ import annotations

import itertools
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Optional

from tests.telegram import checks
from tests.telegram.faults import Refusal
from tests.telegram.line import Line
from tests.telegram.updates import BOT_ID, BOT_NAME

_ME = {"id": BOT_ID, "is_bot": True, "first_name": "Lotse", "username": BOT_NAME, "can_join_groups": True,
       "can_read_all_group_messages": False, "supports_inline_queries": False}
_QUERY_SECONDS = 15 * 60


@dataclass(frozen=True)
class Sent:
    """A message that has reached a chat."""

    number: int
    method: str
    chat: int
    text: str
    markup: dict[str, Any]
    at: float

    def buttons(self) -> list[dict[str, Any]]:
        """The buttons below it."""
        rows = self.markup.get("inline_keyboard") or self.markup.get("keyboard") or []
        return [button for row in rows for button in row]


@dataclass
class Account:
    """What Telegram knows of the bot account, and what was sent by it."""

    line: Line = field(default_factory=Line)
    sent: list[Sent] = field(default_factory=list)
    edits: list[tuple[int, int, dict[str, Any]]] = field(default_factory=list)
    answered: dict[str, dict[str, Any]] = field(default_factory=dict)
    webhook: dict[str, Any] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    said: dict[tuple[str, str], str] = field(default_factory=dict)
    """Descriptions by method and language."""
    menu: Any = None
    blocked: set[int] = field(default_factory=set)
    """Chats of people who have blocked the bot."""
    heard: Optional[Callable[[Sent], None]] = None
    """Called with each message that arrives."""
    lock: threading.Lock = field(default_factory=threading.Lock)
    numbers: Any = field(default_factory=lambda: itertools.count(1))

    def call(self, method: str, params: dict[str, Any]) -> Any:
        """The result of a call.

        Raises:
            Refusal: Telegram refuses it.

        """
        known = _METHODS.get(method.lower())
        return known(self, checks.unpacked(params)) if known else True


def _get_updates(account: Account, params: dict[str, Any]) -> Any:
    if account.webhook.get("url"):
        raise Refusal(409, "Conflict: can't use getUpdates method while webhook is active; "
                           "use deleteWebhook to delete the webhook first")
    return account.line.fetch(checks.number(params, "offset", 0), checks.number(params, "limit", 100),
                              checks.number(params, "timeout", 0), params.get("allowed_updates"))


def _set_webhook(account: Account, params: dict[str, Any]) -> bool:
    url, secret = str(params.get("url") or ""), str(params.get("secret_token") or "")
    if url and not re.match(r"https://[\w.-]+(:(443|80|88|8443))?(/|\Z)", url):
        raise Refusal(400, "Bad Request: bad webhook: an HTTPS URL must be provided for webhook")
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise Refusal(400, "Bad Request: secret token contains unallowed characters")
    account.webhook = {"url": url, "secret_token": secret, **params} if url else {}
    return True


def _delete_webhook(account: Account, params: dict[str, Any]) -> bool:
    account.webhook = {}
    return True


def _webhook_info(account: Account, params: dict[str, Any]) -> Any:
    return {"url": account.webhook.get("url", ""), "has_custom_certificate": False,
            "pending_update_count": account.line.pending()}


def _send(method: str) -> Callable[[Account, dict[str, Any]], Any]:
    def send(account: Account, params: dict[str, Any]) -> Any:
        chat = _chat(account, params)
        shown = _content(method, params)
        checks.markup(params.get("reply_markup"), chat)
        with account.lock:
            sent = Sent(next(account.numbers), method, chat, shown, params.get("reply_markup") or {}, time.monotonic())
            account.sent.append(sent)
        if account.heard:
            account.heard(sent)
        return message(sent)

    return send


def _content(method: str, params: dict[str, Any]) -> str:
    if method == "sendMessage":
        checks.entities(checks.text(params.get("text")), params.get("parse_mode"))
        return str(params["text"])
    if method in ("sendLocation", "sendVenue"):
        point = [float(params.get(name, "nan")) for name in ("latitude", "longitude")]
        if not (-90 <= point[0] <= 90 and -180 <= point[1] <= 180):
            raise Refusal(400, "Bad Request: wrong latitude or longitude")
    return "\n".join(str(params[name]) for name in ("title", "address", "caption") if params.get(name))


def message(sent: Sent) -> dict[str, Any]:
    """The message as Telegram returns it, and sends it along with a press."""
    kind = "private" if sent.chat > 0 else "supergroup"
    keyboard = {"reply_markup": sent.markup} if "inline_keyboard" in sent.markup else {}
    return {"message_id": sent.number, "from": {key: _ME[key] for key in ("id", "is_bot", "first_name", "username")},
            "date": int(time.time()), "chat": {"id": sent.chat, "type": kind}, "text": sent.text, **keyboard}


def _chat(account: Account, params: dict[str, Any]) -> int:
    chat = checks.number(params, "chat_id")
    if chat in account.blocked:
        raise Refusal(403, "Forbidden: bot was blocked by the user")
    if chat not in account.line.chats:
        raise Refusal(400, "Bad Request: chat not found")
    return chat


def _chat_action(account: Account, params: dict[str, Any]) -> bool:
    _chat(account, params)
    if params.get("action") not in ("typing", "find_location", "choose_sticker", "upload_document"):
        raise Refusal(400, "Bad Request: wrong parameter action in request")
    return True


def _answer_query(account: Account, params: dict[str, Any]) -> bool:
    query = str(params.get("callback_query_id") or "")
    if not query.isdigit():
        raise Refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
    if params.get("text"):
        checks.text(params["text"], 200, "answer")
    account.answered[query] = params
    return True


def _edit_markup(account: Account, params: dict[str, Any]) -> Any:
    chat, number = _chat(account, params), checks.number(params, "message_id")
    shown = next((sent for sent in account.sent if (sent.chat, sent.number) == (chat, number)), None)
    if shown is None:
        raise Refusal(400, "Bad Request: message to edit not found")
    new = params.get("reply_markup") or {}
    checks.markup(new, chat)
    now = next((markup for edited, at, markup in reversed(account.edits) if (edited, at) == (chat, number)), shown.markup)
    if new == now or not (now.get("inline_keyboard") or new.get("inline_keyboard")):
        raise Refusal(400, "Bad Request: message is not modified: specified new message content and reply markup are exactly "
                           "the same as a current content and reply markup of the message")
    account.edits.append((chat, number, new))
    return message(shown)


def _set_commands(account: Account, params: dict[str, Any]) -> bool:
    checks.commands(params.get("commands"))
    account.commands[_scope(params)] = params["commands"]
    return True


def _get_commands(account: Account, params: dict[str, Any]) -> Any:
    return account.commands.get(_scope(params), [])


def _scope(params: dict[str, Any]) -> tuple[str, str]:
    return (params.get("scope") or {}).get("type", "default"), checks.language(params.get("language_code"))


def _set_description(method: str, name: str, most: int) -> Callable[[Account, dict[str, Any]], bool]:
    def describe(account: Account, params: dict[str, Any]) -> bool:
        value = str(params.get(name) or "")
        if len(value) > most:
            raise Refusal(400, f"Bad Request: {name} is too long")
        account.said[method, checks.language(params.get("language_code"))] = value
        return True

    return describe


def _set_menu(account: Account, params: dict[str, Any]) -> bool:
    account.menu = params.get("menu_button")
    return True


_METHODS: dict[str, Callable[[Account, dict[str, Any]], Any]] = {
    "getme": lambda account, params: _ME,
    "getupdates": _get_updates,
    "setwebhook": _set_webhook,
    "deletewebhook": _delete_webhook,
    "getwebhookinfo": _webhook_info,
    **{f"send{kind.lower()}": _send(f"send{kind}") for kind in ("Message", "Location", "Venue", "Photo", "Document", "Contact")},
    "sendchataction": _chat_action,
    "answercallbackquery": _answer_query,
    "editmessagereplymarkup": _edit_markup,
    "setmycommands": _set_commands,
    "getmycommands": _get_commands,
    "setmydescription": _set_description("setMyDescription", "description", 512),
    "setmyshortdescription": _set_description("setMyShortDescription", "short_description", 120),
    "setmyname": _set_description("setMyName", "name", 64),
    "setchatmenubutton": _set_menu,
}

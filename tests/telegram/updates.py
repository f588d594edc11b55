"""Updates as Telegram sends them, for many people."""

from __future__ import annotations

import itertools
import random
import time
from dataclasses import dataclass
from typing import Any, Optional

Update = dict[str, Any]
BOT_ID = 4711
BOT_NAME = "drill_lotse_bot"
_LARGEST_ID = 2**31 - 2**24


@dataclass(frozen=True)
class Person:
    """Who writes; the chat with a person has the person's number."""

    id: int
    language: Optional[str] = "en"
    name: str = "Canaryname"


class Updates:
    """Makes updates with rising numbers from a random one on, as a bot account gets them."""

    def __init__(self, seed: int = 1) -> None:
        self._dice = random.Random(seed)
        self._messages = itertools.count(1000)
        self._queries = itertools.count(10**17)
        self.quiet_week()

    def quiet_week(self) -> None:
        """After a week without updates Telegram goes on from any number, also a smaller one."""
        self._numbers = itertools.count(self._dice.randrange(1, _LARGEST_ID))

    def text(self, person: Person, text: str, **more: Any) -> Update:
        """A typed text."""
        return self._update("message", self.message(person, text=text, **more))

    def press(self, person: Person, data: str, message: Optional[dict[str, Any]] = None) -> Update:
        """A pressed button of a message of the bot."""
        shown = message or {"message_id": 1, "date": int(time.time()), "chat": _chat(person), "text": "…"}
        return self._update("callback_query", {"id": str(next(self._queries)), "from": _user(person), "message": shown,
                                               "chat_instance": "1", "data": data})

    def location(self, person: Person, latitude: float, longitude: float) -> Update:
        """The telephone's place."""
        return self._update("message", self.message(person, location={"latitude": latitude, "longitude": longitude}))

    def photo(self, person: Person, caption: Optional[str] = None) -> Update:
        """A picture, perhaps with words."""
        more = {"caption": caption} if caption else {}
        return self._update("message", self.message(person, photo=[_file()], **more))

    def voice(self, person: Person) -> Update:
        """A spoken message."""
        return self._update("message", self.message(person, voice={**_file(), "duration": 3}))

    def document(self, person: Person, name: str = "Kuendigung.pdf") -> Update:
        """A file."""
        return self._update("message", self.message(person, document={**_file(), "file_name": name}))

    def sticker(self, person: Person) -> Update:
        """A sticker."""
        return self._update("message", self.message(person, sticker={**_file(), "type": "regular", "emoji": "👍"}))

    def contact(self, person: Person) -> Update:
        """Somebody's telephone number."""
        return self._update("message", self.message(person, contact={"phone_number": "+4915112345678", "first_name": "Chef"}))

    def poll(self, person: Person) -> Update:
        """A poll in the chat."""
        options = [{"text": "yes", "voter_count": 0}, {"text": "no", "voter_count": 0}]
        return self._update("message", self.message(person, poll={"id": "1", "question": "?", "options": options}))

    def forwarded(self, person: Person, text: str) -> Update:
        """A text of somebody else."""
        origin = {"type": "hidden_user", "sender_user_name": "Chef", "date": 1}
        return self.text(person, text, forward_origin=origin, forward_date=1)

    def edited(self, update: Update, text: str) -> Update:
        """The message of an update, changed afterwards."""
        return self._update("edited_message", {**update["message"], "text": text, "edit_date": int(time.time())})

    def in_group(self, person: Person, text: str, group: int = -100123, mention: bool = False) -> Update:
        """A text in a group, perhaps with the bot's name."""
        said = f"@{BOT_NAME} {text}" if mention else text
        chat = {"id": group, "type": "supergroup", "title": "Kollegen"}
        entities = [{"type": "mention", "offset": 0, "length": len(BOT_NAME) + 1}] if mention else []
        return self._update("message", {**self.message(person, text=said, entities=entities), "chat": chat})

    def kicked(self, person: Person, status: str = "kicked") -> Update:
        """The person has blocked the bot; with "member", unblocked."""
        old, new = ("member", status) if status == "kicked" else ("kicked", status)
        return self._update("my_chat_member", {
            "chat": _chat(person), "from": _user(person), "date": int(time.time()),
            "old_chat_member": {"user": _bot(), "status": old},
            "new_chat_member": {"user": _bot(), "status": new, "until_date": 0}})

    def channel_post(self, text: str, channel: int = -100999) -> Update:
        """A post in a channel: nobody's message."""
        chat = {"id": channel, "type": "channel", "title": "News"}
        return self._update("channel_post", {"message_id": next(self._messages), "date": int(time.time()), "chat": chat,
                                             "sender_chat": chat, "text": text})

    def nonsense(self) -> Update:
        """An update in no form that Telegram documents."""
        value = self._dice.choice([None, 7, "text", [], {}, {"chat": None}, {"chat": {"id": "x"}}, {"message": {}},
                                   {"chat": {"id": 5, "type": "private"}, "from": 9, "text": {"a": 1}}])
        kind = self._dice.choice(["message", "edited_message", "callback_query", "my_chat_member", "new_kind"])
        return self._update(kind, value)

    def message(self, person: Person, **content: Any) -> dict[str, Any]:
        """A message in a private chat."""
        return {"message_id": next(self._messages), "date": int(time.time()), "from": _user(person), "chat": _chat(person),
                **content}

    def _update(self, kind: str, value: Any) -> Update:
        return {"update_id": next(self._numbers), kind: value}


def chat_of(update: Any) -> Optional[int]:
    """The chat of an update, if it has one in order."""
    try:
        for kind, value in update.items():
            if kind == "callback_query":
                return int(value["message"]["chat"]["id"])
            if kind != "update_id":
                return int(value["chat"]["id"])
    except (AttributeError, KeyError, TypeError, ValueError):
        pass
    return None


def _user(person: Person) -> dict[str, Any]:
    language = {"language_code": person.language} if person.language else {}
    return {"id": person.id, "is_bot": False, "first_name": person.name, **language}


def _chat(person: Person) -> dict[str, Any]:
    return {"id": person.id, "type": "private", "first_name": person.name}


def _bot() -> dict[str, Any]:
    return {"id": BOT_ID, "is_bot": True, "first_name": "Lotse", "username": BOT_NAME}


def _file() -> dict[str, Any]:
    return {"file_id": "AgAD", "file_unique_id": "AQAD", "file_size": 1000, "width": 90, "height": 90}

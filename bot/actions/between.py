"""What is said in the middle of a form on a message that is no answer to its question."""

from collections.abc import Callable
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.answers import answer_topic, offer_group, say_more
from bot.actions.context import Said
from bot.actions.language import say_languages
from bot.actions.reminders import remind, show_reminders
from bot.actions.talk import delete_data, list_data
from bot.knowledge.topics import topics

_SURE = 0.5
_TALK = {"help", "privacy", "bot_challenge", "thank", "greet"}
_ALONE: dict[str, Callable[[CollectingDispatcher, Tracker], None]] = {
    "change_language": say_languages, "reminders": show_reminders, "remind": remind, "my_data": list_data,
    "delete_data": delete_data}
_REPLIES = {**_ALONE, "more": say_more, "group": offer_group}


def is_question(now: Said) -> bool:
    """Whether a message that is no answer is surely a question on a topic, or small talk."""
    surely = now.pressed or now.confidence >= _SURE
    return (now.intent in topics() and surely) or (now.intent in _TALK and now.confidence >= _SURE)


def in_between(dispatcher: CollectingDispatcher, tracker: Tracker, now: Said) -> list[dict[str, Any]]:
    """Answer a question or do what a button says; the form asks again by itself."""
    if (now.pressed or _is_wish(now)) and now.intent in _REPLIES and not _is_new_language(now):
        _REPLIES[now.intent](dispatcher, tracker)
    elif is_question(now) and now.intent in topics():
        return answer_topic(dispatcher, now)
    elif is_question(now):
        dispatcher.utter_message(response=f"utter_{now.intent}")
    return []


def stands_alone(now: Said) -> bool:
    """Whether the reply to a button is enough for one turn: the form's question stays open but is not said again."""
    return (now.pressed or _is_wish(now)) and now.intent in _ALONE and not _is_new_language(now)


def _is_wish(now: Said) -> bool:
    """Whether somebody surely asks in own words for what concerns the talk itself."""
    return now.intent in ("delete_data", "my_data", "reminders") and now.confidence >= _SURE


def _is_new_language(now: Said) -> bool:
    """A chosen language needs no word: the form asks again in it."""
    return now.intent == "change_language" and bool(now.entities.get("language"))

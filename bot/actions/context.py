"""What an action needs to know of the talk, read from Rasa's tracker in one place."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Optional

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from bot.clock import today
from bot.knowledge.answers import Button, Message
from bot.knowledge.calculators.dialog import begun, corrected
from bot.knowledge.calculators.questions import started_by
from bot.knowledge.calculators.reading import Heard
from bot.knowledge.topics import topics
from bot.languages import spoken
from bot.nlu.commands import is_correction

LIKELY = 0.15
"""From this probability on, a second topic of a message is worth a button."""
_UNCLEAR = ("deny", "nlu_fallback", "vague", "out_of_scope")
_FIGURES = {"date", "weekday", "money", "hours"}
_FAR = timedelta(days=31)


@dataclass(frozen=True)
class Said:
    """A message of the person and the talk around it; `edited`: it stands in place of the message before."""

    text: str
    intent: str
    confidence: float
    entities: dict[str, Any]
    ranking: list[tuple[str, float]]
    language: str
    pressed: bool
    facts: tuple[tuple[str, Any], ...] = ()
    also: tuple[str, ...] = ()
    number: str = ""
    edited: bool = False

    def likely(self, most: int) -> list[str]:
        """The likeliest topics that have an answer, the surest first."""
        return [name for name, _ in self.ranking if name in topics()][:most]

    def second(self) -> tuple[str, ...]:
        """Another topic that the message is probably about too."""
        likely = [name for name, confidence in self.ranking if confidence >= LIKELY]
        others = [name for name in (*self.also, *likely) if name in topics() and name != self.intent]
        return tuple(others[:1])


def said(tracker: Tracker, back: int = 0) -> Said:
    """The latest message, or one so many messages before it."""
    return _understood(messages(tracker)[-1 - back], spoken(tracker.slots))


def said_as(tracker: Tracker, number: str) -> Said:
    """The message with a number."""
    found = next(event for event in messages(tracker) if event["message_id"] == number)
    return _understood(found, spoken(tracker.slots))


def messages(tracker: Tracker) -> list[dict[str, Any]]:
    """The events of the person's messages, oldest first."""
    return [event for event in tracker.events if event["event"] == "user"]


def _understood(event: dict[str, Any], language: str) -> Said:
    parsed, text = event["parse_data"], event["text"] or ""
    entities = parsed.get("entities") or []
    return Said(
        text=text,
        intent=parsed["intent"].get("name") or "",
        confidence=float(parsed["intent"].get("confidence") or 0),
        entities={entity["entity"]: entity["value"] for entity in entities},
        ranking=[(row["name"], row["confidence"]) for row in parsed.get("intent_ranking") or []],
        language=language,
        pressed=text.startswith("/"),
        facts=tuple((entity["entity"], entity["value"]) for entity in entities),
        also=tuple(parsed.get("also") or ()),
        number=event["message_id"],
        edited=bool((event.get("metadata") or {}).get("edited")),
    )


def say(dispatcher: CollectingDispatcher, message: Message) -> None:
    """Say a message that the knowledge has made."""
    dispatcher.utter_message(text=message.text, buttons=buttons(message.buttons), location=message.location)


def buttons(choices: tuple[Button, ...]) -> list[dict[str, str]]:
    """Buttons in Rasa's form."""
    return [{"title": button.title, "payload": button.payload} for button in choices]


def effect(dispatcher: CollectingDispatcher, name: str, **values: Any) -> None:
    """Ask for something that is done in the turn's transaction; see bot/effects.py."""
    dispatcher.utter_message(json_message={"effect": name, **values})


def own_words(tracker: Tracker) -> Optional[tuple[str, str]]:
    """Topic and text of the latest message in the person's own words that was about a topic, or told of danger."""
    for event in reversed(tracker.events):
        if event.get("event") == "user" and not event["text"].startswith("/"):
            topic = topic_of(event["parse_data"])
            if topic:
                return topic, event["text"]
    return None


def topic_of(parsed: dict[str, Any]) -> Optional[str]:
    """The topic of a parsed message; where it raised an alarm, the likeliest one."""
    names = [parsed["intent"].get("name")]
    if parsed.get("alarm"):
        names += [row["name"] for row in parsed.get("intent_ranking") or []]
    return next((str(name) for name in names if name in topics()), None)


def heard(now: Said) -> Heard:
    """A message as the calculators read it."""
    return Heard(now.text, now.entities.get("value") if now.pressed else None, now.facts)


def correction(last: Optional[dict[str, Any]], now: Said) -> Optional[dict[str, Any]]:
    """A calculation (`kind` and `values`) with the figures of a message, if it corrects them ("no, it was the 19th")."""
    kinds = {kind for kind, _ in now.facts}
    if now.pressed or not last or not kinds & _FIGURES:
        return None
    if now.edited and started_by(now.intent, kinds) == last["kind"]:
        return begun(last["kind"], heard(now), today(), last["values"])
    surely = now.edited or is_correction(now.text, now.language)
    if not surely and now.intent not in _UNCLEAR:
        return None
    found = corrected(last["kind"], last["values"], heard(now), today())
    return found if found and (surely or not _is_far(last["values"], found["values"])) else None


def _is_far(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether a day lies so far from the one before that it will be another day, such as that of the first day at work."""
    days = [(_day(before.get(name)), _day(value)) for name, value in after.items()]
    return any(old and new and abs(new - old) > _FAR for old, new in days)


def _day(value: Any) -> Optional[date]:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def correct(dispatcher: CollectingDispatcher, tracker: Tracker, now: Said) -> list[dict[str, Any]]:
    """What follows where a message corrects the last calculation; [] where it does not."""
    if correction(tracker.get_slot("calculated"), now) is None:
        return []
    if now.edited:
        dispatcher.utter_message(response="utter_edited")
    return [FollowupAction("calculator_form")]

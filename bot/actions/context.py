"""What an action needs to know of the talk, read from Rasa's tracker in one place."""

from dataclasses import dataclass
from typing import Any, Optional

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.knowledge.answers import Button, Message
from bot.knowledge.calculators.reading import Heard
from bot.knowledge.topics import topics
from bot.languages import SOURCE
from bot.nlu.commands import begins_correction

LIKELY = 0.15
"""From this probability on, a second topic of a message is worth a button."""
_UNCLEAR = ("deny", "nlu_fallback", "vague", "out_of_scope")
_FIGURES = {"date", "money", "hours"}


@dataclass(frozen=True)
class Said:
    """The latest message of the person and the talk around it."""

    text: str
    intent: str
    confidence: float
    entities: dict[str, Any]
    ranking: list[tuple[str, float]]
    language: str
    pressed: bool
    facts: tuple[tuple[str, Any], ...] = ()
    also: tuple[str, ...] = ()

    def likely(self, most: int) -> list[str]:
        """The likeliest topics that have an answer, the surest first."""
        return [name for name, _ in self.ranking if name in topics()][:most]

    def second(self) -> tuple[str, ...]:
        """Another topic that the message is probably about too."""
        likely = [name for name, confidence in self.ranking if confidence >= LIKELY]
        others = [name for name in (*self.also, *likely) if name in topics() and name != self.intent]
        return tuple(others[:1])


def said(tracker: Tracker) -> Said:
    """The latest message."""
    latest = tracker.latest_message
    intent = latest.get("intent") or {}
    text = latest.get("text") or ""
    return Said(
        text=text,
        intent=intent.get("name") or "",
        confidence=float(intent.get("confidence") or 0),
        entities={entity["entity"]: entity["value"] for entity in latest.get("entities") or []},
        ranking=[(row["name"], row["confidence"]) for row in latest.get("intent_ranking") or []],
        language=tracker.get_slot("language") or SOURCE,
        pressed=text.startswith("/"),
        facts=tuple((entity["entity"], entity["value"]) for entity in latest.get("entities") or []),
        also=tuple(latest.get("also") or ()),
    )


def say(dispatcher: CollectingDispatcher, message: Message) -> None:
    """Say a message that the knowledge has made."""
    dispatcher.utter_message(text=message.text, buttons=buttons(message.buttons))


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


def corrects(tracker: Tracker, now: Said) -> bool:
    """Whether a message corrects a figure of the last calculation ("no, it was the 19th")."""
    figures = {kind for kind, _ in now.facts} & _FIGURES
    if now.pressed or not figures or not tracker.get_slot("calculated"):
        return False
    return now.intent in _UNCLEAR or begins_correction(now.text, now.language)

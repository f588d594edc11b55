"""What is said to somebody in danger or distress: a number to call, and a person."""

from bot.knowledge.answers import Button, Message
from bot.knowledge.centres.directory import centres
from bot.knowledge.utterances import utterance

ALARMS = ("distress", "danger")
"""Distress first: a life comes before everything."""


def alarm_message(kind: str, language: str, more: tuple[Button, ...] = ()) -> Message:
    """The numbers for a kind of alarm, with a button to a person and perhaps `more` below it."""
    said = utterance(f"utter_{kind}", language, police=_number("emergency-police"), rescue=_number("emergency-rescue"),
                     seelsorge=_number("referral-telefonseelsorge"))
    return Message(said.text, (*said.buttons, *more))


def _number(key: str) -> str:
    return centres()[key].phone or ""

"""The choice of a language."""

from bot.knowledge.answers import Button, Message
from bot.knowledge.phrases import phrase
from bot.languages import STARTED, languages


def picker(question: str, language: str, first: str = "") -> Message:
    """The languages by their own names, `first` before the others; those not all translated are named openly in `language`."""
    started = ", ".join(row.name for row in languages().values() if row.review == STARTED)
    text = f"{question}\n\n{phrase('partly_translated', language, languages=started)}" if started else question
    codes = sorted(languages(), key=lambda code: code != first)
    return Message(text, tuple(Button(languages()[code].name, f'/change_language{{"language":"{code}"}}') for code in codes))

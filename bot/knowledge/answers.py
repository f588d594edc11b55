"""From a topic to the message that a person reads: text, dated facts and buttons, in the person's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from string import Formatter
from typing import Optional

from bot.errors import Unanswerable
from bot.knowledge import formats
from bot.knowledge.calculators.questions import for_topic
from bot.knowledge.catalogue import translate
from bot.knowledge.centres.directory import contact_lines
from bot.knowledge.law import fact, facts
from bot.knowledge.phrases import phrase
from bot.knowledge.topics import Topic, topics

LIMIT = 900
"""Most characters of an answer."""


@dataclass(frozen=True)
class Button:
    """A choice: what the person sees and what the dialogue gets; a payload that begins with https:// is a link."""

    title: str
    payload: str


@dataclass(frozen=True)
class Message:
    """A message to a person; `location`: it offers to send the telephone's place, where the channel can."""

    text: str
    buttons: tuple[Button, ...] = ()
    location: bool = False


@dataclass(frozen=True)
class _Reader:
    """Who reads, and when: renders texts with their facts and notes whether one could not be stated."""

    language: str
    day: date

    def render(self, text: str) -> Optional[str]:
        """The text in the person's language with its facts; None where a fact is not in force on the day."""
        try:
            return translate(text, self.language).format(**self._figures(text))
        except Unanswerable:
            return None

    def _figures(self, text: str) -> dict[str, str]:
        return {name: self._figure(name) for name in placeholders(text)}

    def _figure(self, name: str) -> str:
        value = fact(name, self.day)
        return formats.BY_KIND[facts()[name].kind](value)


def placeholders(text: str) -> list[str]:
    """The names in braces in a text."""
    return [name for _, name, _, _ in Formatter().parse(text) if name]


def answer(name: str, language: str, day: date, first: tuple[str, ...] = ()) -> Message:
    """The answer to a topic on a day.

    Args:
        name: the topic.
        language: code of the register.
        day: the facts of this day are stated.
        first: further topics that the message was about; their buttons come first.

    """
    topic = topics()[name]
    reader = _Reader(language, day)
    head, stale = _head(topic, reader)
    steps, stale_steps = _rendered(topic.steps, reader)
    paragraphs = [
        *head,
        _numbered(phrase("now", language), steps),
        "\n".join(contact_lines(topic.services)),
        phrase("stale", language) if stale or stale_steps else "",
        _footer(topic, language),
    ]
    return Message("\n\n".join(part for part in paragraphs if part), _buttons(topic, language, first))


def numbered_steps(name: str, language: str, day: date) -> str:
    """What to do now on a topic, numbered."""
    steps, _ = _rendered(topics()[name].steps, _Reader(language, day))
    return _numbered(phrase("now", language), steps)


def more(name: str, language: str, day: date) -> Message:
    """What else there is to say on a topic."""
    topic = topics()[name]
    texts, stale = _rendered(topic.more, _Reader(language, day))
    closing = [phrase("stale", language)] if stale else []
    lines = [f"• {text}" for text in texts] + closing + [_footer(topic, language)]
    return Message("\n\n".join(lines), (*_topic_buttons(topic.related, language), person_button(language)))


def _head(topic: Topic, reader: _Reader) -> tuple[list[str], bool]:
    sentences, stale = _rendered(topic.answer, reader)
    if topic.overridable:
        sentences.append(phrase("overridable", reader.language))
    deadline = reader.render(topic.deadline) if topic.deadline else ""
    shown = [phrase("deadline", reader.language, text=deadline)] if deadline else []
    return [*shown, " ".join(sentences)], stale or deadline is None


def _rendered(texts: Iterable[str], reader: _Reader) -> tuple[list[str], bool]:
    """The texts that can be stated, and whether one could not."""
    rendered = [reader.render(text) for text in texts]
    return [text for text in rendered if text is not None], None in rendered


def _numbered(title: str, steps: list[str]) -> str:
    return "\n".join([title, *(f"{number}. {step}" for number, step in enumerate(steps, 1))])


def _footer(topic: Topic, language: str) -> str:
    day = formats.day(topic.checked, language)
    if not topic.statutes:
        return phrase("checked_plain", language, day=day)
    return phrase("checked", language, statutes="; ".join(topic.statutes), day=day)


def _buttons(topic: Topic, language: str, first: tuple[str, ...]) -> tuple[Button, ...]:
    calculator = _calculator_button(topic, language)
    related = [name for name in topic.related if name not in first][:3 - len(first) - len(calculator)]
    more_button = (Button(phrase("more", language), f'/more{{"topic":"{topic.key}"}}'),) if topic.more else ()
    return (*_topic_buttons(first, language), *calculator, *_topic_buttons(related, language),
            *_centre_button(topic, language), *more_button, person_button(language))


def _calculator_button(topic: Topic, language: str) -> tuple[Button, ...]:
    calculator = for_topic(topic.key)
    if not calculator:
        return ()
    return (Button(translate(calculator.label, language, "button"), f'/calculate{{"value":"{calculator.key}"}}'),)


def _centre_button(topic: Topic, language: str) -> tuple[Button, ...]:
    if not topic.centre_kind:
        return ()
    return (Button(phrase("find_centre", language), f'/centre_search{{"value":"{topic.centre_kind}"}}'),)


def _topic_buttons(names: Iterable[str], language: str) -> tuple[Button, ...]:
    return tuple(Button(label(name, language), f"/{name}") for name in names)


def label(name: str, language: str) -> str:
    """The name of a topic on a button."""
    return translate(topics()[name].label, language, "button")


def person_button(language: str, name: str = "person") -> Button:
    """The way to a human counsellor, under the name of a phrase."""
    return Button(phrase(name, language), "/handoff_request")

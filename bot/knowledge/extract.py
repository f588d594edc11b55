"""Babel extractors: which texts of the data files go into the catalogues, with their contexts and comments for translators."""

from collections.abc import Iterator
from decimal import Decimal
from typing import IO, Any, Optional, Union

import yaml

from bot.clock import today
from bot.errors import Unanswerable
from bot.knowledge.answers import placeholders
from bot.knowledge.law import fact, facts

Extracted = tuple[int, str, Union[str, tuple[str, ...]], list[str]]
_NOTHING = yaml.MappingNode("", [])
VALUE_TODAY = "Today {name} is {value:f}."
_PLACEHOLDERS = "Keep every {placeholder} as it is."


def extract_topics(fileobj: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Extracted]:
    """The texts of a topic file, in reading order."""
    for name, fields in _pairs(yaml.compose(fileobj, yaml.SafeLoader)):
        for field, node in _pairs(fields):
            if field == "label":
                yield _button(node, f"{name}: the topic's name on a button, at most 24 characters")
            elif field in ("deadline", "answer", "steps", "more"):
                yield from (_text(text, f"{name}: {field}") for text in _scalars(node))


def extract_phrases(fileobj: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Extracted]:
    """The texts of phrases.yml."""
    for name, fields in _pairs(yaml.compose(fileobj, yaml.SafeLoader)):
        entry = dict(_pairs(fields))
        yield _short(entry["text"], name, entry["context"].value) if "context" in entry else _counted(entry, name)


def extract_domain(fileobj: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Extracted]:
    """The responses of domain.yml and their buttons."""
    responses = dict(_pairs(yaml.compose(fileobj, yaml.SafeLoader)))["responses"]
    for name, variants in _pairs(responses):
        for variant in variants.value:
            fields = dict(_pairs(variant))
            yield _text(fields["text"], name)
            for button in getattr(fields.get("buttons"), "value", []):
                yield _button(dict(_pairs(button))["title"], f"{name}: button, at most 24 characters")


def extract_questions(fileobj: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Extracted]:
    """The texts of the calculators' questions.yml: labels, questions, choices, first lines of results."""
    for name, fields in _pairs(yaml.compose(fileobj, yaml.SafeLoader)):
        entry = dict(_pairs(fields))
        yield _button(entry["label"], f"{name}: starts the calculator, at most 24 characters")
        for field, node in _pairs(entry["fields"]):
            question = dict(_pairs(node))
            yield _text(question["question"], f"{name}: asks for {field}")
            yield from (_button(label, f"{name}: {field}") for _, label in _pairs(question.get("choices", _NOTHING)))
        yield from (_counted(dict(_pairs(line)), f"{name}: first line of the result") for line in entry["headlines"].value)


def _pairs(node: Any) -> Iterator[tuple[str, Any]]:
    return ((key.value, value) for key, value in node.value)


def _scalars(node: Any) -> list[Any]:
    return node.value if isinstance(node, yaml.SequenceNode) else [node]


def _text(node: Any, comment: str) -> Extracted:
    comments = [comment, _PLACEHOLDERS] if "{" in node.value else [comment]
    return node.start_mark.line + 1, "gettext", node.value, [*comments, *_values_today(node.value)]


def _values_today(text: str) -> list[str]:
    """The whole numbers that stand for the placeholders today: in many languages the noun beside depends on them."""
    numbers = [name for name in placeholders(text) if name in facts() and facts()[name].kind == "number"]
    return [VALUE_TODAY.format(name=name, value=value) for name in numbers if (value := value_today(name)) is not None]


def value_today(name: str) -> Optional[Decimal]:
    """The value of a fact today; None where none is in force."""
    try:
        return fact(name, today()).normalize()
    except Unanswerable:
        return None


def _counted(entry: dict[str, Any], comment: str) -> Extracted:
    line, function, text, comments = _text(entry["text"], comment)
    if "one" not in entry:
        return line, function, text, comments
    forms = (entry["one"].value, str(text))
    return line, "ngettext", forms, [*comments, f"The form is chosen by {{{entry['count'].value}}}."]


def _button(node: Any, comment: str) -> Extracted:
    return _short(node, comment, "button")


def _short(node: Any, comment: str, context: str) -> Extracted:
    return node.start_mark.line + 1, "pgettext", (context, node.value), [comment]

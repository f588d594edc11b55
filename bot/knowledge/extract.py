"""Babel extractors: which texts of the data files go into the catalogues, with their contexts and comments for translators."""

from collections.abc import Iterator
from typing import IO, Any, Union

import yaml

Extracted = tuple[int, str, Union[str, tuple[str, str]], list[str]]
_NOTHING = yaml.MappingNode("", [])
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
        yield _button(entry["text"], name) if "context" in entry else _text(entry["text"], name)


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
        yield from (_text(dict(_pairs(line))["text"], f"{name}: first line of the result") for line in entry["headlines"].value)


def _pairs(node: Any) -> Iterator[tuple[str, Any]]:
    return ((key.value, value) for key, value in node.value)


def _scalars(node: Any) -> list[Any]:
    return node.value if isinstance(node, yaml.SequenceNode) else [node]


def _text(node: Any, comment: str) -> Extracted:
    comments = [comment, _PLACEHOLDERS] if "{" in node.value else [comment]
    return node.start_mark.line + 1, "gettext", node.value, comments


def _button(node: Any, comment: str) -> Extracted:
    return node.start_mark.line + 1, "pgettext", ("button", node.value), [comment]

"""The gate of the catalogues: what is missing, stale or damaged in a language."""

from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from bot.knowledge.answers import placeholders
from bot.knowledge.catalogue import FOLDER
from bot.knowledge.extract import extract_domain, extract_phrases, extract_questions, extract_topics
from bot.languages import SOURCE

Extractor = Callable[..., Iterator[tuple[int, str, Any, list[str]]]]
_ROOT = FOLDER.parent.parent


@cache
def source_texts() -> frozenset[tuple[str, str]]:
    """Context and text of everything that must be translated."""
    found: set[tuple[str, str]] = set()
    for path, extractor in _sources():
        for _, _, text, _ in extractor(BytesIO(path.read_bytes()), (), (), {}):
            found.add(text if isinstance(text, tuple) else ("", text))
    return frozenset(found)


def _sources() -> Iterator[tuple[Path, Extractor]]:
    yield _ROOT / "domain.yml", extract_domain
    yield _ROOT / "bot/knowledge/phrases.yml", extract_phrases
    yield _ROOT / "bot/knowledge/calculators/texts.yml", extract_phrases
    yield _ROOT / "bot/knowledge/calculators/questions.yml", extract_questions
    for path in sorted((_ROOT / "bot/knowledge/topics").glob("*.yml")):
        yield path, extract_topics


def catalogue_complaints(language: str) -> Iterator[str]:
    """What a translator must mend in the catalogue of a language."""
    if language == SOURCE:
        return
    path = FOLDER / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    for context, text in sorted(source_texts()):
        message = catalogue.get(text, context or None)
        yield from (f"{path}: {complaint}: {text[:60]!r}" for complaint in _complaints(message, text))


def _complaints(message: Message, text: str) -> Iterator[str]:
    if message is None:
        yield "not in the catalogue (make update)"
    elif not message.string:
        yield "not translated"
    elif message.fuzzy:
        yield "marked fuzzy; check it and take the mark off"
    elif sorted(placeholders(message.string)) != sorted(placeholders(text)):
        yield "other placeholders than the German text"

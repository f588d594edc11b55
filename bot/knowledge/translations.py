"""The gate of the catalogues: what is missing, stale or damaged in a language."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Union

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from bot.knowledge.answers import placeholders
from bot.knowledge.catalogue import DOMAIN, FOLDER
from bot.knowledge.extract import (
    VALUE_TODAY,
    extract_domain,
    extract_phrases,
    extract_questions,
    extract_topics,
    value_today,
)
from bot.knowledge.plurals import plural_forms
from bot.languages import SOURCE, STARTED, languages

Extractor = Callable[..., Iterator[tuple[int, str, Any, list[str]]]]
Text = Union[str, tuple[str, ...]]
MOST_LETTERS = {"button": 24, "command": 60}
_ROOT = FOLDER.parent.parent
_BRACES = re.compile(r"\{[^}]*\}")
_VALUE_TODAY = re.compile(VALUE_TODAY.replace("{name}", r"(?P<name>\w+)").replace("{value:f}", r"(?P<value>[\d.]+)"))


@cache
def source_texts() -> frozenset[tuple[str, Text]]:
    """Context and text of everything that must be translated; singular and plural where the text counts."""
    return frozenset((context, text) for _, context, text, _ in _extracted())


def new_catalogue(language: str) -> Catalog:
    """A catalogue of a language with all texts and no translation; its header tells plural forms and review state."""
    entry = languages()[language]
    catalogue = Catalog(entry.locale, project="Arbeitslotse", fuzzy=False,
                        header_comment=f"# Texts of Arbeitslotse: {entry.name}.\n# review: {entry.review}")
    catalogue.mime_headers = [("Plural-Forms", plural_forms(language))]
    for place, context, text, comments in _extracted():
        catalogue.add(text, locations=[place], auto_comments=comments, context=context or None)
    return catalogue


def _extracted() -> Iterator[tuple[tuple[str, int], str, Text, list[str]]]:
    """File and line, context, text and comments of every source text."""
    for path, extractor in _sources():
        for line, function, text, comments in extractor(BytesIO(path.read_bytes()), (), (), {}):
            context, source = text if function == "pgettext" else ("", text)
            yield (str(path.relative_to(_ROOT)), line), context, source, comments


def _sources() -> Iterator[tuple[Path, Extractor]]:
    yield _ROOT / "domain.yml", extract_domain
    yield _ROOT / "bot/knowledge/phrases.yml", extract_phrases
    yield _ROOT / "bot/knowledge/calculators/texts.yml", extract_phrases
    yield _ROOT / "bot/knowledge/calculators/questions.yml", extract_questions
    for path in sorted((_ROOT / "bot/knowledge/topics").glob("*.yml")):
        yield path, extract_topics


def catalogue_path(language: str) -> Path:
    """Where the catalogue of a language lies."""
    return FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po"


@cache
def read_catalogue(language: str) -> Catalog:
    """The catalogue of a language as translators write it."""
    with catalogue_path(language).open("rb") as file:
        return read_po(file, locale=languages()[language].locale)


def translated(language: str) -> float:
    """The share of the texts that are translated, from 0 to 1."""
    if language == SOURCE:
        return 1.0
    done = sum(_is_translated(read_catalogue(language).get(_first(text), context or None)) for context, text in source_texts())
    return done / len(source_texts())


def _is_translated(message: Message | None) -> bool:
    return message is not None and not message.fuzzy and all(_forms(message.string))


def _first(text: Text) -> str:
    return text if isinstance(text, str) else text[0]


def _forms(text: Text) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def catalogue_complaints(language: str) -> Iterator[str]:
    """What a translator must mend in the catalogue of a language."""
    if language == SOURCE:
        return
    path, catalogue = catalogue_path(language), read_catalogue(language)
    yield from (f"{path}: {complaint}" for complaint in _header_complaints(catalogue, language))
    for context, text in sorted(source_texts(), key=str):
        message = catalogue.get(_first(text), context or None)
        yield from (f"{path}: {complaint}: {_first(text)[:60]!r}" for complaint in _complaints(message, text, context, language))


def _header_complaints(catalogue: Catalog, language: str) -> Iterator[str]:
    if catalogue.plural_forms != plural_forms(language):
        yield f"the header must say Plural-Forms: {plural_forms(language)}"
    review = f"# review: {languages()[language].review}"
    if review not in catalogue.header_comment.splitlines():
        yield f"the first lines must hold {review!r}, as the register does (bot/languages.yml)"


def _complaints(message: Message | None, text: Text, context: str, language: str) -> Iterator[str]:
    if message is None:
        yield "not in the catalogue (make update)"
    elif not all(_forms(message.string)):
        if languages()[language].review != STARTED:
            yield "not translated"
    elif message.fuzzy:
        yield "marked fuzzy; check it and take the mark off"
    else:
        for form in _forms(message.string):
            yield from damage(_forms(text)[-1], form, context)
        yield from _other_form(message, language)


def damage(source: str, translation: str, context: str) -> Iterator[str]:
    """What a translation has lost or added: placeholders, digits (dates, sums), paragraph signs, line breaks, length."""
    if sorted(placeholders(translation)) != sorted(placeholders(source)):
        yield "other placeholders than the German text"
    if _digits(translation) != _digits(source):
        yield "other digits than the German text"
    if translation.count("§") != source.count("§"):
        yield "another number of § than the German text"
    if translation.count("\n") != source.count("\n"):
        yield "another number of line breaks than the German text"
    if len(translation) > MOST_LETTERS.get(context, len(translation)):
        yield f"{len(translation)} characters; a {context} has at most {MOST_LETTERS[context]}"


def _digits(text: str) -> list[str]:
    return sorted(re.findall(r"\d+", _BRACES.sub("", text)))


def _other_form(message: Message, language: str) -> Iterator[str]:
    """A figure of law whose noun was put into the form for its old value."""
    form = Locale.parse(languages()[language].locale).plural_form
    for told in filter(None, map(_VALUE_TODAY.search, message.auto_comments)):
        now = value_today(told["name"])
        if now is not None and form(now) != form(Decimal(told["value"])):
            yield f"{{{told['name']}}} was {told['value']} and is {now:f}; check the form of the word beside it, then make update"

"""`lotse check`: the gates over data and texts. Each gate yields complaints that name the place and the mend."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import yaml

from bot.clock import today
from bot.errors import LotseError
from bot.knowledge import answers, law, topics, utterances
from bot.knowledge.alarms import ALARMS
from bot.knowledge.centres.directory import centres
from bot.languages import STARTED, languages
from bot.nlu.danger import ALARM
from bot.settings import ROOT

_BUTTON_LETTERS = 24
_PAYLOAD_BYTES = 64


def complaints() -> list[str]:
    """All that is wrong; empty where every gate is open."""
    found: list[str] = []
    for gate in _GATES:
        try:
            found += gate()
        except LotseError as error:
            found.append(str(error))
    return found


def _names() -> Iterator[str]:
    """The same names in domain, examples, held-out messages and topics, and no orphan on any side."""
    intents = set(yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["intents"])
    for name in topics.topics():
        if name not in intents:
            yield f"domain.yml: the intent {name} is missing"
    held_out = {name: name.split("_")[0] for name in topics.topics()}
    for tree, files in {"data/nlu": {**held_out, **dict.fromkeys(ALARMS, ALARM)}, "tests/nlu": held_out}.items():
        for code, language in languages().items():
            yield from _tree(ROOT / tree / code, intents, files, language.review != STARTED)


def _tree(folder: Path, intents: set[str], files: dict[str, str], finished: bool) -> Iterator[str]:
    """What is wrong in a folder of messages; `files`: the file of each intent that must be there."""
    taught: set[str] = set()
    for path in sorted(folder.glob("*.yml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            if finished and not entry["examples"].strip():
                yield f"{path}: no examples for {entry['intent']}"
            taught.add(entry["intent"])
            if entry["intent"] not in intents:
                yield f"{path}: {entry['intent']} is no intent of domain.yml"
            if files.get(entry["intent"], "talk") != path.stem:
                yield f"{path}: {entry['intent']} belongs into {files.get(entry['intent'], 'talk')}.yml"
    yield from (f"{folder}: no examples for {name}" for name in sorted(set(files) - taught))


def _topics() -> Iterator[str]:
    """Every topic has an answer, steps, a source, a check date and related topics, and names only what there is."""
    for name, topic in topics.topics().items():
        referral = topic.group == "referral"
        if not referral and not (topic.sources and topic.statutes):
            yield f"{name}: name at least one statute and one source"
        if not referral and len(topic.related) < 2:
            yield f"{name}: name two or three related topics"
        if not referral and len(topic.steps) < 2:
            yield f"{name}: give two to four steps"
        yield from (f"{name}: related topic {other} does not exist" for other in topic.related if other not in topics.topics())
        yield from (f"{name}: service {key} is not in centres.yml" for key in topic.services if key not in centres())


def _facts() -> Iterator[str]:
    """Every placeholder is a fact, and no figure of law stands in a text."""
    for name, topic in topics.topics().items():
        for text in topic.texts():
            yield from (f"{name}: {{{fact}}} is no fact of bot/knowledge/law/" for fact in answers.placeholders(text)
                        if fact not in law.facts())
            yield from (f"{name}: {sign!r} belongs into a fact or `statutes`, not into the text: {text[:60]}"
                        for sign in "§€%" if sign in text)


def _lengths() -> Iterator[str]:
    """Answers fit into 900 characters, buttons into 24 and 64 bytes, in every language, on a day of each set of facts."""
    for language in languages():
        for name in topics.topics():
            for day in _days():
                yield from _too_long(name, language, day)
        for name in utterances.responses():
            yield from _buttons(name, language)


def _days() -> list[date]:
    return [today(), date(today().year + 1, 1, 2)]


def _too_long(name: str, language: str, day: date) -> Iterator[str]:
    for message in (answers.answer(name, language, day), answers.more(name, language, day)):
        if len(message.text) > answers.LIMIT:
            yield f"{name} ({language}, {day}): {len(message.text)} characters; at most {answers.LIMIT}"
        yield from _button_complaints(f"{name} ({language})", message.buttons)


def _buttons(name: str, language: str) -> Iterator[str]:
    values = {value: value for value in answers.placeholders(utterances.responses()[name]["text"])}
    yield from _button_complaints(f"{name} ({language})", utterances.utterance(name, language, **values).buttons)


def _button_complaints(where: str, buttons: tuple[answers.Button, ...]) -> Iterator[str]:
    for button in buttons:
        if len(button.title) > _BUTTON_LETTERS:
            yield f"{where}: the button {button.title!r} has more than {_BUTTON_LETTERS} characters"
        if len(button.payload.encode()) > _PAYLOAD_BYTES:
            yield f"{where}: the payload {button.payload!r} has more than {_PAYLOAD_BYTES} bytes"


def _catalogues() -> Iterator[str]:
    """Every text in every language, with the same placeholders; nothing fuzzy."""
    from bot.knowledge.translations import catalogue_complaints
    for language in languages():
        yield from catalogue_complaints(language)


_GATES: tuple[Callable[[], Iterator[str]], ...] = (_names, _topics, _facts, _lengths, _catalogues)

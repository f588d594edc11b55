"""`lotse add-topic`: a new topic in every file that must know it, with its texts and examples still to be written."""

import re
from pathlib import Path

import yaml

from bot.clock import today
from bot.commands.examples import groups, stub_of
from bot.errors import DataError
from bot.languages import languages
from bot.settings import ROOT

_NAME = re.compile(r"[a-z]+(_[a-z]+)+")
_NO_ANSWER_YET = "Dazu haben wir noch keinen geprüften Text. Eine Beratungsstelle hilft Ihnen weiter, kostenlos."
_STEP = "Fragen Sie eine Beratungsstelle."


def add_topic(name: str, what: str, label: str, owner: str = "open") -> list[Path]:
    """Write a topic into domain, rules, topic list, answers, examples and tests.

    Returns the files that are to be filled, in this order.

    Args:
        name: `group_topic`, of a group that exists.
        what: one line in English: what people ask.
        label: the topic on a button, in German, at most 24 characters.
        owner: who answers for the text.

    Raises:
        DataError: the name does not fit, is taken, or its group does not exist.

    """
    group = name.split("_", maxsplit=1)[0]
    if not _NAME.fullmatch(name) or group not in groups() or group == "talk":
        raise DataError(f"{name}: a topic is called group_topic; the groups are {', '.join(groups())}")
    if any(name in topics for topics in groups().values()):
        raise DataError(f"{name} is there already")
    answers = ROOT / "bot" / "knowledge" / "topics" / f"{group}.yml"
    _append(answers, "\n" + _answer(name, label, owner))
    _after_group(ROOT / "domain.yml", "  - ", group, name)
    _after_group(ROOT / "data" / "stories" / "topics.yml", "    - intent: ", group, name)
    _after_group(ROOT / "docs" / "topics.md", "- ", group, name, f" — {what}")
    messages = [ROOT / tree / "nlu" / code / f"{group}.yml" for tree in ("data", "tests") for code in languages()]
    for path in messages:
        _append(path, stub_of(name, what))
    return [answers, *messages]


def _answer(name: str, label: str, owner: str) -> str:
    fields = {"label": label, "answer": [_NO_ANSWER_YET], "steps": [_STEP], "overridable": False, "related": [], "statutes": [],
              "sources": [], "owner": owner, "checked": today()}
    return yaml.safe_dump({name: fields}, allow_unicode=True, sort_keys=False, width=200)


def _append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n" + text, encoding="utf-8")


def _after_group(path: Path, start: str, group: str, name: str, end: str = "") -> None:
    """Insert a line after the last one of the group."""
    lines = path.read_text(encoding="utf-8").splitlines()
    last = max(number for number, line in enumerate(lines) if line.startswith(f"{start}{group}_"))
    lines.insert(last + 1, f"{start}{name}{end}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")

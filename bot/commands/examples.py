"""The messages of a language: what is trained on (data/nlu) and what is held out (tests/nlu), and stubs for both."""

import re
from collections.abc import Iterator
from functools import cache

import yaml

from bot.settings import ROOT


def examples(tree: str, language: str) -> Iterator[tuple[str, str]]:
    """Text and topic of the messages of a language in a tree: "data" (trained on) or "tests" (held out)."""
    for path in sorted((ROOT / tree / "nlu" / language).glob("*.yml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in entry["examples"].splitlines():
                yield line.removeprefix("- ").strip(), entry["intent"]


@cache
def groups() -> dict[str, dict[str, str]]:
    """What people write about, by group and intent, with one line for each: docs/topics.md."""
    found: dict[str, dict[str, str]] = {}
    for line in (ROOT / "docs" / "topics.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            topics = found.setdefault(line.removeprefix("## ").split()[0], {})
        elif line.startswith("- "):
            topics.update(_topics(line))
    return found


def _topics(line: str) -> dict[str, str]:
    names, _, what = line.removeprefix("- ").partition(" — ")
    return {name: what or note for name, note in re.findall(r"([a-z_]+)(?: \(([^)]*)\))?(?:, |$)", names)}


def stub(topics: dict[str, str]) -> str:
    """A file of a group without messages, with one line to each topic for whoever fills it."""
    entries = "".join(stub_of(name, what) for name, what in topics.items())
    return f'version: "3.1"\nnlu:\n{entries}'


def stub_of(name: str, what: str) -> str:
    """The entry of a topic without messages."""
    return f"# {what or name}\n- intent: {name}\n  examples: |\n"

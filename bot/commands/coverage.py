"""`lotse coverage`: how far each language is, as a page for the docs, per language and topic."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bot.clock import today
from bot.commands.examples import examples, groups
from bot.commands.measure import Outcome, accuracy
from bot.knowledge.translations import translated
from bot.languages import languages
from bot.settings import ROOT

PAGE = ROOT / "docs" / "coverage.md"


def page(found: list[Outcome]) -> str:
    """The page in Markdown, with what was measured on the held-out messages."""
    lines = [
        "# Coverage: how far each language is",
        "",
        f"Made by `make coverage` on {today()}; not written by hand. Held-out messages were written by others than the examples.",
        "Nothing is called reviewed that no speaker of the language has reviewed: \"drafted\" means not yet read by one.",
        "",
        *languages_table(),
        "",
        "## Accuracy on held-out messages",
        "",
        *_accuracy_table(found),
        "",
        "## By topic: examples, and share of the held-out messages that were understood (top-1)",
        "",
        *_topics_table(found),
    ]
    return "\n".join(lines) + "\n"


def languages_table() -> list[str]:
    """One row a language: what can be counted without asking the model."""
    names = ("language", "name", "review of the texts", "owner", "texts translated", "examples", "held-out messages")
    return [_row(*names), _rule(len(names)),
            *(_row(code, row.name, row.review, row.owner, f"{int(100 * translated(code))} %",
                   _count("data", code), _count("tests", code)) for code, row in languages().items())]


def _accuracy_table(found: list[Outcome]) -> Iterator[str]:
    yield _row("language", "top-1", "top-3", "language found", "answered without asking back", "of these right")
    yield _rule(6)
    for code in (*languages(), "all"):
        mine = [item for item in found if code in (item.language, "all")]
        sure = [item for item in mine if item.sure]
        if mine:
            yield _row(code, _share(accuracy(mine, 1)), _share(accuracy(mine, 3)),
                       _share(sum(item.language == item.found_language for item in mine) / len(mine)),
                       _share(len(sure) / len(mine)), _share(accuracy(sure, 1)))


def _topics_table(found: list[Outcome]) -> Iterator[str]:
    counts = {code: Counter(topic for _, topic in examples("data", code)) for code in languages()}
    answers: dict[tuple[str, str], list[Outcome]] = {}
    for item in found:
        answers.setdefault((item.language, item.topic), []).append(item)
    yield _row("topic", *languages())
    yield _rule(len(languages()) + 1)
    for topics in groups().values():
        for topic in topics:
            yield _row(topic, *(_cell(counts[code][topic], answers.get((code, topic), [])) for code in languages()))


def _cell(examples_count: int, found: list[Outcome]) -> str:
    return f"{examples_count} · {accuracy(found, 1):.0%}" if found else str(examples_count)


def _count(tree: str, code: str) -> int:
    return sum(1 for _ in examples(tree, code))


def _share(value: float) -> str:
    return f"{100 * value:.1f} %"


def _row(*cells: object) -> str:
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def _rule(columns: int) -> str:
    return "|" + "---|" * columns


def write_page(found: list[Outcome], path: Path = PAGE) -> Path:
    """Write the page."""
    path.write_text(page(found), encoding="utf-8")
    return path

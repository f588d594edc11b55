"""`lotse measure`: how well the assistant understands held-out messages, per language, with a confusion picture."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.commands.examples import examples
from bot.languages import languages
from bot.quiet import hush
from bot.settings import Settings

_SURE_STEPS = 10
_WORST = 20


@dataclass(frozen=True)
class Outcome:
    """A held-out message, what it is about, and what was understood."""

    language: str
    topic: str
    ranking: tuple[tuple[str, float], ...]
    found_language: str
    sure: bool

    @property
    def guess(self) -> str:
        """The surest topic."""
        return self.ranking[0][0]


def outcomes(settings: Settings) -> list[Outcome]:
    """Every held-out message through the whole pipeline."""
    hush()
    from bot.channels.edge import typed
    from bot.interpreter import Interpreter
    interpreter = Interpreter(settings.models)

    async def run() -> list[Outcome]:
        return [_outcome(code, topic, await interpreter.parse(typed(text)[1]))
                for code in languages() for text, topic in examples("tests", code)]

    return asyncio.run(run())


def _outcome(language: str, topic: str, parsed: dict[str, Any]) -> Outcome:
    ranking = tuple((row["name"], row["confidence"]) for row in parsed["intent_ranking"])
    return Outcome(language, topic, ranking, parsed["language"], parsed["intent"]["name"] == ranking[0][0])


def accuracy(found: list[Outcome], most: int) -> float:
    """The share of messages whose topic is among the surest so many."""
    return sum(item.topic in [name for name, _ in item.ranking[:most]] for item in found) / max(1, len(found))


def report(found: list[Outcome]) -> str:
    """Accuracy by language, calibration, and the worst confusions."""
    rows = [f"{'language':<10}{'messages':>9}{'top-1':>8}{'top-3':>8}{'language':>10}{'answered':>10}{'of these right':>16}"]
    for code in (*languages(), "all"):
        rows.append(_row(code, [item for item in found if code in (item.language, "all")]))
    return "\n".join([*rows, "", *_calibration(found), "", *_confusions(found)])


def _row(code: str, found: list[Outcome]) -> str:
    right_language = sum(item.language == item.found_language for item in found) / max(1, len(found))
    answered = [item for item in found if item.sure]
    return (f"{code:<10}{len(found):>9}{accuracy(found, 1):>8.1%}{accuracy(found, 3):>8.1%}{right_language:>10.1%}"
            f"{len(answered) / max(1, len(found)):>10.1%}{accuracy(answered, 1):>16.1%}")


def _calibration(found: list[Outcome]) -> Iterator[str]:
    """How often messages of a probability are right: the two columns should agree."""
    yield "probability   messages   right"
    for step in range(_SURE_STEPS):
        low, high = step / _SURE_STEPS, (step + 1) / _SURE_STEPS
        inside = [item for item in found if low <= item.ranking[0][1] < high]
        if inside:
            yield f"{low:.1f} to {high:.1f}  {len(inside):>9}  {accuracy(inside, 1):>6.1%}"


def _confusions(found: list[Outcome]) -> Iterator[str]:
    wrong = Counter((item.topic, item.guess) for item in found if item.topic != item.guess)
    yield "times   topic -> taken for"
    for (topic, guess), count in wrong.most_common(_WORST):
        yield f"{count:>5}   {topic} -> {guess}"


def draw(found: list[Outcome], path: Path) -> None:
    """A confusion picture as PNG: rows are the topics, columns what they were taken for."""
    import matplotlib
    matplotlib.use("Agg")
    from matplotlib import pyplot
    from sklearn.metrics import confusion_matrix
    names = sorted({item.topic for item in found})
    matrix = confusion_matrix([item.topic for item in found], [item.guess for item in found], labels=names, normalize="true")
    figure, axes = pyplot.subplots(figsize=(18, 18))
    axes.imshow(matrix, cmap="Blues")
    axes.set_xticks(range(len(names)), names, rotation=90, fontsize=7)
    axes.set_yticks(range(len(names)), names, fontsize=7)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=80, bbox_inches="tight")

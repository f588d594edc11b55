"""`lotse curve`: what more examples bring, and what the work concepts bring, per language, on the held-out messages."""

import random
import sys
from dataclasses import dataclass, replace
from typing import Optional

from bot.commands.examples import examples
from bot.languages import languages
from bot.nlu.classifier import blend
from bot.nlu.features import Read, fitted, read
from bot.nlu.tokens import pipeline

_SHARES = (0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True)
class _Line:
    """A message as the features see it, its topic and its language."""

    said: Read
    topic: str
    language: str


def curve(new: Optional[str]) -> None:
    """Print top-1 accuracy per language: with growing shares of the examples, and with all but without concepts.

    Args:
        new: a language that is treated as if it had no examples: what the others teach it, with and without concepts.

    """
    taught, asked = _lines("data"), _lines("tests")
    _row("share", [f"{code:>7}" for code in sorted({line.language for line in asked})])
    if new:
        rest = [line for line in taught if line.language != new]
        _measure(f"no {new}", rest, asked)
        _measure("  no concepts", _bare(rest), _bare(asked))
        return
    shuffled = random.Random(1).sample(taught, len(taught))  # noqa: S311 (no secret)
    for share in _SHARES:
        _measure(f"{share:.0%}", shuffled[:int(share * len(shuffled))], asked)
    _measure("no concepts", _bare(taught), _bare(asked))


def _lines(tree: str) -> list[_Line]:
    return [_Line(read(text, " ".join(word.text for word in pipeline(code).make_doc(text)), code), topic, code)
            for code in languages() for text, topic in examples(tree, code)]


def _bare(lines: list[_Line]) -> list[_Line]:
    return [replace(line, said=replace(line.said, concepts=("any",))) for line in lines]


def _measure(name: str, taught: list[_Line], asked: list[_Line]) -> None:
    vectors = fitted([line.said for line in taught])
    model = blend(vectors.of([line.said for line in taught]), [line.topic for line in taught])
    guesses = model.probabilities(vectors.of([line.said for line in asked])).argmax(axis=1)
    right: dict[str, list[bool]] = {}
    for line, guess in zip(asked, guesses, strict=True):
        right.setdefault(line.language, []).append(model.topics[guess] == line.topic)
    _row(name, [f"{sum(found) / len(found):>7.1%}" for _, found in sorted(right.items())])


def _row(name: str, cells: list[str]) -> None:
    sys.stdout.write(f"{name:<14}{''.join(cells)}\n")
    sys.stdout.flush()

"""`lotse review export`: what maintainers accepted becomes an example to learn from or a held-out message to be measured by."""

from hashlib import sha256
from pathlib import Path
from typing import Optional

from bot.commands.desk import start_django
from bot.commands.examples import examples
from bot.knowledge.topics import topics
from bot.settings import ROOT

TREES = {"examples": "data", "tests": "tests"}


def export(kind: Optional[str] = None) -> list[str]:
    """Write the accepted sentences of the review queue into the project's own files, each once.

    Returns one line for each sentence: where it went, or why not.

    Args:
        kind: "examples" or "tests" for all; by default one half goes here and the other there, by a hash of the sentence.

    """
    start_django()
    from bot.desk import audit
    from bot.desk.models import Mistake
    accepted = list(Mistake.objects.filter(state=Mistake.State.ACCEPTED).order_by("pk"))
    known = {code: _known(code) for code in {mistake.language for mistake in accepted}}
    told = []
    for mistake in accepted:
        audit.note(None, "export", str(mistake.pk))
        sentence = _one_line(mistake.text)
        path = _file(kind or _kind(sentence), mistake.language, mistake.topic)
        twice = sentence.casefold() in known[mistake.language]
        if not twice:
            _append(path, mistake.topic, sentence)
            known[mistake.language].add(sentence.casefold())
        mistake.state = Mistake.State.REJECTED if twice else Mistake.State.EXPORTED
        mistake.save()
        told.append(f"{mistake.pk}: {'stands there already' if twice else path.relative_to(ROOT)}")
    return told


def _kind(sentence: str) -> str:
    return sorted(TREES)[sha256(sentence.encode()).digest()[0] % 2]


def _one_line(text: str) -> str:
    """The sentence as the files hold it: on one line, without the marks that Rasa would read as an entity or a command."""
    return " ".join(text.translate({ord("["): None, ord("]"): None}).split()).lstrip("/- ")


def _file(kind: str, language: str, topic: str) -> Path:
    return ROOT / TREES[kind] / "nlu" / language / f"{topics()[topic].group}.yml"


def _known(language: str) -> set[str]:
    """All sentences of a language that stand in the files."""
    return {text.casefold() for tree in TREES.values() for text, _ in examples(tree, language)}


def _append(path: Path, topic: str, sentence: str) -> None:
    """Put a sentence behind the last one of its topic."""
    lines = path.read_text(encoding="utf-8").splitlines()
    place = lines.index(f"- intent: {topic}") + 2
    while place < len(lines) and lines[place].startswith("    - "):
        place += 1
    lines.insert(place, f"    - {sentence}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")

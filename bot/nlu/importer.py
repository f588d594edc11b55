"""Training data that know their language: it is the name of the folder they lie in (data/nlu/<language>/)."""

from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Optional

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.importers.utils import training_data_from_paths
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.languages import known

LANGUAGE = "language"
"""The message attribute that holds the language's code."""


class LanguageImporter(RasaFileImporter):
    """Rasa's own importer, with the language set on each example."""

    def get_nlu_data(self, language: Optional[str] = "en") -> TrainingData:
        """All examples; those outside a language's folder have no language and only declare intents for buttons.

        Rasa asks three times, and merges file by file, which takes longer the more there are: here all are read once.
        """
        return _read(tuple(sorted(self._nlu_files)))


@lru_cache(maxsize=1)
def _read(paths: tuple[str, ...]) -> TrainingData:
    return TrainingData([message for path in paths for message in _examples(path)])


class Example(Message):
    """A training example. Nothing of a training is kept for the next one, so its fingerprint need not follow each change."""

    def fingerprint(self) -> str:
        """A short name for the example; Rasa's own hashes all its features anew after each component, minutes in all."""
        return blake2b(f"{self.get(LANGUAGE)} {self.get(INTENT)} {self.get(TEXT)}".encode(), digest_size=16).hexdigest()


def _examples(path: str) -> list[Message]:
    code = known(Path(path).parent.name)
    language = {LANGUAGE: code} if code else {}
    return [Example(data={**message.data, **language})
            for message in training_data_from_paths([path], "en").training_examples]

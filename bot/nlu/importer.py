"""Training data that know their language: it is the name of the folder they lie in (data/nlu/<language>/)."""

from functools import lru_cache
from pathlib import Path
from typing import Optional

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.importers.utils import training_data_from_paths
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


def _examples(path: str) -> list[Message]:
    examples = training_data_from_paths([path], "en").training_examples
    code = known(Path(path).parent.name)
    for message in examples if code else []:
        message.set(LANGUAGE, code)
    return examples

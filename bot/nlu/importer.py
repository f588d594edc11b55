"""Training data that know their language: it is the name of the folder they lie in (data/nlu/<language>/)."""

from pathlib import Path
from typing import Optional

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.importers.utils import training_data_from_paths
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.languages import known

LANGUAGE = "language"
"""The message attribute that holds the language's code."""


class LanguageImporter(RasaFileImporter):
    """Rasa's own importer, with the language set on each example."""

    def get_nlu_data(self, language: Optional[str] = "en") -> TrainingData:
        """All examples; those outside a language's folder have no language and only declare intents for buttons."""
        merged = TrainingData()
        for path in self._nlu_files:
            merged = merged.merge(_with_language(path))
        return merged


def _with_language(path: str) -> TrainingData:
    data = training_data_from_paths([path], "en")
    code = known(Path(path).parent.name)
    if code:
        for message in data.training_examples:
            message.set(LANGUAGE, code)
    return data

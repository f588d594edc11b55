"""Work concepts in a message, in every language: one door to concepts/<language>.yml, matched by spaCy.

A concept is a feature of its own: what "unpaid" means for a topic is learnt once, from all languages that have a word for it.
"""

import re
from functools import cache
from pathlib import Path

from pydantic import BaseModel, Extra, StrictStr
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from bot.errors import DataError
from bot.knowledge.files import read_model
from bot.languages import SOURCE
from bot.nlu.cleaning import folded

FOLDER = Path(__file__).parent / "concepts"
_ANY_ENDING = "*"
_WORD = re.compile(r"\w+\*?")


class Column(BaseModel):
    """The words of a language for each concept; the rules are explained in concepts/de.yml."""

    __root__: dict[str, list[StrictStr]]

    class Config:
        extra = Extra.forbid


@cache
def column(language: str) -> dict[str, list[str]]:
    """The words of each concept in a language.

    Raises:
        DataError: the file is wrong, or has other concepts than the German one.

    """
    path = FOLDER / f"{language}.yml"
    words = {name: list(found) for name, found in read_model(path, Column).__root__.items()}
    odd = words.keys() ^ (words if language == SOURCE else column(SOURCE)).keys()
    if odd:
        raise DataError(f"{path}: {', '.join(sorted(odd))}: the concepts must be those of {SOURCE}.yml")
    return words


class Lexicon:
    """The concepts of a language: its own words, and the German work words that all languages borrow."""

    def __init__(self, language: str) -> None:
        self._vocab = Vocab()
        self._matcher = PhraseMatcher(self._vocab, attr="NORM")
        phrases = [(name, _WORD.findall(folded(phrase))) for code in dict.fromkeys((language, SOURCE))
                   for name, words in column(code).items() for phrase in words]
        self._stems = {part.removesuffix(_ANY_ENDING) for _, phrase in phrases for part in phrase
                       if part.endswith(_ANY_ENDING)}
        self._whole = {phrase[0] for _, phrase in phrases if len(phrase) == 1 and not phrase[0].endswith(_ANY_ENDING)}
        self._shortest = min((len(stem) for stem in self._stems), default=0)
        for name, phrase in phrases:
            self._matcher.add(name, [self._doc(phrase)])

    def concepts(self, text: str) -> list[str]:
        """The concepts in a text, in its order, each as often as it occurs."""
        spans = sorted(self._matcher(self._doc(_WORD.findall(folded(text)))), key=lambda found: found[1:])
        return [self._vocab.strings[key] for key, _, _ in spans]

    def _doc(self, words: list[str]) -> Doc:
        doc = Doc(self._vocab, words=words)
        for token in doc:
            token.norm_ = token.text if token.text.endswith(_ANY_ENDING) else self._norm(token.text)
        return doc

    def _norm(self, word: str) -> str:
        """The word as patterns have it: itself where it is an entry, else its longest known stem with a star."""
        if word in self._whole:
            return word
        for length in range(len(word), self._shortest - 1, -1):
            if word[:length] in self._stems:
                return word[:length] + _ANY_ENDING
        return word


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language of the register."""
    return Lexicon(language)

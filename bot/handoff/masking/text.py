"""A message as the finders see it: levelled signs, its words and what each word is."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Optional

from bot.handoff.masking.words import Rules, forms, plain, rules, shared, sound, sounds
from bot.knowledge.centres.gazetteer import towns
from bot.nlu.cleaning import folded, western_digits

Span = tuple[int, int]
_WORD = re.compile(
    r"(?:[OD]'(?=(?-i:[A-Z])))?[^\W\d_]"
    r"(?:[\u0300-\u036f\u064b-\u0652]|[^\W\d_]|(?<=[бпвмфрк])'(?=[яюєї])|[-\u200c](?=[^\W\d_]))*", re.I)
_INVISIBLE = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_PLAIN = str.maketrans({
    **dict.fromkeys("‐‑‒–—−", "-"), **dict.fromkeys("’ʼ‘`´", "'"), **dict.fromkeys(f"{_INVISIBLE}\xa0\u202f", " "),
})
"""One sign for those that are typed for each other; every sign keeps its place."""
_SENTENCE_END = re.compile(r"[.!?:;\n…\"„“”«»*•>(]|^\s*-|،|؟")
_CAMEL = re.compile(r"[a-zäöüß][A-ZÄÖÜ]")
_LONG = 10
_SHORTEST_TOWN = 6
_SHOUTED = 0.7
"""Share of capitals from which a capital says nothing."""


@dataclass(frozen=True)
class Word:
    """A word of a message, with its folded form."""

    start: int
    end: int
    text: str
    key: str

    @property
    def capital(self) -> bool:
        """Whether it starts with a capital."""
        return self.text[0].isupper()

    @property
    def cased(self) -> bool:
        """Whether its script has capitals."""
        return self.text.upper() != self.text.lower()


@dataclass(frozen=True)
class View:
    """A text as the finders see it: levelled signs, its words and the rules of its languages."""

    text: str
    words: list[Word]
    rules: Rules
    shouting: bool

    @cached_property
    def careless(self) -> bool:
        """Whether the text is typed without capitals."""
        return bool(self.words) and self.words[0].cased and not self.words[0].capital

    def from_place(self, place: int) -> Optional[int]:
        """The index of the word that starts just here."""
        index = bisect_left(self.words, place, key=lambda word: word.start)
        return index if index < len(self.words) and self.words[index].start == place else None

    def before(self, place: int) -> int:
        """The index of the last word that starts before a place, or -1."""
        return bisect_left(self.words, place, key=lambda word: word.start) - 1

    def close(self, index: int) -> bool:
        """Whether only a space, or the dot of a letter, stands between a word and the next."""
        if index + 1 >= len(self.words):
            return False
        word = self.words[index]
        gap = self.text[word.end:self.words[index + 1].start]
        return gap in (" ", " & ", " + ") or (gap == "'" and len(word.text) == 1) or (len(word.text) <= 2 and gap in (". ", "."))

    def script(self, index: int) -> str:
        """The block of letters that a word is written in."""
        return "latin" if self.words[index].text[0] < "\u0370" or "\u1e00" <= self.words[index].text[0] <= "\u1eff" else "other"

    def opens(self, index: int) -> bool:
        """Whether a word opens a sentence, where a capital says nothing."""
        if index == 0:
            return True
        if self.words[index].cased and not self.words[index - 1].cased and "\n" not in self._gap(index):
            return False
        return bool(_SENTENCE_END.search(self._gap(index)))

    def _gap(self, index: int) -> str:
        """What stands before a word."""
        return self.text[self.words[index - 1].end:self.words[index].start]

    def tells(self, index: int) -> bool:
        """Whether the capital of a word says something: not at the start of a sentence, nor in a shouted text."""
        return self.words[index].capital and not self.shouting and not self.opens(index)

    def joined(self, index: int) -> bool:
        """An Arabic "and" with a known word written to it."""
        key = self.words[index].key
        return key[:1] == "و" and len(key) > 3 and key[1:] in self.rules.known

    def big(self, index: int) -> bool:
        """A word with a capital, or in a script without capitals, that is no common word; shouted, it must be unknown."""
        word = self.words[index]
        if self.open(index) or word.key in self.rules.common or self.joined(index) or self.long(index):
            return False
        return self.new(index) if self.shouting and word.cased else word.capital or not word.cased

    def open(self, index: int) -> bool:
        """An office, a month, a weekday, a country or a language."""
        word = self.words[index]
        if self.rules.marked and not word.text.isascii():
            return plain(word.text) in self.rules.open_marked
        return self.rules.opens(word.key) if word.capital else word.key in self.rules.open_words

    def long(self, index: int) -> bool:
        """A long word of the lists, mostly German ("Vermittlungsgebühr"): no name, whatever stands before."""
        word = self.words[index]
        return len(word.key) >= _LONG and self.rules.built(word.key) and not self.listed(index)

    def new(self, index: int) -> bool:
        """A word that stands in no list of words; it may be a small town, or made of German words."""
        word = self.words[index]
        return len(word.key) > 2 and not self.rules.lists_word(word.key) and word.key not in self.rules.cities

    def unknown(self, index: int) -> bool:
        """A word that stands in no list of words or places."""
        word = self.words[index]
        if _CAMEL.search(word.text):
            return word.key not in self.rules.known and word.key.split("-", maxsplit=1)[0] not in self.rules.known
        return len(word.key) > 2 and not self.rules.knows(word.text, word.key) and not self.place(index)

    def foreign(self, index: int) -> bool:
        """A word that is unknown and no form of a known one."""
        return self.unknown(index) and not self.rules.related(self.words[index].key)

    def rare(self, index: int) -> bool:
        """A word that is hardly said in the training messages, and no place."""
        return len(self.words[index].key) > 1 and self.rules.rare(self.words[index].key) and not self.place(index)

    def place(self, index: int) -> bool:
        """A town, a city or a Land, also of two words and with a case ending."""
        return index in self._places

    def glued(self, index: int) -> bool:
        """Whether a digit is written to a word, as in Arabic in Latin letters ("3endo")."""
        word = self.words[index]
        return self.text[max(0, word.start - 1):word.start].isdigit() or self.text[word.end:word.end + 1].isdigit()

    def city(self, index: int) -> bool:
        """A large town, also with a case ending."""
        word = self.words[index]
        return any(form in self.rules.cities for form in forms(word.key, word.capital, self.rules.endings))

    def german_town(self, index: int) -> bool:
        """A German town, also with a case ending and in Cyrillic letters."""
        word = self.words[index]
        return any(form in towns() or sound(form) in sounds() for form in forms(word.key, word.capital, self.rules.endings))

    @cached_property
    def _places(self) -> frozenset[int]:
        return frozenset(place for index in range(len(self.words)) for place in self._place_at(index))

    def _place_at(self, index: int) -> Iterator[int]:
        for length in (3, 2):
            several = self.words[index:index + length]
            if len(several) == length and all(self.close(index + step) for step in range(length - 1)) \
                    and self.rules.names_place(" ".join(word.key for word in several)):
                yield from range(index, index + length)
        word = self.words[index]
        ended = forms(word.key, word.capital, self.rules.endings)
        if word.key in self.rules.places or any(form in self.rules.cities for form in ended) or self._spelled_place(word):
            yield index

    def _spelled_place(self, word: Word) -> bool:
        """A German town with a case ending, in Cyrillic letters or with a hyphen."""
        if not word.capital or len(word.key) < _SHORTEST_TOWN:
            return False
        softened = shared().town_ends.get(word.key[-2:], "")
        ended = [*forms(word.key, True, self.rules.endings), *(word.key[:-2] + sign for sign in softened)]
        if "\u0400" <= word.key[0] <= "\u04ff":
            return any(sound(form) in sounds() for form in ended if len(form) >= _SHORTEST_TOWN - 1)
        inflected = self.rules.endings and not self.listed_key(word.key)
        return any(form.replace("-", " ") in self.rules.places for form in (ended if inflected else [word.key])
                   if len(form) >= _SHORTEST_TOWN - 1)

    def listed_key(self, key: str) -> bool:
        """Whether a word stands in a list of names as it is."""
        return key in self.rules.first or key in self.rules.last or key in self.rules.names

    def known_name(self, index: int) -> bool:
        """A name of the lists that is no word; where it is a word too, only with a capital."""
        word, own = self.words[index], self.rules
        if self.open(index) or own.words_only(word.text, word.key, word.cased):
            return False
        if word.key in own.common and (not word.capital or self.shouting):
            return False
        if word.cased and not word.capital and len(word.key) < 4:
            return False
        return own.names_it(word.text, word.key, word.capital) or self._listed_name(index)

    def _listed_name(self, index: int) -> bool:
        """A name of the long lists: with a capital if its script has them, and no word or place."""
        word, own = self.words[index], self.rules
        if word.cased and not word.capital:
            return False
        return own.lists(own.first, word.key, word.capital) and not own.words_it(word.text, word.key) and not self.place(index)

    def listed(self, index: int) -> bool:
        """A first or family name of any list, though it may be a word as well."""
        word, own = self.words[index], self.rules
        return own.names_it(word.text, word.key, word.capital) or own.lists(own.first, word.key, word.capital) \
            or own.lists(own.last, word.key, word.capital)


def view(text: str, language: str) -> View:
    """The text as the finders see it."""
    level = western_digits(text).translate(_PLAIN)
    words = [Word(found.start(), found.end(), found[0], folded(found[0])) for found in _WORD.finditer(level)]
    cased = [sign for sign in level if sign.isupper() or sign.islower()]
    shouting = bool(cased) and sum(sign.isupper() for sign in cased) >= _SHOUTED * len(cased)
    return View(level, words, rules(language), shouting)

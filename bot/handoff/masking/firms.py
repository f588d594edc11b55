"""Firms that a legal form or a cue tells."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Optional

from bot.handoff.masking import places
from bot.handoff.masking.names import any_word, named_at, named_before
from bot.handoff.masking.text import Span, View
from bot.handoff.masking.words import shared
from bot.nlu.cleaning import folded

LONGEST = 5
"""Words of a firm."""
_SIGN = re.compile(r"[^\s,;:()\"„“«»]+")
_ARTICLE = re.compile(r" (?:der|dem|die)$", re.I)
_LINKS = {"&", "+", "und", "and", "-", "et"}


def firms(view: View) -> Iterator[Span]:
    """All firms that a rule tells."""
    yield from places.firms(view)
    for form in _legal_form().finditer(view.text):
        start = _start(view, form.start())
        if start is not None:
            yield start, form.end()
    for cue in view.rules.cues["firms"].finditer(view.text):
        article = not view.rules.capitals_tell and _ARTICLE.search(cue[0])
        yield from named_at(view, cue.end(), _no_noun if article else firm_like, LONGEST)
        small = places.lower_firm(view, cue.end())
        if small:
            yield small
    for cue in view.rules.cues["firm_called"].finditer(view.text):
        yield from named_at(view, cue.end(), any_word, LONGEST)
    for cue in view.rules.cues["firms_after"].finditer(view.text):
        yield from named_before(view, cue.start(), _before, LONGEST)


def firm_like(view: View, index: int) -> bool:
    """A word with a capital, for firms are called like common words; shouted, or without capitals, an unknown word."""
    word = view.words[index]
    if view.open(index) or word.key in shared().firm_stops | shared().no_names or word.key in view.rules.cities:
        return False
    if not word.cased:
        return word.key not in view.rules.often and not view.joined(index) and not places.VERB.fullmatch(word.key)
    if view.long(index) and not _more(view, index):
        return False
    return view.new(index) if view.shouting else word.capital


def _no_noun(view: View, index: int) -> bool:
    """A word behind an article that is no German noun, or stands beside another capital ("bei der Nordstern Logistik")."""
    return firm_like(view, index) and (view.unknown(index) or _more(view, index))


def _more(view: View, index: int) -> bool:
    """Whether another word with a capital stands beside."""
    after = view.close(index) and view.words[index + 1].capital
    return after or (index > 0 and view.close(index - 1) and view.tells(index - 1))


def _before(view: View, index: int) -> bool:
    """A word before "firması" and the like: with a capital inside a sentence, or no common word."""
    return firm_like(view, index) and (view.tells(index) or view.big(index))


@cache
def _legal_form() -> re.Pattern[str]:
    exact = [form for form in shared().legal_forms if form != form.lower()]
    free = [form for form in shared().legal_forms if form == form.lower()]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(exact)}|(?i:{'|'.join(free)}))(?!\w)")


def _start(view: View, end: int) -> Optional[int]:
    """Where the words of a firm begin that lead up to its legal form; None for "mein AG"."""
    line = max(view.text.rfind("\n", 0, end) + 1, end - 90)
    start = None
    for sign in reversed(list(_SIGN.finditer(view.text, line, end))[-LONGEST:]):
        if sign[0] in _LINKS and start is not None:
            continue
        if start is not None and "," in view.text[sign.end():start]:
            break
        if not _inside(sign[0], view, start is not None and view.text[start].isupper()):
            break
        start = sign.start()
    return start


def _inside(sign: str, view: View, capital: bool) -> bool:
    """Whether a word before a legal form is part of the firm; one without a capital only if no capital follows."""
    key = folded(sign.strip(".'"))
    if not key or not sign[0].isalnum() or sign[-1] in ".!?" or key in shared().firm_stops or key in shared().open_words:
        return False
    return not sign[0].isdigit() and (sign[0].isupper() or (not capital and key not in view.rules.common))

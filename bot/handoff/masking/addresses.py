"""Streets with a house number; a town alone is no address."""

import re
from collections.abc import Callable, Iterator
from functools import cache

from bot.handoff.masking.text import Span, View
from bot.handoff.masking.words import shared
from bot.nlu.cleaning import folded

_NAME = r"[^\W\d_][\w.'-]{0,30}"
_SOME = rf"(?:{_NAME} ){{0,3}}?{_NAME}"
_DETERMINERS = frozenset((
    "der", "die", "das", "dem", "den", "des", "ein", "eine", "einer", "einem", "einen", "meine", "meiner", "meinem", "unsere",
    "unserer", "jede", "jeder", "diese", "dieser"))
_CAPITALS = r"(?-i:[A-ZÄÖÜ])[\w.'-]{2,30}(?: (?:(?-i:[A-ZÄÖÜ])[\w.'-]{1,30}|der|den|dem|am|des|de|la)){0,3}"
_CONTRACTED = frozenset(("Am ", "Im ", "Zum ", "Zur "))


def addresses(view: View) -> Iterator[Span]:
    """Street and house number in German and in the ways of other countries."""
    for finder in _FINDERS:
        yield from finder(view)


@cache
def _number() -> str:
    """A house number that is no amount."""
    word = r"(?:(?:nr|no|n°|№|hausnummer|дом|д|буд|кв|số|رقم|پلاک)\.?:? ?)?"
    digits = r"\d{1,4}(?: ?[a-hа-г](?!\w))?(?: ?[-/] ?\d{1,3}[a-h]?)?(?!\w)(?!\.\d)"
    return rf"{word}{digits}(?! ?-?{shared().units})(?i:,? (?:{'|'.join(shared().doors)})(?!\w))?"


@cache
def _told() -> str:
    """A street of any name with its number, not before a word in small letters that the number would count."""
    counted = rf"(?!(?:{'|'.join(shared().after_addresses)})(?!\w))(?-i:[a-zа-яёіїєćčšžđç]){{3}}"
    return rf"(?P<place>{_CAPITALS},? {_number()})(?! {counted})"


@cache
def _street() -> re.Pattern[str]:
    ends = "|".join(shared().streets)
    name = r"[^\W\d_][\w-]{0,40}?"
    return re.compile(
        rf"(?<![\w-])(?:straße (?:des|der|am) (?:\d\d?\. )?\w{{2,20}} {_number()}"
        rf"|(?P<two>[^\W\d_][\w.-]{{1,30}}[ -])?(?P<street>{name}(?:{ends})|(?:{ends}))(?:,? ?){_number()}"
        rf"|\d{{1,3}} ?[a-h]?,? [^\W\d_][\w-]{{2,40}}?(?:straße|strasse|str\.|штрассе)(?!\w)"
        rf"|\d{{1,3}} ?[a-h]?,? (?P<behind>[^\W\d_][\w-]{{2,40}}?(?:{ends}))(?!\w))", re.I)


def _german(view: View) -> Iterator[Span]:
    """"Musterstr. 5", "Berliner Ring 5", "Karl-Marx-Allee 5"."""
    for found in _street().finditer(view.text):
        street = folded(found["street"] or found["behind"] or "").rstrip(".")
        if found["behind"] and (street in view.rules.known or not found["behind"][0].isupper()):
            continue
        first = found["two"] or ""
        if street not in shared().not_streets:
            whole = first[-1:] != " " or first in _CONTRACTED or _adjective(first)
            yield found.start() if whole else found.start("street"), found.end()
        elif found["street"][:1].isupper() and (_leads(first, view) or _adjective(first)):
            yield found.span()


def _adjective(word: str) -> bool:
    """Whether a word before a street is part of its name ("Lange Gasse")."""
    key = folded(word).strip()
    return word[:1].isupper() and word[-1:] == " " and key.endswith(("e", "er", "en")) and key not in _DETERMINERS


def _leads(word: str, view: View) -> bool:
    """Whether a word before "Straße", "Ring" … makes it a street ("Berliner", "Am", "Karl-Marx-")."""
    own = word[:1].isupper() and (word.endswith("-") or folded(word) not in view.rules.common)
    return own or folded(word) in ("am", "im", "zum", "zur")


@cache
def _started() -> re.Pattern[str]:
    starts = "|".join(shared().street_starts)
    return re.compile(rf"(?<![\w-])(?i:{starts}) (?P<name>(?:[^\W\d_][\w-]{{1,30}} ){{1,3}}){_number()}")


def _with_preposition(view: View) -> Iterator[Span]:
    """"Am Alten Markt 5", "Unter den Linden 5": the last word is unknown, or such as streets are called after."""
    for found in _started().finditer(view.text):
        last = view.before(found.end("name"))
        word = view.words[last]
        noun = any(word.key.endswith(end) for end in shared().street_nouns)
        capital = word.capital and word.key not in view.rules.open_words
        abroad = view.rules.capitals_tell and found[0][0].isupper()
        if capital and word.key not in shared().not_streets and (noun or abroad or view.unknown(last)):
            yield found.start() if found[0][0].isupper() else found.start("name"), found.end()


@cache
def _foreign() -> re.Pattern[str]:
    first, last = "|".join(shared().streets_first), "|".join(shared().streets_last)
    return re.compile(
        rf"(?<![\w-])(?:(?:\d{{1,4}}(?: ?(?:bis|ter|[a-d]))?,? )(?:{first})(?!\w)\.? ?{_SOME}(?=[,.;\n]|$| à | in | en )"
        rf"|(?:{first})(?!\w)\.? ?(?![a-z]{{1,3}} \d){_SOME},? {_number()}"
        rf"|{_NAME}(?: {_NAME})?? (?:{last})(?!\w)\.?,? ?{_number()})", re.I)


def _of_other_countries(view: View) -> Iterator[Span]:
    """"12, rue Victor Hugo", "calle Mayor 5", "улица Мира 5", "Atatürk Caddesi No: 5"."""
    return (found.span() for found in _foreign().finditer(view.text))


@cache
def _cued() -> re.Pattern[str]:
    cues = "|".join(shared().address_cues)
    return re.compile(rf"(?<!\w)(?:{cues})(?:[:,]? [^\W\d_]{{1,6}}){{0,2}}?[:,]?(?: [—-])? {_told()}", re.I)


@cache
def _before_town() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.-])(?P<place>{_CAPITALS} {_number()})(?=(?:,|،| in)? ?(?:\d{{5}} )?(?P<town>[^\W\d_]))", re.I)


@cache
def _latin() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.-]){_told()}", re.I)


def _of_any_name(view: View) -> Iterator[Span]:
    """"Sielwall 5": a capital and a number after "I live", before a town, or in a text of another script."""
    yield from (found.span("place") for found in _cued().finditer(view.text) if _names_street(view, found))
    for found in _before_town().finditer(view.text):
        town = view.from_place(found.start("town"))
        if town is None or view.words[town].start <= found.end("place") + 1:
            continue
        if view.place(town) and _names_street(view, found):
            yield found.span("place")
    for found in _latin().finditer(view.text):
        first, last = view.from_place(found.start()), view.before(found.end())
        other = first is not None and first > 0 and view.script(first) != view.script(first - 1)
        several = other and first != last
        if other and _names_street(view, found) and (several or not view.rules.lists_word(view.words[last].key)):
            yield found.span("place")


def _names_street(view: View, found: re.Match[str]) -> bool:
    """Whether the last word before a number may be a street: no office, month or hall, and no large town."""
    text = re.split(r",? (?=\S*\d)", found["place"])[0]
    last = view.before(found.start("place") + len(text))
    word = view.words[last]
    return not view.shouting and word.capital and not view.open(last) and not view.city(last) \
        and word.key not in shared().not_addresses | shared().no_names


_FINDERS: list[Callable[[View], Iterator[Span]]] = [_german, _with_preposition, _of_other_countries, _of_any_name]

"""Masking of personal data, on invented messages: what must be hidden, and what must stay open."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import DataError
from bot.handoff.masking import LABELS, Piece, hidden, masked, words
from bot.languages import languages
from bot.nlu.cleaning import folded

FOLDER = Path(__file__).parent / "masking"
PARTS = ("first", "later")
FREE_PARTS = {"mended": (0.98, 0.02), "fresh": (0.97, 0.02), "second": (0.98, 0.02), "unseen": (0.89, 0.06)}
"""Least share of the free messages' items that is hidden, and most of what is hidden needlessly: the measured figures, rounded.

Seen first, before any mending, it was 0.705 of the 417 items of `mended` (with the rules of before) and 0.836 of the 238 of
`fresh` (with the rules of then; 0.849 after slips in the code were mended). `second` is by another author: 0.827 of its first
565 items (0.855 of all 781) with the rules of before. The rules were then mended with it and with `fresh`. `unseen`, by a third
author, is what they reach on messages that nobody has mended them for: 0.899 of 576 (0.799 with the rules of before).
"""
LEAST_ITEMS, LEAST_FOUND, LEAST_FOUND_IN_A_LANGUAGE, MOST_WRONG, MOST_NEEDLESS = 2000, 0.98, 0.95, 0.02, 0.02


@cache
def items(language, folder=FOLDER, wanted=PARTS):
    parts = yaml.load((folder / f"{language}.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    return [item for part in wanted for item in parts[part]]


def kinds(text, language):
    return [piece.kind for piece in masked(text, language) for _ in piece.text]


def places(item, field):
    """Start and end of each labelled string, in order, with its kind."""
    place = 0
    for label in item.get(field, []):
        kind, said = (label["kind"], label["text"]) if field == "hide" else (None, label)
        start = item["text"].index(said, place)
        place = start + len(said)
        yield start, place, kind


@cache
def counts(language, folder=FOLDER, wanted=PARTS):
    """How many labelled spans are found and how many open strings are hidden.

    A span is found only whole and with its kind; it is hidden if whole under any kind.
    """
    result = Counter()
    for item in items(language, folder, wanted):
        shown = kinds(item["text"], language)
        secret = [False] * len(shown)
        for start, end, kind in places(item, "hide"):
            secret[start:end] = [True] * (end - start)
            result.update(spans=1, found=set(shown[start:end]) == {kind}, hidden=all(shown[start:end]))
        for start, end, _ in places(item, "open"):
            result.update(opens=1, wrong=any(shown[start:end]))
        place = 0
        for piece in masked(item["text"], language):
            result.update(pieces=bool(piece.kind), needless=bool(piece.kind) and not any(secret[place:place + len(piece.text)]))
            place += len(piece.text)
    return result


def test_items_are_enough():
    assert sum(len({item["text"] for item in items(language)}) for language in languages()) >= LEAST_ITEMS


def test_nearly_all_is_found_and_nearly_nothing_wrongly():
    total = sum((counts(language) for language in languages()), Counter())
    assert total["found"] >= LEAST_FOUND * total["spans"]
    assert total["wrong"] <= MOST_WRONG * total["opens"]
    assert total["needless"] <= MOST_NEEDLESS * total["pieces"]


@pytest.mark.parametrize("language", languages())
def test_each_language(language):
    count = counts(language)
    assert count["found"] >= LEAST_FOUND_IN_A_LANGUAGE * count["spans"]
    assert count["wrong"] <= MOST_WRONG * count["opens"]


@pytest.mark.parametrize("part", FREE_PARTS)
def test_free_messages_do_not_fall_below_what_was_measured(part):
    least, needless = FREE_PARTS[part]
    total = sum((counts(language, FOLDER / "free", (part,)) for language in languages()), Counter())
    assert total["hidden"] >= least * total["spans"]
    assert total["wrong"] <= MOST_WRONG * total["opens"]
    assert total["needless"] <= needless * total["pieces"]


def test_free_messages_are_enough():
    assert [sum(len({item["text"] for item in items(language, FOLDER / "free", (part,))}) for language in languages())
            for part in FREE_PARTS] == [240, 120, 300, 240]


OPEN = [
    "Kündigungsfrist bis zum Montag, 3. März", "bei der Agentur für Arbeit in Bremen", "bei der BG BAU",
    "aus Nordrhein-Westfalen", "im Lager 3", "am Montag 5 Stunden", "mit Vorarbeiter und Kollegen",
    "von der Berufsgenossenschaft",
    "Frist: 14 Tage",
    "bis zum 31.03.2025", "am 1. Mai 2025", "15. Jan 2025", "01.02.2025 - 28.02.2025", "01/02/2025", "2025-11-30",
    "8:00-17:00 Uhr", "0800-1700", "06-14 Uhr", "1.500,00 €", "12 345 678 Euro", "EUR 15000", "13,90 € pro Stunde",
    "§ 4 KSchG", "§§ 3, 5 EFZG", "100 %", "01067 Dresden", "12345 Berlin", "AL-7KQ-2M9", "Fall al-x4c-9rt",
    "Arbeitsweg 30 Minuten", "Platz 3", "Er ist weg 2 Wochen", "beim Arbeitsamt", "Jobcenter", "Finanzamt", "Zoll", "AOK",
    "bei der TK", "ver.di", "IG BAU", "Kündigung", "Montag", "in Deutschland", "mein AG zahlt nicht", "5 kg heben",
    "Frau und Kinder", "meine Frau arbeitet auch", "2025 Urlaub", "im August", "Ich bin Koch", "Ich bin Reinigungskraft",
    "Viele Grüße", "Danke", "august2025", "1500euro", "12stunden", "24.12.2025, 8 Uhr", "173,33 Stunden",
]


@pytest.mark.parametrize("language", ["de", "en", "ru", "ar", "vi"])
@pytest.mark.parametrize("text", OPEN)
def test_stays_open(text, language):
    assert hidden(text, language) == text


@pytest.mark.parametrize(("text", "shown"), [
    ("Tel. 030/1234567 oder 0151 00000000", "Tel. [Telefon] oder [Telefon]"),
    ("+49 (0)151 000000-00", "[Telefon]"),
    ("رقمي ٠١٥١٠٠٠٠٠٠٠٠", "رقمي [Telefon]"),
    ("DE89 3704 0044 0532 0130 00", "[IBAN]"),
    ("de8937 0400440532 013000 danke", "[IBAN] danke"),
    ("GB82 WEST 1234 5698 7654 32", "[IBAN]"),
    ("GB83 WEST 1234 5698 7654 32", "GB83 WEST 1234 5698 7654 32"),
    ("n.n (at) example.org", "[E-Mail]"),
    ("Musterstr. 12a, 12345 Berlin", "[Adresse], 12345 Berlin"),
    ("Am Ring 12", "[Adresse]"),
    ("Karl-Marx-Allee 5", "[Adresse]"),
    ("12 Musterstraße", "[Adresse]"),
    ("Am Alten Markt 5", "[Adresse]"),
    ("Unter den Linden 5", "[Adresse]"),
    ("An der Alten Mühle 11", "[Adresse]"),
    ("12, rue Victor Hugo, 57600 Forbach", "[Adresse], 57600 Forbach"),
    ("улица Мира 5", "[Adresse]"),
    ("Konto 1234567890, BLZ 100 500 00", "Konto [IBAN], BLZ [IBAN]"),
    ("ich arbeite bei Kaltmann Bau in Duisburg", "ich arbeite bei [Firma] in Duisburg"),
    ("Kollege Zeljko und ich", "Kollege [Name] und ich"),
    ("FRAU SCHNEIDEREIT HAT GESAGT", "FRAU [Name] HAT GESAGT"),
    ("Steuer-ID 12 345 678 901", "Steuer-ID [Ausweisnummer]"),
    ("65 070285 M 003", "[Ausweisnummer]"),
    ("Vertrag mit Muster Gastro GmbH & Co. KG", "Vertrag mit [Firma]"),
    ("[Name] und [Telefon]", "[Name] und [Telefon]"),
])
def test_hidden(text, shown):
    assert hidden(text, "de") == shown


LANGUAGE = st.sampled_from(list(languages()))
SAID = st.sampled_from([item["text"] for language in languages() for item in items(language)])
WORDS = [
    "Herr", "mein Name ist", "Ali", "Musterstr.", "12a", "0151", "DE89", "3704", "GmbH", "&", "Firma", "[Name]", "[", "]",
    "Tel", ".", "\n", "€", "AL-7KQ-2M9", "lg", "C01X00T47", "меня зовут", "Иван", "اسمي", "محمد", "\u200f", "@", "a.b", "Uhr",
    "ß", "İ", "²",
]
SALAD = st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)
REPEATED = [
    "a", "0", "0 ", "+0", "A1", "DE00 ", "a.", "a-", "Am ", "Herr ", "Ali ", "& ", "Str ", "1-", "(0", "@", "a@a.",
    "Firma Firma ", "AG ",
]
HOSTILE = st.builds(lambda part, rest: (part * 4000)[:4000] + rest,
                    st.one_of(st.text(min_size=1, max_size=12), st.sampled_from(REPEATED)),
                    st.sampled_from(["", "!", "@", "GmbH", "5"]))


@given(st.one_of(st.text(), SAID, SALAD), LANGUAGE)
def test_pieces_give_the_text_back(text, language):
    pieces = masked(text, language)
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.kind in (None, *LABELS) and piece.text for piece in pieces)


@given(st.one_of(st.text(), SAID, SALAD), LANGUAGE)
def test_masking_twice_is_masking_once(text, language):
    once = hidden(text, language)
    assert hidden(once, language) == once


@given(HOSTILE, st.sampled_from(["de", "ar", "ru", "vi"]))
def test_hostile_texts_end(text, language):
    assert "".join(piece.text for piece in masked(text, language)) == text


def test_nothing_is_no_piece():
    assert masked("", "de") == []
    assert masked("Hallo", "de") == [Piece("Hallo")]


@pytest.mark.parametrize("language", languages())
def test_common_words_are_folded_and_no_case_code_is_hidden(language):
    assert [word for word in words.words(language).common if folded(word) != word] == []
    assert hidden("AL-7KQ-2M9", language) == "AL-7KQ-2M9"


@pytest.mark.parametrize(("old", "new", "complaint"), [
    ("capitals_tell", "capital_tells", "de.yml: "),
    ("'mfg'", "'('", "is no regular expression"),
])
def test_faults_are_named(old, new, complaint, tmp_path, monkeypatch):
    for path in words.FOLDER.glob("*.yml"):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    monkeypatch.setattr(words, "FOLDER", tmp_path)
    monkeypatch.setattr(words, "words", words.words.__wrapped__)
    with pytest.raises(DataError, match=re.escape(complaint)):
        words.rules.__wrapped__("de")

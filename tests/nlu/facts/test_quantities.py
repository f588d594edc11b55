"""Hours, durations, and whole messages as people type them. Today is Sunday, 22 November 2026."""

import datetime
import json
from itertools import pairwise
from pathlib import Path
from typing import Any, Optional

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.errors import DataError
from bot.nlu.entities import Entities
from bot.nlu.facts.message import facts
from bot.nlu.facts.quantities import find
from bot.nlu.facts.words import read_words

TODAY = datetime.date(2026, 11, 22)
WORDS = Path(__file__).parents[3] / "bot" / "nlu" / "facts" / "words"
Value = dict[str, Any]


def values(text: str, language: str = "de") -> list[Value]:
    return [dict(fact.value) for fact in find(text, language, TODAY)]


def hours(number: str, per: Optional[str] = None) -> Value:
    return {"hours": number, "per": per}


def clock(start: str, end: str, number: str) -> Value:
    return {"from": start, "to": end, "hours": number, "per": "day"}


def lasting(number: str, unit: str) -> Value:
    return {"number": number, "unit": unit}


HOURS = [
    ("42 stunden", hours("42")),
    ("ich arbeite für 45 Stunden", hours("45")),
    ("42h die woche", hours("42", "week")),
    ("10 Std am Tag", hours("10", "day")),
    ("10 Std. am Tag", hours("10", "day")),
    ("7,5 Std./Tag", hours("7.5", "day")),
    ("forty hours", hours("40")),
    ("forty-five hours a week", hours("45", "week")),
    ("40-Stunden-Woche", hours("40", "week")),
    ("60 stunden woche erlaubt?", hours("60", "week")),
    ("a 45 hour week", hours("45", "week")),
    ("13 hrs every day cleaning", hours("13", "day")),
    ("11 stunden täglich", hours("11", "day")),
    ("8 std wöchentlich", hours("8", "week")),
    ("jeden tag 12h", hours("12", "day")),
    ("in der Woche 45 Stunden", hours("45", "week")),
    ("160 stunden im monat", hours("160", "month")),
    ("173,33 Stunden im Monat", hours("173.33", "month")),
    ("14 hours a day legal?", hours("14", "day")),
    ("I do 55 hours per week", hours("55", "week")),
    ("8 Stunden 30 Minuten am Tag", hours("8.5", "day")),
    ("٤٢ stunden", hours("42")),
    ("ich arbeite 50 hours die woche", hours("50", "week")),
    ("6 Tage die Woche 10 Stunden", hours("10")),
    ("zehn stunden", hours("10")),
    ("from 8 to 18", clock("08:00", "18:00", "10")),
    ("I work from 7 to 19 every day", clock("07:00", "19:00", "12")),
    ("von 14 bis 18 uhr", clock("14:00", "18:00", "4")),
    ("von 22 bis 6 Uhr", clock("22:00", "06:00", "8")),
    ("from 22:00 until 9:00", clock("22:00", "09:00", "11")),
    ("8:00-16:30", clock("08:00", "16:30", "8.5")),
    ("von 7.30 bis 16.00", clock("07:30", "16:00", "8.5")),
    ("from 9am to 5pm", clock("09:00", "17:00", "8")),
    ("from 5 am to 8 p.m.", clock("05:00", "20:00", "15")),
    ("mo-fr 7-15 uhr", clock("07:00", "15:00", "8")),
]

DURATIONS = [
    ("seit 2 jahren", lasting("2", "year")),
    ("3 months", lasting("3", "month")),
    ("zwei Wochen krank", lasting("2", "week")),
    ("since 3 years", lasting("3", "year")),
    ("after eight months of illness", lasting("8", "month")),
    ("ich 6 jahr küche", lasting("6", "year")),
    ("6-month contract", lasting("6", "month")),
    ("1,5 Jahre", lasting("1.5", "year")),
    ("2 Jahre und 3 Monate", lasting("27", "month")),
    ("1 year 6 months", lasting("18", "month")),
    ("2 Wochen und 3 Tage", lasting("17", "day")),
    ("in den letzten 3 monaten", lasting("3", "month")),
    ("einundzwanzig tage", lasting("21", "day")),
    ("eine woche krank", lasting("1", "week")),
    ("ich arbeite hier since zwei years", lasting("2", "year")),
    ("nach fuenf wochen", lasting("5", "week")),
    ("zweieinhalb Jahre", lasting("2.5", "year")),
    ("anderthalb Monate", lasting("1.5", "month")),
    ("2½ Jahre", lasting("2.5", "year")),
    ("2 1/2 jahre", lasting("2.5", "year")),
    ("a year and a half", lasting("1.5", "year")),
    ("two and a half weeks", lasting("2.5", "week")),
    ("half a year", lasting("0.5", "year")),
    ("ein halbes Jahr", lasting("0.5", "year")),
]

IN_LANGUAGES = [
    ("ru", "полтора года", lasting("1.5", "year")),
    ("ru", "7 с половиной часов в день", hours("7.5", "day")),
    ("ru", "с 8 до 17:30", clock("08:00", "17:30", "9.5")),
    ("ru", "с 8 утра до 17:30, обед полчаса", clock("08:00", "17:30", "9.5")),
    ("uk", "півтора року", lasting("1.5", "year")),
    ("uk", "два з половиною роки", lasting("2.5", "year")),
    ("fr", "deux ans et demi de travail", lasting("2.5", "year")),
    ("fr", "7 heures et demie par jour", hours("7.5", "day")),
    ("fr", "8h30 à 17h", clock("08:30", "17:00", "8.5")),
    ("fr", "de 8 h à 17 h 30", clock("08:00", "17:30", "9.5")),
    ("es", "dos años y medio", lasting("2.5", "year")),
    ("es", "mes y medio", lasting("1.5", "month")),
    ("tr", "iki buçuk yıl", lasting("2.5", "year")),
    ("tr", "8 ile 17 arası", clock("08:00", "17:00", "9")),
    ("tr", "sabah 8 den akşam 6 ya kadar", clock("08:00", "18:00", "10")),
    ("ar", "سنة ونصف", lasting("1.5", "year")),
    ("ar", "سنتين", lasting("2", "year")),
    ("ar", "منذ شهرين", lasting("2", "month")),
    ("ar", "أسبوعين", lasting("2", "week")),
    ("ar", "يومين", lasting("2", "day")),
    ("ar", "ساعتين في اليوم", hours("2", "day")),
    ("fa", "دو سال و نیم", lasting("2.5", "year")),
    ("fa", "دو و نیم سال", lasting("2.5", "year")),
]

NOTHING_IN_LANGUAGES = [
    ("ru", "полтора-два года"), ("ru", "полтора месяца назад"), ("ar", "سنتين أو ثلاث سنوات"), ("ar", "كل شهرين"),
    ("ar", "قبل شهرين"), ("ar", "عمره سنتين"), ("en", "two and a half weeks ago"), ("de", "zwischen 8 und 10 Stunden"),
    ("de", "ein Jahr und ein halbes Jahr"), ("sr", "8 sati i po noći"), ("fr", "de 8h à 17h 30 personnes"),
    ("tr", "akşam 6:00'dan 11:00'e kadar"), ("fa", "ساعت ۸ و نیم"), ("de", "jedes halbe Jahr"), ("ru", "обед полчаса"),
]

NOTHING = [
    "vor 2 Wochen", "2 weeks ago", "in two weeks", "vor einem Jahr und 2 Monaten",
    "2 years and 3 months ago", "vor ca. 3 wochen", "vor 3 stunden", "3-4 Wochen", "3 bis 4 Wochen",
    "48 or 60 hours weekly", "mehr als 10 stunden", "alle 3 Monate", "2 x 5 tage", "5 tage woche",
    "6 days a week", "5-Tage-Woche", "10. Woche", "38 Jahre alt", "I am 28 years", "17 jährig",
    "baby of 7 months", "Lagerist, 38 Jahre, zwei Kinder", "14 wochen schwanger", "bis 18 h", "um 8 h",
    "7.30 Std", "8 h 20 min", "24h pflege", "eine stunde später", "one day", "keine stunden",
    "30 stunden am tag", "200 stunden die woche", "90 jahre", "8:30 stunden",
    "im neuen jahr", "30 minuten", "from 8 to 5", "from 8 to 18 euro",
    "im urlaub von 3 bis 17", "sick from 10 to 20", "von 15 bis 20 leuten", "von 10 bis 12", "24/7",
    "Gruppe 5", "300 stunden im jahr", "from 12.50 to 13.50 salary", "um 8 und 18 uhr", "12345 Stunden",
]


@pytest.mark.parametrize(("text", "expected"), HOURS + DURATIONS)
@pytest.mark.parametrize("language", ["de", "en"])
def test_quantity(text: str, expected: Value, language: str) -> None:
    assert values(text, language) == [expected]


@pytest.mark.parametrize("text", NOTHING)
def test_no_quantity(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(("language", "text", "expected"), IN_LANGUAGES)
def test_quantity_in_its_language(language: str, text: str, expected: Value) -> None:
    assert values(text, language) == [expected]


@pytest.mark.parametrize(("language", "text"), NOTHING_IN_LANGUAGES)
def test_no_quantity_in_its_language(language: str, text: str) -> None:
    assert values(text, language) == []


def whole(text: str, language: str = "de") -> list[tuple[str, str]]:
    return [(fact.entity, text[fact.start:fact.end]) for fact in facts(text, language, TODAY)]


MESSAGES = [
    ("sie zahlen mir 1.800 für 45 Stunden", [("money", "1.800"), ("hours", "45 Stunden")]),
    ("I got my dismissal on 20 November after 3 years", [("date", "20 November"), ("duration", "3 years")]),
    ("Ich arbeite seit Mai 2023, 6 Tage die Woche, 10 Stunden am Tag, 1500 Euro im Monat in Köln",
     [("date", "Mai 2023"), ("hours", "10 Stunden am Tag"), ("money", "1500 Euro im Monat"),
      ("place", "Köln")]),
    ("vor 2 wochen gekündigt, 10115 Berlin", [("date", "vor 2 wochen"), ("place", "10115")]),
    ("ich kriege 13€/h und arbeite 40h/Woche seit 1.3.2024",
     [("money", "13€/h"), ("hours", "40h/Woche"), ("date", "1.3.2024")]),
    ("I am working near Frankfurt (Oder) for 900 a month",
     [("place", "Frankfurt (Oder)"), ("money", "900 a month")]),
    ("Ich wohne in Frankfurt am Main", [("place", "Frankfurt am Main")]),
    ("aus Ulm, 12 euro an hour", [("place", "Ulm"), ("money", "12 euro an hour")]),
    ("Restaurant bei Bad Homburg", [("place", "Bad Homburg")]),
    ("der lohn war 45.13.", [("money", "45.13")]),
    ("bin in arbeit bei einem bauern in Rente", []),
    ("12345 Euro", [("money", "12345 Euro")]),
    ("tel 0176 12345678, IBAN DE89 3704 0044 0532 0130 00", []),
    ("am 20.11. 900 euro bekommen", [("date", "20.11."), ("money", "900 euro")]),
    ("hallo, ich brauche hilfe", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), MESSAGES)
def test_message(text: str, expected: list[tuple[str, str]]) -> None:
    assert whole(text) == expected


PIECES = [
    "20. November", "1.800 €", "45 Stunden", "die Woche", "von 8 bis 18 Uhr", "10115", "in Köln",
    "vor 2 Wochen", "5/6", "31.2.", "zwölf", "Euro", "12,50", "/h", "bis", "oder", "und", "seit",
    "Jahre", "today", "may", "netto", "ich bekomme", "\u200f", "x", ",", ".",
]


SENTENCES = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=12).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(SENTENCES | st.text(max_size=3000))
def test_no_text_is_too_odd(text: str) -> None:
    found = facts(text, "en", TODAY)
    assert all(0 <= fact.start < fact.end <= len(text) for fact in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
    json.dumps([fact.value for fact in found])


DAILY = ["{} Stunden am Tag", "{}h/Tag", "{} hours a day", "jeden tag {} std", "{}-hour day"]


@settings(deadline=None)
@given(st.integers(1, 24), st.sampled_from(DAILY))
def test_hours_that_are_written_are_read(number: int, sentence: str) -> None:
    assert values(sentence.format(number)) == [hours(str(number), "day")]


@pytest.mark.parametrize("text", [
    "1 " * 1000, "1." * 1000, "9-" * 1000, "zwei" * 500, "in " * 660, "€" * 2000, "(" * 2000, "a@" * 1000,
    "und eins " * 220, "0176 " * 400, "12 euro " * 250, "in Xabcdef " * 200,
    "zwei einhalb " * 250, "8 h 30 " * 300, "15. des " * 300, "half a " * 400,
])
def test_hostile_texts_are_read_quickly(text: str) -> None:
    start = datetime.datetime.now(datetime.timezone.utc)
    facts(text, "de", TODAY)
    assert datetime.datetime.now(datetime.timezone.utc) - start < datetime.timedelta(seconds=1)


def test_the_component_sets_entities() -> None:
    message = Message({"text": "AL-7K2-9M4: vor 2 Wochen gekündigt, 1.800 € in Köln"})
    Entities().process([message])
    entities = message.get("entities")
    assert [entity["entity"] for entity in entities] == ["code", "date", "money", "place"]
    assert entities[2] == {"entity": "money", "value": {"amount": "1800.00", "per": None},
                           "start": 36, "end": 43, "extractor": "Entities"}
    assert entities[1]["value"]["date"] == "2026-11-08"


def test_training_data_stay_as_they_are() -> None:
    data = TrainingData()
    assert Entities().process_training_data(data) is data


def test_a_mistake_of_a_translator_is_named(tmp_path: Path) -> None:
    path = tmp_path / "xx.yml"
    english = (WORDS / "en.yml").read_text(encoding="utf-8")
    path.write_text(english.replace('"on": ["on", "on the"', '"on": [on, "on the"'), encoding="utf-8")
    with pytest.raises(DataError, match=r"xx\.yml: on\.0: str type expected"):
        read_words(path)

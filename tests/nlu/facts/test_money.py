"""Sums of money as people type them. Today is Sunday, 22 November 2026."""

import datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any, Optional

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.facts.money import find

TODAY = datetime.date(2026, 11, 22)


def sums(text: str, language: str = "de") -> list[tuple[str, Optional[str]]]:
    values: list[dict[str, Any]] = [dict(fact.value) for fact in find(text, language, TODAY)]
    return [(value["amount"], value["per"]) for value in values]


NOTATIONS = [
    ("1.800 €", "1800.00"),
    ("1,800 euro", "1800.00"),
    ("1800 Euro", "1800.00"),
    ("€1.800,50", "1800.50"),
    ("1,800.50 euros", "1800.50"),
    ("1 800 Euro", "1800.00"),
    ("1'800 Euro", "1800.00"),
    ("1800,- €", "1800.00"),
    ("EUR 900", "900.00"),
    ("900EUR", "900.00"),
    ("2.100,00 EUR", "2100.00"),
    ("€8k", "8000.00"),
    ("6 thousand euros", "6000.00"),
    ("zwölf Euro", "12.00"),
    ("zwoelf euro", "12.00"),
    ("fünfundvierzig euro", "45.00"),
    ("forty five euros", "45.00"),
    ("sixty-five euros", "65.00"),
    ("zweihundertfünfzig euro", "250.00"),
    ("two hundred and fifty euros", "250.00"),
    ("eintausendachthundert euro", "1800.00"),
    ("tausend euro", "1000.00"),
    ("12 Euro 50", "12.50"),
    ("12 euro und 50 cent", "12.50"),
    ("12€50", "12.50"),
    ("zwölf euro fünfzig", "12.50"),
    ("50 cent", "0.50"),
    ("١٨٠٠ €", "1800.00"),
    ("۱۲٫۵۰ €", "12.50"),
    ("18.000 euro schulden", "18000.00"),
    ("1.9k netto", "1900.00"),
    ("brutto 2.650", "2650.00"),
    ("netto: 1450", "1450.00"),
    ("1200 brutto", "1200.00"),
    ("1500 auf die hand", "1500.00"),
    ("200 cash", "200.00"),
]

WITH_UNIT = [
    ("they give me 12,50 an hour", "12.50", "hour"),
    ("12,50/h", "12.50", "hour"),
    ("13,50€ die Stunde", "13.50", "hour"),
    ("12 €/Std.", "12.00", "hour"),
    ("12,50 € brutto pro Stunde", "12.50", "hour"),
    ("13 € (netto) pro h", "13.00", "hour"),
    ("8,50 brutto per Stunde", "8.50", "hour"),
    ("12.41 an hour", "12.41", "hour"),
    ("10 euro std", "10.00", "hour"),
    ("9 euro hour, legal?", "9.00", "hour"),
    ("Boss giving 6.50 hourly", "6.50", "hour"),
    ("Stundenlohn 12,82", "12.82", "hour"),
    ("Stundenlohn: 12 €", "12.00", "hour"),
    ("sie zahlen pro stunde 9,50", "9.50", "hour"),
    ("dreizehn euro 50 die stunde", "13.50", "hour"),
    ("15 the hour", "15.00", "hour"),
    ("8 euro for every hour", "8.00", "hour"),
    ("Friseur zahlt mir 40 am tag", "40.00", "day"),
    ("50 euro a day", "50.00", "day"),
    ("Der Chef gibt mir pro Tag 60 bar", "60.00", "day"),
    ("20 Euro die Woche", "20.00", "week"),
    ("sixty euros a week", "60.00", "week"),
    ("1900 im monat", "1900.00", "month"),
    ("1900€ netto/monat", "1900.00", "month"),
    ("er zahlt mir monatlich 1200", "1200.00", "month"),
    ("bekomme knapp 900 Euro im Monat", "900.00", "month"),
    ("my salary is €2200/month", "2200.00", "month"),
    ("I get 1,100 euros a month", "1100.00", "month"),
    ("jeden monat 350 euro", "350.00", "month"),
    ("900€ monat", "900.00", "month"),
    ("1.800 per month", "1800.00", "month"),
    ("24.000 euro im jahr", "24000.00", "year"),
    ("boss zahlt 13 € an hour", "13.00", "hour"),
]

BESIDE_PAY = [
    ("sie zahlen mir 1.800 für 45 Stunden", "1800.00"),
    ("I earn 1,350 and have two kids", "1350.00"),
    ("Ich verdiene 2.400", "2400.00"),
    ("my salary 1,450.00", "1450.00"),
    ("bekomme nur 900", "900.00"),
    ("they pay me 11", "11.00"),
    ("he gave me 500", "500.00"),
    ("habe nur 912 bekommen", "912.00"),
    ("mein gehalt ist 1900", "1900.00"),
    ("verdiene ca. 1500", "1500.00"),
    ("Alle bekommen 13,20.", "13.20"),
    ("ich kriege 12 aber der chef sagt 14", "12.00"),
]

NOTHING = [
    "10115 Berlin", "ich bekomme 10115", "tel 0176 12345678", "+49 30 901820 euro",
    "DE89 3704 0044 0532 0130 00", "ich bekomme 20 Tage Urlaub", "I get 3 rooms", "they pay 25%",
    "zahlen 25 prozent zuschlag", "Mindestlohn 2026", "zahlt seit 2024 nicht", "paid in 2020",
    "gibt es 13. gehalt", "bekomme lohn am 15.", "1800", "1.9k", "40 die woche", "160 im monat",
    "10 am tag", "mehr als 9,50 euro", "unter 10 euro pro stunde", "1500-1800 euro", "12 bis 14 euro",
    "9 oder 10 euro", "2 mal 300 euro", "3 x 500 euro", "500 dollar bekommen", "zahlen mir 500 $",
    "1.8000 euro", "1.800.50 euro", "keinen cent", "not one euro", "some hundred euros", "4 euro mehr",
    "2 euro weniger", "5 euros more", "4 euro pro lieferung", "3 euro per room", "520-Euro-Job",
    "556 euro job", "ein euro job", "45 stunden", "seit 3 jahren", "vertrag 25 std, bezahlt 20",
    "35 stunden garantiert aber nur 20 gekriegt", "Lohngruppe 5", "§ 612 bgb zahlen",
    "bekomme nur 20 die woche", "kriege 10 am tag", "am 12.10. bezahlt", "1800 die stunde",
    "0 euro", "AL-7K2-9M4", "mail@1800.de zahlen",
    "5 von 10 bekommen", "12 Euro und 50", "12 Euro 50 Pakete", "zwischen 1200 und 1500 Euro", "12 Euro und ein halb",
]


@pytest.mark.parametrize(("text", "amount"), NOTATIONS + BESIDE_PAY)
@pytest.mark.parametrize("language", ["de", "en"])
def test_sum(text: str, amount: str, language: str) -> None:
    assert sums(text, language) == [(amount, None)]


@pytest.mark.parametrize(("text", "amount", "per"), WITH_UNIT)
@pytest.mark.parametrize("language", ["de", "en"])
def test_sum_for_a_time(text: str, amount: str, per: str, language: str) -> None:
    assert sums(text, language) == [(amount, per)]


@pytest.mark.parametrize("text", NOTHING)
def test_no_sum(text: str) -> None:
    assert sums(text) == []


@pytest.mark.parametrize(("text", "expected"), [
    ("13 €/h und 2.100 brutto im Monat", [("13.00", "hour"), ("2100.00", "month")]),
    ("Ich verdienen 2200 und bekommen 1610.", [("2200.00", None), ("1610.00", None)]),
    ("am 15 300 Euro", []),
    ("10 Stunden am Tag 50 Euro", [("50.00", None)]),
    ("1200 euro 40 stunden die woche", [("1200.00", None)]),
])
def test_several_numbers(text: str, expected: list[tuple[str, Optional[str]]]) -> None:
    assert sums(text) == expected


@pytest.mark.parametrize(("language", "text", "amount"), [
    ("ru", "1200 евро и два выходных", "1200.00"),
    ("de", "1200 Euro und zwei Tage frei", "1200.00"),
    ("es", "nueve euros con cincuenta", "9.50"),
    ("de", "12 Euro und fünfzig Cent", "12.50"),
    ("fr", "1\u202f200 €", "1200.00"),
    ("ru", "1\u00a0200 евро по 12", "1200.00"),
    ("ru", "полторы тысячи евро", "1500.00"),
    ("sr", "dve hiljade i po evra", "2500.00"),
])
def test_sum_in_its_language(language: str, text: str, amount: str) -> None:
    assert sums(text, language) == [(amount, None)]


@pytest.mark.parametrize(("language", "text"), [
    ("ru", "2 500 до 3 000"), ("ru", "от 2 500 до 3 000 евро"), ("fr", "2 500 à 3 000 euros"), ("sr", "2 hiljade i po evra"),
    ("ru", "между 1200 и 1500 евро"),
])
def test_no_sum_in_its_language(language: str, text: str) -> None:
    assert sums(text, language) == []


def test_the_span_is_in_the_text_as_typed() -> None:
    text = "Lohn:   fu\u0308nfzig  Euro  die Stunde!"
    (fact,) = find(text, "de", TODAY)
    assert text[fact.start:fact.end] == "fu\u0308nfzig  Euro  die Stunde"


LETTERS = "0123456789., -/'€$k()%\nzahlenbekometßüstdhpro ½²٣\u0308\u200f"


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from(LETTERS), max_size=60) | st.text())
def test_no_text_is_too_odd(text: str) -> None:
    facts = find(text, "en", TODAY)
    assert all(0 <= fact.start < fact.end <= len(text) for fact in facts)
    assert all(first.end <= second.start for first, second in pairwise(facts))


def german(amount: Decimal) -> str:
    return f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))


@settings(deadline=None)
@given(st.decimals(Decimal("0.01"), 99_999, places=2),
       st.sampled_from([lambda amount: f"{amount:,.2f}", german, lambda amount: f"{amount:.2f}",
                        lambda amount: german(amount).replace(".", " ")]),
       st.sampled_from(["{} €", "€{}", "er schuldet mir {} Euro!", "only {} euros, is it legal"]))
def test_what_is_written_is_read(amount: Decimal, notation: Any, sentence: str) -> None:
    assert sums(sentence.format(notation(amount))) == [(f"{amount:.2f}", None)]

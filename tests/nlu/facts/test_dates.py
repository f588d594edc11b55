"""Dates as people type them. Today is Sunday, 22 November 2026."""

import datetime
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.nlu.facts.dates import find

TODAY = datetime.date(2026, 11, 22)
Value = dict[str, Any]
GERMAN = ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
          "November", "Dezember"]
ENGLISH = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"]


def values(text: str, language: str = "de", today: datetime.date = TODAY) -> list[Value]:
    found = [dict(fact.value) for fact in find(text, language, today)]
    return [{key: part for key, part in value.items() if key != "text"} for value in found]


def day(first: str, also: str = "") -> Value:
    return {"date": first, **({"also": also} if also else {}), "precision": "day"}


def month(first: str, also: str = "") -> Value:
    return {"month": first, **({"also": also} if also else {}), "precision": "month"}


def either(*candidates: str) -> Value:
    return {"candidates": list(candidates), "precision": "ambiguous"}


def invalid(text: str) -> Value:
    return {"invalid": text, "precision": "invalid"}


WITHOUT_YEAR = [
    ("I got my dismissal on 20 November", day("2026-11-20", "2027-11-20")),
    ("Kündigung am 20. November bekommen", day("2026-11-20", "2027-11-20")),
    ("am 20.11. gekündigt", day("2026-11-20", "2027-11-20")),
    ("am 20.11 gekündigt", day("2026-11-20", "2027-11-20")),
    ("20.11", day("2026-11-20", "2027-11-20")),
    ("10.11.", day("2026-11-10", "2027-11-10")),
    ("the 20th of November", day("2026-11-20", "2027-11-20")),
    ("dismissed 20th nov", day("2026-11-20", "2027-11-20")),
    ("Nov 20", day("2026-11-20", "2027-11-20")),
    ("on november 20th they fired me", day("2026-11-20", "2027-11-20")),
    ("zwanzigster november", day("2026-11-20", "2027-11-20")),
    ("am ersten März angefangen", day("2026-03-01", "2027-03-01")),
    ("the first of march", day("2026-03-01", "2027-03-01")),
    ("bin seit dem 1. März hier", day("2026-03-01", "2025-03-01")),
    ("seit 1. dezember", day("2025-12-01", "2024-12-01")),
    ("since 5 may", day("2026-05-05", "2025-05-05")),
    ("mein Vertrag endet am 31.3.", day("2027-03-31", "2026-03-31")),
    ("am 31.3. endet mein Vertrag", day("2027-03-31", "2026-03-31")),
    ("my contract ends on 31 March", day("2027-03-31", "2026-03-31")),
    ("bis 15.6. befristet", day("2027-06-15", "2026-06-15")),
    ("ab dem 1.2. neue arbeit", day("2027-02-01", "2026-02-01")),
    ("I must leave by 31 december", day("2026-12-31", "2025-12-31")),
    ("ich war am 31.3. krank", day("2026-03-31", "2027-03-31")),
    ("bis 10.11. gearbeitet", day("2026-11-10", "2027-11-10")),
    ("am 10. Januar", day("2027-01-10", "2026-01-10")),
    ("24. dezember", day("2026-12-24", "2025-12-24")),
    ("3. Mrz", day("2026-03-03", "2027-03-03")),
    ("am 3. maerz", day("2026-03-03", "2027-03-03")),
    ("5. novemeber", day("2026-11-05", "2027-11-05")),
    ("feburary 10th", day("2026-02-10", "2027-02-10")),
    ("mein chef dismissed me am 4. november", day("2026-11-04", "2027-11-04")),
    ("١٠.١١.", day("2026-11-10", "2027-11-10")),
    ("am 5ten", day("2026-11-05", "2026-12-05")),
    ("he gave me the letter on the 20th.", day("2026-11-20", "2026-12-20")),
    ("kündigung zum 15.", day("2026-12-15", "2026-11-15")),
    ("bis Juli letztes Jahr", month("2025-07")),
    ("am 3. März letzten Jahres", day("2025-03-03")),
    ("Lohn für Oktober fehlt", month("2026-10", "2027-10")),
    ("im Oktober 15 Tage krank", month("2026-10", "2027-10")),
    ("no salary since may", month("2026-05", "2025-05")),
    ("ab Januar", month("2027-01", "2026-01")),
    ("end of March", day("2026-03-31", "2027-03-31")),
    ("my contract ends end of March", day("2027-03-31", "2026-03-31")),
]

WITH_YEAR = [
    ("3.4.26", day("2026-04-03")),
    ("geboren am 3.4.85", day("1985-04-03")),
    ("01.02.2022", day("2022-02-01")),
    ("Vertrag seit 1. 3. 2024", day("2024-03-01")),
    ("2026-11-20", day("2026-11-20")),
    ("31/12/25", day("2025-12-31")),
    ("12/31/2025", day("2025-12-31")),
    ("20-11-2026", day("2026-11-20")),
    ("1.September 2026", day("2026-09-01")),
    ("March 3rd, 2026", day("2026-03-03")),
    ("20 Nov 2026", day("2026-11-20")),
    ("Nov. 20, 2026", day("2026-11-20")),
    ("on the 20th of November 2025", day("2025-11-20")),
    ("۲۰.۱۱.۲۰۲۶", day("2026-11-20")),
    ("29.2.2024", day("2024-02-29")),
    ("angefangen märz 2016", month("2016-03")),
    ("since November 2022", month("2022-11")),
    ("seit 09/2023", month("2023-09")),
    ("Ende Oktober 2025", day("2025-10-31")),
    ("am 20. November 2000 Euro bekommen", day("2026-11-20", "2027-11-20")),
]

AMBIGUOUS = [
    ("5/6", either("2026-06-05", "2026-05-06")),
    ("5/6/2026", either("2026-06-05", "2026-05-06")),
    ("on 3/4/2025", either("2025-04-03", "2025-03-04")),
    ("13/6", day("2026-06-13", "2027-06-13")),
    ("on 6/13", day("2026-06-13", "2027-06-13")),
    ("6/6/2026", day("2026-06-06")),
]

INVALID = [
    ("am 31.2. gekündigt", invalid("31.2.")),
    ("45.13.", invalid("45.13.")),
    ("31.02.2026", invalid("31.02.2026")),
    ("31 November", invalid("31 November")),
    ("2026-13-45", invalid("2026-13-45")),
    ("29.2.", invalid("29.2.")),
]

RELATIVE = [
    ("heute gekündigt", day("2026-11-22")),
    ("gestern", day("2026-11-21")),
    ("vorgestern kam der brief", day("2026-11-20")),
    ("morgen", day("2026-11-23")),
    ("uebermorgen", day("2026-11-24")),
    ("heute morgen", day("2026-11-22")),
    ("yesterday", day("2026-11-21")),
    ("the day before yesterday", day("2026-11-20")),
    ("letzten Montag", either("2026-11-16", "2026-11-09")),
    ("last monday", either("2026-11-16", "2026-11-09")),
    ("letzten Sonntag", day("2026-11-15")),
    ("next Friday", day("2026-11-27")),
    ("nächsten Freitag", day("2026-11-27")),
    ("vor drei Tagen", day("2026-11-19")),
    ("vor 2 Wochen", day("2026-11-08")),
    ("vor einer woche", day("2026-11-15")),
    ("2 weeks ago", day("2026-11-08")),
    ("a week ago", day("2026-11-15")),
    ("in two weeks", day("2026-12-06")),
    ("in 10 Tagen", day("2026-12-02")),
    ("three months ago", month("2026-08")),
    ("ende des monats", day("2026-11-30")),
    ("end of the month", day("2026-11-30")),
    ("last month he paid nothing", month("2026-10")),
    ("nächsten Monat", month("2026-12")),
]

NOTHING = [
    "guten Morgen", "jeden morgen um 5", "24/7", "2/3 vom lohn", "5/12 urlaub", "may i ask something",
    "10 may work there", "we march on", "12.50 pro stunde", "ich bekomme 12.10.", "12,50 €", "§ 3.4.",
    "Steuerklasse 3.", "1.800 euro", "seit 2019", "vor 2 Jahren", "vor ca. 3 wochen",
    "a year and two months ago", "80 hours in 2 weeks", "one day off in two weeks",
    "how many hours in a week", "my last month", "zum 3. mal", "5. arbeitstag", "am 2. standort",
    "3. stock", "tel 0176 12345678", "bis 18 uhr", "Lohn 10/25", "1. bis 15. des monats",
    "von heute auf morgen", "1.2.3", "10.11.5", "Punkt 2.3.",
]


@pytest.mark.parametrize(("text", "expected"), WITHOUT_YEAR + WITH_YEAR + AMBIGUOUS + INVALID + RELATIVE)
def test_one_date(text: str, expected: Value) -> None:
    assert values(text) == [expected]
    assert values(text, "en") == [expected]


@pytest.mark.parametrize("text", NOTHING)
def test_no_date(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(("text", "expected"), [
    ("vom 01.03. bis 23.05.", [day("2026-03-01", "2027-03-01"), day("2026-05-23", "2027-05-23")]),
    ("from 1 June 2025 until 31/12/2025", [day("2025-06-01"), day("2025-12-31")]),
    ("gestern bekommen, datiert 30.9., endet 31.12.",
     [day("2026-11-21"), day("2026-09-30", "2027-09-30"), day("2026-12-31", "2025-12-31")]),
])
def test_several_dates(text: str, expected: list[Value]) -> None:
    assert values(text) == expected


LAST = day("2026-11-15", "2026-12-15")
DAYS_ALONE = [
    ("en", "I was dismissed on the 15th", LAST), ("de", "Kündigung am 15. bekommen", LAST),
    ("ru", "меня уволили 15 числа", LAST), ("ru", "пятнадцатого числа уволили", LAST), ("uk", "15 числа звільнили", LAST),
    ("fr", "viré le 15, que faire", LAST), ("es", "me despidieron el 15", LAST), ("tr", "ayın 15'inde çıkardılar", LAST),
    ("ar", "فصلوني يوم 15", LAST), ("fa", "روز ۱۵ام", LAST), ("vi", "ngày 15 bị đuổi", LAST),
    ("sq", "me datë 15 më larguan", LAST),
    ("sr", "otkaz 15. u mjesecu", LAST), ("de", "am 25. gekündigt", day("2026-10-25", "2026-11-25")),
    ("en", "on the 15th of last month", day("2026-10-15")), ("de", "am 15. des letzten Monats", day("2026-10-15")),
    ("fr", "le 15 du mois dernier", day("2026-10-15")), ("es", "el 15 del mes pasado", day("2026-10-15")),
    ("ru", "15 числа прошлого месяца", day("2026-10-15")), ("vi", "ngày 15 tháng trước", day("2026-10-15")),
    ("sr", "15. ovog meseca", day("2026-11-15")), ("vi", "3 tháng trước", month("2026-08")),
    ("ar", "قبل شهرين", month("2026-09")), ("en", "Friday last week", either("2026-11-13", "2026-11-20")),
]


@pytest.mark.parametrize(("language", "text", "expected"), DAYS_ALONE)
def test_a_day_without_its_month(language: str, text: str, expected: Value) -> None:
    assert values(text, language) == [expected]


@pytest.mark.parametrize(("language", "text"), [
    ("ru", "зарплата 15 числа каждого месяца"), ("es", "cobro el 15 de cada mes"), ("fr", "le 15 et le 16"),
    ("fr", "le 15 300 euros"), ("vi", "làm ngày 15 tiếng"), ("en", "the 5th of my colleagues"),
])
def test_no_day_without_its_month(language: str, text: str) -> None:
    assert values(text, language) == []


def test_the_piece_of_the_text_is_told() -> None:
    text = "Mein Vertrag:  endet am 3. Ma\u0308rz 2027!"
    (fact,) = find(text, "de", TODAY)
    assert text[fact.start:fact.end] == "3. Ma\u0308rz 2027" == dict(fact.value)["text"]


def test_next_weekday_inside_the_running_week_has_two_readings() -> None:
    assert values("next Friday", "en", datetime.date(2026, 11, 23)) == [day("2026-11-27", "2026-12-04")]


def test_month_before_day_only_for_those_who_write_so() -> None:
    assert values("the letter of 10/25", "en") == [day("2026-10-25", "2027-10-25")]


LETTERS = "0123456789. -/:,;'()€ \nabdeimnortuzäüMärz٣۳½²\u0308\u200f"


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from(LETTERS), max_size=60) | st.text())
@example("0000-00-00 00.00.0000 99/99 32ten Mai 0")
def test_no_text_is_too_odd(text: str) -> None:
    facts = find(text, "de", TODAY)
    assert all(0 <= fact.start < fact.end <= len(text) for fact in facts)
    assert all(first.end <= second.start for first, second in pairwise(facts))


NOTATIONS = [
    lambda d: f"{d:%Y-%m-%d}",
    lambda d: f"{d:%d.%m.%Y}",
    lambda d: f"{d.day}.{d.month}.{d.year}",
    lambda d: f"{d:%d.%m.%y}",
    lambda d: f"{d.day}. {GERMAN[d.month - 1]} {d.year}",
    lambda d: f"{d.day}.{GERMAN[d.month - 1].upper()} {d.year}",
    lambda d: f"{d.day} {ENGLISH[d.month - 1]} {d.year}",
    lambda d: f"{ENGLISH[d.month - 1]} {d.day}, {d.year}",
    lambda d: f"{d.day}th of {ENGLISH[d.month - 1]} {d.year}",
]
SENTENCES = ["{}", "am {} gekündigt", "they fired me on {}!", "(ab {}, sagt der chef)", "Brief vom {}."]


@settings(deadline=None)
@given(st.dates(datetime.date(1940, 1, 1), datetime.date(2036, 12, 31)), st.sampled_from(NOTATIONS),
       st.sampled_from(SENTENCES))
def test_what_is_written_is_read(date: datetime.date, notation: Any, sentence: str) -> None:
    assert values(sentence.format(notation(date))) == [day(date.isoformat())]

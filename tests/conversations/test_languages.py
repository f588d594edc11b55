"""The twelve languages in the talk: each answers in its own, follows who writes, and keeps what was begun."""

from __future__ import annotations

import re

import pytest

from bot.clock import today
from bot.knowledge.answers import answer
from bot.knowledge.direction import isolated
from bot.knowledge.utterances import utterance
from bot.languages import STARTED, languages

UNPAID = {
    "de": "mein Chef hat mir den Lohn für zwei Monate nicht bezahlt",
    "en": "my boss has not paid my wages for two months",
    "ar": "صاحب العمل لم يدفع لي الراتب منذ شهرين",
    "fa": "کارفرما دو ماه است حقوق من را پرداخت نکرده",
    "tr": "patron iki aydır maaşımı ödemiyor",
    "ru": "начальник уже два месяца не платит мне зарплату",
    "uk": "начальник вже два місяці не платить мені зарплату",
    "fr": "mon patron ne m'a pas payé mon salaire depuis deux mois",
    "es": "mi jefe no me ha pagado el sueldo desde hace dos meses",
    "vi": "chủ không trả lương cho tôi hai tháng nay rồi",
    "sr": "šef mi nije isplatio platu već dva mjeseca",
    "sq": "shefi nuk ma ka paguar rrogën dy muaj",
}
FINISHED = [code for code, language in languages().items() if language.review != STARTED]
QUOTED = re.compile(r"[„«“\"‘]\s*([^„«“”»\"’]+?)\s*[“”»\"’]")


def shown(name: str, language: str) -> str:
    return isolated(answer(name, language, today()).text, language)


@pytest.mark.parametrize("language", FINISHED)
def test_a_question_is_answered_in_its_language(talk, language):
    other = "en" if language != "en" else "de"
    rows = talk(other).say(UNPAID[language])
    assert rows[-1].text == shown("wages_unpaid", language)
    assert languages()[other].name in rows[0].buttons[0]["title"], "how to go back"


@pytest.mark.parametrize("language", FINISHED)
def test_the_words_that_the_help_quotes_work(talk, language):
    centre, person, delete, stop = QUOTED.findall(utterance("utter_help", language).text)
    assert isolated(utterance("utter_ask_place", language).text, language) in talk(language).text(centre)
    assert isolated(utterance("utter_confirm_delete", language).text, language) in talk(language).text(delete)
    conversation = talk(language)
    conversation.say(person)
    assert isolated(utterance("utter_stopped", language).text, language) in conversation.text(stop)


@pytest.mark.parametrize("language", FINISHED)
def test_the_picker_names_all_languages(talk, language):
    labels = " ".join(talk(language).labels("/language"))
    assert [row.name for row in languages().values() if isolated(row.name, language) not in labels] == []


def test_a_language_that_is_not_spoken_gets_the_picker_in_its_own_words(talk):
    rows = talk("en").say("Szef nie płaci mi pieniędzy")
    assert "Nie znam jeszcze języka polskiego" in rows[-1].text and len(rows[-1].buttons) == len(languages())


@pytest.mark.parametrize("word", ["ok", "Minijob", "Kündigung?", "👍", "24.12."])
def test_a_word_of_every_language_changes_nothing(talk, word):
    conversation = talk("uk")
    conversation.say("начальник вже два місяці не платить мені зарплату")
    rows = conversation.say(word)
    assert all(re.search("[а-яіїєґ]", row.text) for row in rows)


def test_a_change_of_language_keeps_the_form_and_what_was_said(talk):
    conversation = talk("en")
    conversation.say("I want to talk to a person")
    conversation.say("wages not paid")
    conversation.say("Türkçe")
    rows = conversation.say("Köln")
    assert isolated(utterance("utter_ask_reply", "tr").text, "tr") in rows[-1].text or "?" in rows[-1].text

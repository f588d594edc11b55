"""The first screen: what this is, in the telephone's language, and the choice of a language; and what a link adds."""

from __future__ import annotations

import pytest

from bot.clock import today
from bot.knowledge.answers import answer
from bot.knowledge.direction import isolated
from bot.knowledge.utterances import utterance
from bot.languages import languages

NAMES = [language.name for language in languages().values()]


def titles(rows):
    return [button["title"] for row in rows for button in row.buttons]


@pytest.mark.parametrize("code", languages())
def test_a_new_talk_says_what_it_is_in_the_telephones_language(phone, code):
    rows = phone(phone=code).welcome
    assert len(rows) == 1
    assert isolated(utterance("utter_welcome", code).text, code).splitlines()[0] in rows[0].text
    own = isolated(languages()[code].name, code)
    assert titles(rows)[0] == own
    rest = [isolated(name, code) for name in NAMES if name != languages()[code].name]
    assert titles(rows)[1:] == rest


@pytest.mark.parametrize("start", [{}, {"phone": "xx"}])
def test_an_unknown_telephone_is_met_in_english(phone, start):
    rows = phone(**start).welcome
    assert "I am a computer program" in rows[0].text and titles(rows) == NAMES


def test_the_choice_is_answered_by_the_welcome_with_topics(phone):
    chat = phone(phone="uk")
    assert chat.press("English").startswith("I am a computer program")
    assert chat.press("Українська").startswith(utterance("utter_welcome", "uk").text)
    assert chat._buttons[utterance("utter_welcome", "uk").buttons[0].title] == "/wages_unpaid"


def test_later_a_choice_is_answered_in_a_line(phone):
    chat = phone(phone="uk")
    chat.press("English")
    chat.say("my boss has not paid my wages for two months")
    assert chat.press("Türkçe") == utterance("utter_language_changed", "tr").text


def test_a_clear_message_is_a_choice_too(phone):
    chat = phone(phone="uk")
    assert chat.text("my boss has not paid my wages for two months") == answer("wages_unpaid", "en", today()).text


def test_an_unclear_message_is_answered_in_the_telephones_language_and_chooses_nothing(phone):
    chat = phone(phone="tr")
    assert chat.text("ok") == utterance("utter_affirm", "tr").text
    assert titles(chat.start(phone="tr"))[0] == "Türkçe"


def test_a_start_in_a_running_talk_keeps_the_language(phone):
    chat = phone(phone="uk")
    chat.press("English")
    assert chat.start(phone="uk")[0].text.startswith("I am a computer program")
    assert chat.start(language="uk")[0].text.startswith("I am a computer program")


def test_a_start_leaves_an_open_form(phone):
    chat = phone(language="en")
    chat.say("I want to talk to a person")
    assert [row.text for row in chat.start(phone="en")] == [utterance("utter_welcome", "en").text]
    assert chat.text("Kassel") != utterance("utter_ask_reply", "en").text


def test_a_link_brings_the_answer_to_its_topic(phone):
    rows = phone(language="uk", topic="wages_unpaid").welcome
    assert [row.text for row in rows] == [utterance("utter_welcome", "uk").text, answer("wages_unpaid", "uk", today()).text]


def test_a_link_without_a_language_answers_after_the_choice(phone):
    chat = phone(phone="uk", topic="wages_unpaid")
    assert len(chat.welcome) == 1
    assert chat.press("English").endswith(answer("wages_unpaid", "en", today()).text)


def test_the_centres_of_a_linked_land_are_shown_without_asking_once(phone):
    chat = phone(language="en", land="DE-BB")
    found = chat.text("where is the nearest counselling centre?")
    assert "Brandenburg" in found.splitlines()[0] and found.index("Faire Integration Brandenburg") < found.index("Berlin")
    assert "km" not in found
    assert "town" in chat.text("where is the nearest counselling centre?")


def test_a_place_in_the_message_goes_before_the_link(phone):
    chat = phone(language="en", land="DE-BB")
    assert "Kassel" in chat.text("where is the nearest counselling centre in Kassel?")


def test_a_linked_centre_is_shown_and_gets_the_case(phone):
    chat = phone(language="en", centre="fi-he-kassel", land="DE-HE")
    assert "Faire Integration Hessen, Kassel" in chat.welcome[1].text
    chat.say("my boss has not paid my wages for two months")
    chat.say("I want to talk to a person")
    assert "Faire Integration Hessen, Kassel" in chat.press("Here in the chat").splitlines()[0]


def test_a_linked_centre_alone_brings_its_land(phone):
    chat = phone(language="en", centre="fi-he-kassel")
    found = chat.text("where is the nearest counselling centre?")
    assert "Hessen" in found.splitlines()[0] and found.index("Kassel") < found.index("Frankfurt")


@pytest.mark.parametrize("wrong", [
    {"topic": "wages_gold"}, {"land": "BY"}, {"centre": "emergency-police"}, {"centre": "fi-fachstelle"}, {"topic": ["x"]},
])
def test_what_a_link_names_wrongly_is_left_out(phone, wrong):
    chat = phone(language="en", **wrong)
    assert [row.text for row in chat.welcome] == [utterance("utter_welcome", "en").text]
    assert "town" in chat.text("where is the nearest counselling centre?")

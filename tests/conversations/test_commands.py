"""The nine commands of Telegram's menu, and the buttons of earlier messages, in the open and in the middle of a form."""

from __future__ import annotations

import pytest

from bot.knowledge.centres.directory import centres
from bot.knowledge.phrases import phrase
from bot.knowledge.utterances import utterance
from bot.languages import languages

ASK_PLACE = utterance("utter_ask_place", "en").text
ASK_SUMMARY = utterance("utter_ask_summary", "en").text
WELCOME = utterance("utter_welcome", "en").text


def said(name, language="en", **values):
    return utterance(name, language, **values).text


@pytest.fixture
def asked_for_the_town(phone):
    chat = phone(language="en")
    chat.say("I want to talk to a person")
    return chat


@pytest.fixture
def asked_for_a_sentence(asked_for_the_town):
    """The open question takes any text: no command may become the answer."""
    asked_for_the_town.say("Kassel")
    asked_for_the_town.press("Here in the chat")
    return asked_for_the_town


OPEN = {
    "/start": WELCOME, "/language": said("utter_choose_language"), "/help": said("utter_help"), "/centre": ASK_PLACE,
    "/remind": said("utter_no_reminders"), "/mydata": "Your messages: 2", "/delete": said("utter_confirm_delete"),
    "/privacy": said("utter_privacy"), "/stop": said("utter_nothing_to_stop"),
}


@pytest.mark.parametrize("command", OPEN)
def test_in_the_open(phone, command):
    assert OPEN[command] in phone(language="en").text(command)


@pytest.mark.parametrize("command", ["/help", "/privacy"])
def test_in_a_form_the_reply_comes_and_the_question_again(asked_for_a_sentence, command):
    assert asked_for_a_sentence.text(command) == f"{OPEN[command]}\n{ASK_SUMMARY}"


@pytest.mark.parametrize("command", ["/language", "/remind", "/delete"])
def test_in_a_form_the_reply_stands_alone_and_the_question_stays_open(asked_for_a_sentence, command):
    assert asked_for_a_sentence.text(command) == OPEN[command]
    assert "What it is about: no wages" in asked_for_a_sentence.text("no wages")


def test_in_a_form_the_list_of_data_stands_alone(asked_for_a_sentence):
    assert ASK_SUMMARY not in asked_for_a_sentence.text("/mydata")
    assert "What it is about: no wages" in asked_for_a_sentence.text("no wages")


def test_in_a_form_another_language_is_asked_in_it(asked_for_a_sentence):
    asked_for_a_sentence.say("/language")
    assert asked_for_a_sentence.press("Türkçe") == said("utter_ask_summary", "tr")


@pytest.mark.parametrize(("command", "reply"), [
    ("/start", WELCOME), ("/stop", said("utter_stopped")), ("/centre", ASK_PLACE),
])
def test_what_leaves_a_form(asked_for_a_sentence, command, reply):
    assert asked_for_a_sentence.text(command).startswith(reply)
    assert "What it is about" not in asked_for_a_sentence.text("no wages")


def test_deleting_in_a_form(asked_for_a_sentence):
    asked_for_a_sentence.say("/delete")
    assert asked_for_a_sentence.press("Yes, delete all") == said("utter_deleted")


def test_not_deleting_in_a_form(asked_for_a_sentence):
    asked_for_a_sentence.say("/delete")
    assert asked_for_a_sentence.press(utterance("utter_confirm_delete", "en").buttons[1].title) == ASK_SUMMARY


def test_not_deleting_sends_nothing(asked_for_a_sentence):
    asked_for_a_sentence.say("no wages")
    asked_for_a_sentence.say("/delete")
    review = asked_for_a_sentence.press(utterance("utter_confirm_delete", "en").buttons[1].title)
    assert "What it is about: no wages" in review


def test_buttons_of_an_answer_in_between(asked_for_the_town):
    chat = asked_for_the_town
    chat.say("what is the minimum wage in germany?")
    assert "•" in chat.press("More")
    assert "13,90" not in chat.text("Kassel")


def test_a_calculator_may_be_begun_in_a_form(asked_for_the_town):
    chat = asked_for_the_town
    chat.say("what is the minimum wage in germany?")
    assert "gross" in chat.press("Check my pay")
    assert "629,80" in chat.text("1900 a month, 42 hours a week") or "629,80" in chat.text("42")


def test_a_calculator_may_be_begun_in_a_calculator(phone):
    chat = phone(language="en")
    chat.say("i was dismissed with a letter, what now")
    chat.press("Work out my last day")
    chat.say("what is the minimum wage in germany?")
    chat.press("Check my pay")
    assert "hours" in chat.text("1900 a month")


def test_a_button_of_another_question_is_no_answer(phone):
    chat = phone(language="en")
    chat.say("where is the nearest counselling centre?")
    chat.say("stop")
    chat.say("i was dismissed with a letter, what now")
    asked = chat.press("Work out my last day")
    assert chat.press("I am abroad") == asked
    chat.press("Yesterday")
    assert "town" in chat.press("I am abroad")


def test_a_reminder_is_set_in_a_form(phone):
    chat = phone(language="en")
    chat.say("I got my dismissal letter on 20 November")
    chat.say("Munich")
    chat.say("I want to talk to a person")
    assert "4 December" in chat.press("Remind me")
    assert "4 December" in chat.text("/remind")
    assert "What it is about" in chat.press("Here in the chat") or chat.text("no wages")


def test_my_data_counts_what_is_stored(phone):
    chat = phone(language="en")
    chat.say("I got my dismissal letter on 20 November")
    chat.say("Munich")
    chat.press("Remind me")
    chat.say("I want to talk to a person")
    chat.press("Here in the chat")
    chat.press("Yes, send")
    code = chat.press("No, without the talk").splitlines()[1].split()[2]
    text = chat.text("/mydata")
    assert "Your messages: 9" in text and f"{code} (new, not read yet)" in text and "Friday, 4 December 2026" in text
    assert phrase("mydata_address", "en") in text
    chat.say("/delete")
    chat.press("Yes, delete all")
    assert "Your messages: 1" in chat.text("/mydata") and code not in chat.text("/mydata")


def test_my_data_of_the_web_chat_has_no_address(talk):
    assert phrase("mydata_address", "en") not in talk("en").text("/mydata")


@pytest.mark.parametrize("language", languages())
def test_my_data_in_each_language(phone, language):
    rows = phone(language=language).say("/mydata")
    assert [button["payload"] for row in rows for button in row.buttons] == ["/delete_data"]


@pytest.mark.parametrize("begin", [
    "where is the nearest counselling centre?", "I want to talk to a person", "I got my dismissal letter on 20 November",
])
def test_after_the_question_for_a_place_the_telephone_may_send_its_own(phone, begin):
    *others, last = phone(language="en").say(begin)
    assert last.location and last.text == said("utter_share_location") and not last.buttons
    assert not any(row.location for row in others)


@pytest.mark.parametrize("begin", [
    "where is the nearest counselling centre?", "I want to talk to a person", "I got my dismissal letter on 20 November",
])
def test_the_location_is_offered_once_not_at_each_repetition_of_the_question(phone, begin):
    chat = phone(language="en")
    question = chat.say(begin)[-2].text
    again = chat.say("how many days of leave do I have?")
    assert question in [row.text for row in again] and not any(row.location for row in again)
    assert not any(row.location for row in chat.say("Qwertzburg"))


def test_a_choice_of_places_needs_no_location(phone):
    chat = phone(language="en")
    chat.say("where is the nearest counselling centre?")
    assert not any(row.location for row in chat.say("Frankfurt"))


@pytest.mark.parametrize(("place", "has_map"), [("Dresden", True), ("Kassel", False)])
def test_each_card_whose_street_is_sure_has_its_map(phone, place, has_map):
    chat = phone(language="en")
    chat.say("where is the nearest counselling centre?")
    rows = [row for row in chat.say(place) if "Faire Integration" in row.text]
    assert len(rows) >= 2 and (rows[0].buttons != []) == has_map
    for row in rows:
        maps = [button["payload"] for button in row.buttons if button["title"] == phrase("map", "en")]
        named = next(centre for centre in centres().values() if f"{centre.name}\n" in row.text)
        assert len(maps) == (1 if named.address() and named.shown("street") else 0)
        assert all(link.startswith("https://www.openstreetmap.org/search?query=") and " " not in link for link in maps)
    assert rows[-1].buttons[-1]["payload"] == "/handoff_request"

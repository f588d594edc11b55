"""Pauses in a form: it goes on, it asks whether to go on, and after a week it is gone."""

from __future__ import annotations

import pytest

from bot.knowledge.utterances import utterance

GO_ON = utterance("utter_go_on", "en").text
ASK_REPLY = utterance("utter_ask_reply", "en").text
STOPPED = utterance("utter_stopped", "en").text
FORGOTTEN = utterance("utter_forgotten", "en").text
STOP = utterance("utter_go_on", "en").buttons[1].title
LONG = [{"hours": 1}, {"hours": 24}, {"days": 6}]


@pytest.fixture
def asked_for_the_town(phone):
    chat = phone(language="en")
    chat.say("I want to talk to a person")
    return chat


@pytest.mark.parametrize("pause", LONG)
def test_after_a_long_pause_the_text_is_held(asked_for_the_town, pause):
    chat = asked_for_the_town
    chat.wait(**pause)
    assert chat.text("Kassel") == GO_ON
    assert chat.press("Yes, go on").endswith(ASK_REPLY)


def test_before_an_hour_nobody_is_asked(asked_for_the_town):
    asked_for_the_town.wait(minutes=59)
    assert asked_for_the_town.text("Kassel").endswith(ASK_REPLY)


@pytest.mark.parametrize("pause", LONG)
def test_a_button_is_taken_after_any_pause(asked_for_the_town, pause):
    asked_for_the_town.wait(**pause)
    assert asked_for_the_town.press("Skip") == ASK_REPLY


def test_a_held_text_that_is_no_answer_is_answered_and_the_question_asked_again(asked_for_the_town):
    chat = asked_for_the_town
    chat.wait(hours=2)
    chat.say("what is the minimum wage in germany?")
    text = chat.press("Yes, go on")
    assert "13,90" in text and utterance("utter_ask_place", "en").text in text


@pytest.mark.parametrize("answer", [lambda chat: chat.press(STOP), lambda chat: chat.text("no")], ids=["pressed", "typed"])
def test_no_leaves_the_form(asked_for_the_town, answer):
    chat = asked_for_the_town
    chat.wait(hours=2)
    chat.say("Kassel")
    assert answer(chat) == STOPPED
    assert "town" not in chat.text("what is the minimum wage in germany?")


def test_a_typed_yes_goes_on(asked_for_the_town):
    chat = asked_for_the_town
    chat.wait(hours=2)
    chat.say("Kassel")
    assert chat.text("yes").endswith(ASK_REPLY)


def test_who_just_answers_goes_on(asked_for_the_town):
    chat = asked_for_the_town
    chat.wait(hours=2)
    chat.say("hm")
    assert chat.text("Kassel").endswith(ASK_REPLY)


def test_the_reply_may_take_long_too(asked_for_the_town):
    chat = asked_for_the_town
    chat.wait(hours=2)
    chat.say("Kassel")
    chat.wait(days=2)
    assert chat.press("Yes, go on").endswith(ASK_REPLY)


def test_danger_is_never_held(asked_for_the_town):
    asked_for_the_town.wait(hours=2)
    assert "110" in asked_for_the_town.text("my boss locked me in and took my passport")


@pytest.mark.parametrize("begin", [
    ("I want to talk to a person",), ("where is the nearest counselling centre?",), ("I got my dismissal letter on 20 November",),
])
def test_after_a_week_the_form_is_gone_and_the_message_is_a_new_one(phone, begin):
    chat = phone(language="en")
    for text in begin:
        chat.say(text)
    chat.wait(days=7)
    text = chat.text("what is the minimum wage in germany?")
    assert text.startswith(FORGOTTEN) and "13,90" in text and "town" not in text
    assert FORGOTTEN not in chat.text("what is the minimum wage in germany?")


def test_after_a_week_a_form_begins_anew(asked_for_the_town):
    chat = asked_for_the_town
    chat.say("Kassel")
    chat.wait(days=8)
    text = chat.text("where is the nearest counselling centre?")
    assert text.startswith(FORGOTTEN) and utterance("utter_ask_place", "en").text in text


def test_without_a_form_a_week_is_nothing(phone):
    chat = phone(language="en")
    chat.say("what is the minimum wage in germany?")
    chat.wait(days=8)
    assert chat.text("what is the minimum wage in germany?").startswith("The minimum wage")

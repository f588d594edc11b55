"""A message that the person has edited stands in place of the one before."""

from __future__ import annotations

from bot.knowledge.utterances import utterance

EDITED = utterance("utter_edited", "en").text
QUESTION = "what is the minimum wage in germany?"


def test_the_last_answer_is_undone(phone):
    chat = phone(language="en")
    chat.say("my boss has not paid my wages for two months")
    chat.say("I want to talk to a person")
    chat.say("Kassel")
    text = chat.edit("Stuttgart")
    assert text.startswith(EDITED) and "Faire Integration" in text and text.endswith(utterance("utter_ask_reply", "en").text)
    assert "Stuttgart" in chat.press("Here in the chat")


def test_an_edited_answer_may_be_edited_again(phone):
    chat = phone(language="en")
    chat.say("my boss has not paid my wages for two months")
    chat.say("I want to talk to a person")
    chat.say("Kassel")
    chat.edit("Stuttgart")
    assert chat.edit("Berlin").startswith(EDITED)
    assert "Place of work: Berlin" in chat.press("Here in the chat")


def test_an_answer_that_becomes_a_question_is_undone(phone):
    chat = phone(language="en")
    chat.say("I want to talk to a person")
    chat.say("Kassel")
    text = chat.edit(QUESTION)
    assert text.startswith(EDITED) and "13,90" in text and utterance("utter_ask_place", "en").text in text


def test_a_question_in_between_undoes_nothing(phone):
    chat = phone(language="en")
    chat.say("I want to talk to a person")
    chat.say("Kassel")
    chat.say(QUESTION)
    text = chat.edit("what is the minimum wage in Bavaria?")
    assert EDITED not in text and "13,90" in text and text.endswith(utterance("utter_ask_reply", "en").text)


def test_a_pressed_button_is_not_undone(phone):
    chat = phone(language="en")
    chat.say("I want to talk to a person")
    chat.press("Skip")
    assert utterance("utter_ask_reply", "en").text in chat.edit(QUESTION)


def test_the_message_that_began_a_calculation_is_replaced(phone):
    chat = phone(language="en")
    chat.say("I got my dismissal letter on 20 November")
    assert chat.edit("I got my dismissal letter on 19 November").startswith(EDITED)
    assert "Thursday, 10 December 2026" in chat.text("Munich")


def test_figures_correct_the_last_calculation(phone):
    chat = phone(language="en")
    chat.say("I got my dismissal letter on 20 November")
    assert "Friday, 11 December 2026" in chat.text("Munich")
    text = chat.edit("on 19 November")
    assert text.startswith(EDITED) and "Thursday, 10 December 2026" in text


def test_all_figures_of_the_message_correct_it(phone):
    chat = phone(language="de")
    assert "629,80" in chat.text("sie geben mir 1900 im monat für 42 stunden, ist das ok?")
    text = chat.edit("sie geben mir 1800 im monat für 40 stunden, ist das ok?")
    assert text.startswith(utterance("utter_edited", "de").text) and "609,33" in text


def test_elsewhere_the_text_is_just_answered(phone):
    chat = phone(language="en")
    chat.say("my boss has not paid my wages for two months")
    text = chat.edit(QUESTION)
    assert "13,90" in text and EDITED not in text


def test_after_a_pause_an_edit_is_not_held(phone):
    chat = phone(language="en")
    chat.say("I want to talk to a person")
    chat.say("Kassel")
    chat.wait(hours=3)
    assert chat.edit("Stuttgart").startswith(EDITED)

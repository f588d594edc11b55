"""What people get when they ask, in German and English."""

from __future__ import annotations

import datetime

import pytest

from bot import clock
from bot.assistant import Assistant
from bot.channels.worker import Worker
from bot.settings import ROOT


def test_first_message_says_what_this_is(talk):
    welcome = talk("en").welcome[0]
    assert welcome.text.count("\n") == 2
    assert "computer program" in welcome.text and "free" in welcome.text and "store" in welcome.text
    assert len(welcome.buttons) == 5
    assert welcome.buttons[-1]["payload"] == "/handoff_request"


@pytest.mark.parametrize(("language", "question", "expected"), [
    ("de", "mein chef hat mich gestern per whatsapp gekündigt", "§ 623 BGB"),
    ("en", "i got my dismissal letter yesterday, what can i do", "3 weeks"),
    ("en", "what is the minimum wage in germany", "13,90"),
    ("de", "wie hoch ist der mindestlohn", "13,90"),
    ("en", "how many days of holiday do i get per year", "BUrlG"),
])
def test_a_question_gets_its_answer(talk, language, question, expected):
    assert expected in talk(language).text(question)


def test_figures_change_by_themselves_at_new_year(talk):
    clock.move_to(datetime.date(2027, 1, 1))
    assert "14,60" in talk("de").text("wie hoch ist der mindestlohn")


def test_a_figure_that_is_not_known_is_not_stated(talk):
    clock.move_to(datetime.date(2030, 1, 1))
    answer = talk("en").text("what is the minimum wage in germany")
    assert "€" not in answer and "not certain" in answer


def test_deadline_comes_first_and_statute_last(talk):
    answer = talk("en").say("I was dismissed with a letter on Friday")[0].text
    assert answer.startswith("⏰") and "checked on" in answer.splitlines()[-1]
    assert len(answer) <= 900


def test_more(talk):
    conversation = talk("en")
    assert "More" in conversation.labels("what is the minimum wage in germany")
    assert "•" in conversation.text("More")


def test_the_other_problem_is_the_first_button(talk):
    conversation = talk("en")
    rows = conversation.say("my boss has not paid my wages for two months and I never get a payslip")
    answered = "Wages are usually due" in rows[0].text
    assert rows[0].buttons[0]["title"] == ("Payslip" if answered else "Wages not paid")


@pytest.mark.parametrize("word", ["Kündigung"])
def test_a_single_word_is_asked_back_with_topics(talk, word):
    labels = talk("de").labels(word)
    assert len(labels) == 4 and labels[-1] == "Nichts davon"


def test_unsure_offers_topics_and_a_person(talk):
    conversation = talk("en")
    labels = conversation.labels("something with the colleague and the thing from yesterday at the place")
    assert labels[-1] in ("None of these", "Talk to a person")


def test_two_misses_offer_a_person(talk):
    conversation = talk("en")
    conversation.say("qwertz uiop asdf")
    assert conversation.labels("blorp zzzt")[-1] == "Talk to a person"


def test_vague_gets_one_closed_question(talk):
    assert "mainly" in talk("en").text("problem with boss")


def test_none_of_these_leads_to_a_person(talk):
    conversation = talk("en")
    conversation.say("problem with boss")
    assert "town" in conversation.text("None of these")


def test_language_follows_what_is_clearly_written(talk):
    conversation = talk("de")
    answer = conversation.say("my boss has not paid my wages for two months, what should I do now?")
    assert "I now answer in English" in answer[0].text
    assert answer[0].buttons[0]["title"] == "↩ Deutsch"
    assert "Deadline" in answer[1].text


@pytest.mark.parametrize("word", ["ok", "Minijob", "Kündigung"])
def test_a_word_of_every_language_changes_nothing(talk, word):
    assert "I now answer" not in talk("de").text(word) and "Ich antworte jetzt" not in talk("en").text(word)


def test_a_missing_action_server_is_told_and_nothing_is_lost(talk_with, engine, seals, assistant, loop):
    used = [Assistant(ROOT / "models", engine, seals, "http://127.0.0.1:9/webhook")]
    worker = Worker(engine, lambda: used[0], seals)
    conversation = talk_with(worker)
    assert "service is down" in conversation.welcome[0].text
    worker._assistant = assistant
    loop.run_until_complete(worker.run_waiting())
    assert "computer program" in conversation.text("hello")

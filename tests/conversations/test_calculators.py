"""A person's own deadlines and sums in the chat."""

from __future__ import annotations

import datetime

import pytest
import sqlalchemy as sa

from bot import clock
from bot.database import outbox, reminders
from bot.reminders import send_due


def test_a_date_in_the_message_starts_the_calculator(talk):
    conversation = talk("en")
    assert "town" in conversation.text("I got my dismissal letter on 20 November")
    result = conversation.text("Munich")
    assert result.startswith("⏰ Your last day for the claim at the labour court (Arbeitsgericht) is Friday, 11 December 2026.")
    assert "Bayern" in result and "§ 4" in result and len(result) <= 900


def test_figures_in_the_message_give_the_sum(talk):
    result = talk("de").text("sie geben mir 1900 im monat für 42 stunden, ist das ok?")
    assert result.startswith("Ihnen fehlen mindestens 629,80\xa0€ brutto im Monat.")


def test_one_question_at_a_time(talk):
    conversation = talk("de")
    conversation.say("was ist der mindestlohn")
    assert "brutto" in conversation.text("Meinen Lohn prüfen")
    assert "Stunden" in conversation.text("1.900 €")
    assert "629,80" in conversation.text("42")


def test_pay_by_the_hour_needs_no_hours(talk):
    conversation = talk("en")
    conversation.say("what is the minimum wage in germany")
    conversation.say("Check my pay")
    assert "1,40" in conversation.text("12,50 an hour")


def test_a_correction(talk):
    conversation = talk("en")
    conversation.say("I got my dismissal letter on 20 November")
    conversation.say("Munich")
    assert "Thursday, 10 December 2026" in conversation.text("no, it was the 19th")


def test_a_date_in_the_future_is_asked_back(talk):
    conversation = talk("en")
    conversation.say("i was dismissed with a letter, what now")
    conversation.say("Work out my last day")
    assert "in the future" in conversation.text("on 24 December 2026")
    assert "town" in conversation.text("on 2 November")


def test_an_ambiguous_date_is_a_choice(talk):
    conversation = talk("en")
    conversation.say("i was dismissed with a letter, what now")
    conversation.say("Work out my last day")
    assert conversation.labels("5/6") == ["Fri, 5 Jun 2026", "Wed, 6 May 2026"]
    assert "town" in conversation.text("6 May 2026")


def test_a_day_that_does_not_exist(talk):
    conversation = talk("en")
    conversation.say("i was dismissed with a letter, what now")
    conversation.say("Work out my last day")
    assert "not in the calendar" in conversation.text("31.2.2026")


def test_a_deadline_that_is_over_says_so_first(talk):
    conversation = talk("en")
    conversation.say("I got my dismissal letter on 2 October")
    assert conversation.text("Berlin").startswith("❗ This day is over")


def test_a_deadline_that_is_near_says_so_first(talk):
    conversation = talk("en")
    conversation.say("I got my dismissal letter on 3 November")
    rows = conversation.say("Kassel")
    assert rows[0].text.startswith("❗ This is urgent:") and "Faire Integration Hessen, Kassel" in rows[1].text


def test_a_dismissal_by_whatsapp_is_no_dismissal(talk):
    conversation = talk("en")
    conversation.say("i was dismissed, what now")
    conversation.say("Work out my last day")
    conversation.say("Today")
    conversation.say("WhatsApp or SMS")
    assert "does not count" in conversation.text("Skip")


def test_a_question_in_between_and_leaving(talk):
    conversation = talk("en")
    conversation.say("I got my dismissal letter on 20 November")
    assert "town" in conversation.text("what is the minimum wage in germany?")
    assert "stopped" in conversation.text("stop")


def test_the_result_goes_into_the_packet(talk):
    conversation = talk("en")
    conversation.say("I got my dismissal letter on 20 November")
    conversation.say("Kassel")
    conversation.say("I want to talk to a person")
    assert "Deadline: Your last day for the claim" in conversation.text("Here in the chat")


@pytest.mark.parametrize(("question", "button", "answers", "expected"), [
    ("how long is my notice period", "Work out the end", ["The firm", "1.1.2020", "20.11.2026"], "31 January 2027"),
    ("how many days of holiday do i get", "Work out my holiday", ["5", "1.1.2020", "Skip"], "20 days"),
    ("will my unused holiday be paid when i leave", "Work out the payout", ["2600", "5", "10"], "1.200"),
    ("how long must my break be", "Check my break", ["8:00 to 18:00", "20 minutes"], "25 minutes are missing"),
    ("how many hours of rest between two shifts", "Check my rest", ["22:00 to 6:00"], "8 hours instead of 11"),
    ("who pays me when i am sick", "Pay while sick", ["1.1.2020", "2.11.2026"], "13 December 2026"),
])
def test_the_other_calculators(talk, question, button, answers, expected):
    conversation = talk("en")
    conversation.say(question)
    conversation.say(button)
    assert expected in [conversation.text(answer) for answer in answers][-1]


def test_end_of_a_fixed_term(talk):
    conversation = talk("de")
    conversation.say("mein befristeter Vertrag endet am 31.3.")
    assert "31. Dezember 2026" in conversation.text("Gestern")


def test_a_reminder_survives_and_is_sent_once(talk, engine, seals):
    conversation = talk("en")
    conversation.say("I got my dismissal letter on 20 November")
    conversation.say("Munich")
    assert "4 December" in conversation.text("Remind me")
    assert "Thursday, 10 December" in conversation.text("/remind")
    with engine.begin() as connection:
        past = datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc)
        connection.execute(reminders.update().where(reminders.c.chat == conversation.chat).values(due=past))
    assert send_due(engine, seals.reminders) == 3 and send_due(engine, seals.reminders) == 0
    with engine.connect() as connection:
        said = connection.execute(sa.select(outbox.c.text).where(outbox.c.chat == conversation.chat)).scalars().all()
    assert sum(text.startswith("⏰ Reminder") for text in said) == 3


def test_reminders_are_cancelled(talk):
    conversation = talk("en")
    conversation.say("I got my dismissal letter on 20 November")
    conversation.say("Munich")
    conversation.say("Remind me")
    conversation.say("/remind")
    assert "deleted" in conversation.text("Delete all")
    assert "no reminders" in conversation.text("/remind")


def test_a_day_outside_the_facts_is_refused(talk):
    clock.move_to(datetime.date(2031, 5, 1))
    conversation = talk("en")
    conversation.say("I got my dismissal letter on 20.4.2031")
    assert "cannot work this out" in conversation.text("Munich")


def test_a_message_with_day_and_place_gets_the_last_day_at_once_and_no_question_twice(talk):
    conversation = talk("en")
    said = conversation.text("I was fired, the letter arrived on 17 November 2026, I work in Leipzig")
    assert "Tuesday, 8 December 2026" in said and "Which town" not in said
    asked = conversation.text("I want to talk to a person")
    assert "town" not in asked.split("\n")[-1] and "Leipzig" in asked


@pytest.fixture
def asked_for_town(talk):
    conversation = talk("en")
    conversation.say("I got my dismissal letter on 10 November")
    return conversation


def test_a_day_corrected_at_a_later_question(asked_for_town):
    assert "town" in asked_for_town.text("9 November, sorry")
    assert "Monday, 30 November 2026" in asked_for_town.text("Munich")


def test_the_day_that_is_denied_is_not_taken(talk, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: datetime.date(2026, 11, 22))
    conversation = talk("en")
    conversation.say("I got my dismissal letter yesterday")
    assert "14 December 2026" in conversation.text("Munich")
    days = conversation.labels("no, not yesterday, on Tuesday")
    assert days == ["Tue, 17 Nov 2026", "Tue, 10 Nov 2026"]
    assert "8 December 2026" in conversation.text("Tue, 17 Nov 2026")
    assert "reach" in conversation.text("no, not 17 November")


def test_a_weekday_alone_is_asked_back(talk, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: datetime.date(2026, 11, 22))
    conversation = talk("en")
    conversation.say("i was dismissed with a letter, what now")
    conversation.say("Work out my last day")
    assert conversation.labels("it came on thursday") == ["Thu, 19 Nov 2026", "Thu, 12 Nov 2026"]


def test_two_days_in_one_message_are_a_choice(talk):
    conversation = talk("en")
    assert conversation.labels("I work there since 1 March 2024 and got my dismissal letter on 10 November 2026")[-2:] == [
        "Fri, 1 Mar 2024", "Tue, 10 Nov 2026"]


def test_the_first_day_at_work_does_not_replace_the_day_of_the_letter(asked_for_town):
    asked_for_town.say("Munich")
    assert "2024" not in asked_for_town.text("1.3.2024")


def test_a_birth_without_a_year_lies_ahead(talk):
    assert "2027" in talk("en").text("I am pregnant, the baby comes on 3 June")


@pytest.mark.parametrize("said", [
    "160 hours and 1500 euro a month, is that the minimum wage?", "is 8 euro an hour for 120 hours legal?",
    "I worked 60 hours a week but only 40 hours are paid, 2400 euro a month, is that below the minimum wage?",
])
def test_hours_that_are_not_those_of_a_week_make_no_sum_of_a_month(talk, said):
    assert "52 ÷ 12" not in talk("en").text(said)


def test_an_answer_that_is_not_understood_is_told(asked_for_town):
    assert "do not know this place" in asked_for_town.text("Qwertzburg")


def test_reminders_follow_a_corrected_day(asked_for_town, engine):
    asked_for_town.say("Munich")
    asked_for_town.say("Remind me")
    asked_for_town.say("no, it was the 9th of November")
    with engine.connect() as connection:
        rows = connection.execute(sa.select(reminders.c.due).where(reminders.c.chat == asked_for_town.chat)).scalars().all()
    assert max(rows).date() == datetime.date(2026, 11, 29)


def test_the_number_of_a_choice_may_stand_among_words(talk):
    conversation = talk("en")
    conversation.say("will my unused holiday be paid when i leave")
    conversation.say("Work out the payout")
    conversation.say("2600")
    assert "still open" in conversation.text("5 days")
    assert "1.200" in conversation.text("ten days")


def test_a_town_behind_other_words_is_taken_and_changes_no_language(talk):
    conversation = talk("fr")
    conversation.say("j'ai reçu ma lettre de licenciement le 10 novembre")
    assert "⏰" in conversation.text("chui a giessen")


def test_a_day_that_lies_ahead_is_not_taken_for_one_of_last_year(asked_for_town, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: datetime.date(2026, 11, 22))
    asked_for_town.say("Munich")
    assert "2025" not in asked_for_town.text("no, 10 December")

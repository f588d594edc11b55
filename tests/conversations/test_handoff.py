"""From a wish for a person to a stored hand-off, and every way out of it."""

from __future__ import annotations

import pytest

from bot.handoff.store import read_handoffs


@pytest.fixture
def stored(engine, seals):
    def read(chat):
        with engine.connect() as connection:
            return read_handoffs(connection, seals, chat)
    return read


def _at_review(talk):
    conversation = talk("en")
    conversation.say("my boss has not paid my wages for two months")
    conversation.say("I want to talk to a person")
    conversation.say("Kassel")
    conversation.say("Here in the chat")
    return conversation


def test_the_whole_way(talk, stored):
    conversation = _at_review(talk)
    assert "talk go along" in conversation.text("Yes, send")
    last = conversation.text("No, without the talk")
    case = stored(conversation.chat)[0]
    assert case.code in last and "do not know when" in last
    assert case.centre == "fi-he-kassel" and case.packet["topic"] == "wages_unpaid" and case.transcript is None
    assert case.packet["summary"] == "my boss has not paid my wages for two months"
    assert "new, not read yet" in conversation.text(f"what about {case.code}?")


def test_the_nearest_centre_is_shown_on_the_way(talk):
    conversation = talk("en")
    conversation.say("I want to talk to a person")
    assert "Kassel" in conversation.text("Kassel").split("How should")[0]


def test_the_transcript_goes_only_on_a_second_yes(talk, stored):
    conversation = _at_review(talk)
    conversation.say("Yes, send")
    conversation.say("Yes, send it too")
    lines = stored(conversation.chat)[0].transcript
    assert {"who": "person", "text": "my boss has not paid my wages for two months", "topic": "wages_unpaid"} in lines
    answers = [line for line in lines if line["who"] == "assistant"]
    assert any("Computer-Programm" in line["german"] and "computer program" in line["text"] for line in answers)
    assert all(line["german"] != line["text"] for line in answers)


def test_the_transcript_ends_where_the_hand_off_began(talk, stored):
    conversation = talk("en")
    conversation.say("my boss took my passport")
    conversation.say("Talk to a person")
    conversation.say("Kassel")
    conversation.say("canary@example.org")
    conversation.say("Strike a line")
    conversation.say("Reply to")
    conversation.say("Yes, send")
    conversation.say("Yes, send it too")
    case = stored(conversation.chat)[0]
    assert "canary" not in str(case) and "passport" in str(case.transcript)
    assert case.packet["topic"] == "safety_exploitation"


def test_without_a_yes_nothing_is_stored(talk, stored):
    conversation = _at_review(talk)
    assert "Nothing was sent" in conversation.text("Do not send")
    assert stored(conversation.chat) == []


def test_a_line_is_struck(talk, stored):
    conversation = _at_review(talk)
    conversation.say("Strike a line")
    assert "What it is about" not in conversation.text("What it is about")
    conversation.say("Yes, send")
    conversation.say("No, without the talk")
    assert "summary" not in stored(conversation.chat)[0].packet


def test_a_line_is_changed(talk, stored):
    conversation = _at_review(talk)
    conversation.say("Change something")
    conversation.say("What it is about")
    assert "October and November" in conversation.text("October and November are missing")
    conversation.say("Yes, send")
    conversation.say("No, without the talk")
    assert stored(conversation.chat)[0].packet["summary"] == "October and November are missing"


def test_stop_leaves_at_any_time(talk, stored):
    conversation = _at_review(talk)
    assert "stopped" in conversation.text("stop")
    assert "Shall I send" not in conversation.text("what is the minimum wage in germany")
    assert stored(conversation.chat) == []


def test_a_question_in_between_is_answered_and_the_form_goes_on(talk):
    conversation = talk("en")
    conversation.say("I want to talk to a person")
    rows = conversation.say("what is the minimum wage in germany?")
    assert "13,90" in rows[0].text and "town" in rows[-1].text


def test_a_person_can_be_asked_for_in_the_middle_of_another_form(talk):
    conversation = talk("en")
    conversation.say("where is the nearest counselling centre?")
    assert "town" in conversation.text("I want to speak with a human counsellor please")
    assert "How should" in conversation.text("Kassel")


def test_danger_comes_before_the_form(talk):
    conversation = talk("en")
    conversation.say("I want to talk to a person")
    text = conversation.text("my boss locked me in and took my passport")
    assert "110" in text and "town" not in text


def test_danger_told_to_the_counsellor_is_not_lost(talk):
    conversation = talk("en")
    conversation.say("I want to talk to a person")
    conversation.say("Munich")
    conversation.say("Here in the chat")
    text = conversation.text("my boss hit me in the face and pays nothing")
    assert text.startswith("📞") and "my boss hit me in the face" in text


@pytest.mark.parametrize(("language", "wish", "yes"), [("uk", "видалити мої дані", "так"), ("en", "delete my data", "Yes!")])
def test_a_typed_yes_deletes(phone, engine, language, wish, yes):
    chat = phone(language=language)
    chat.say(wish)
    chat.say(yes)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("select count(*) from events where sender_id = ?", (chat.chat,)).scalar() == 0


def test_who_types_the_words_of_a_button_presses_it(phone):
    chat = phone(language="en")
    chat.say("I want to talk to a person")
    chat.say("Munich")
    assert "What happened" in chat.text("here in the chat")
    assert "Yes, send" in str(chat.say("Skip.")[-1].buttons)


def test_in_the_form_too_the_data_can_be_deleted(talk):
    conversation = talk("en")
    conversation.say("I want to talk to a person")
    assert "Shall I delete" in conversation.text("delete my data")


def test_ambiguous_place_is_a_choice(talk):
    conversation = talk("en")
    conversation.say("where is the nearest counselling centre?")
    assert len(conversation.labels("Frankfurt")) == 2


def test_unknown_place_is_asked_again(talk):
    conversation = talk("en")
    conversation.say("where is the nearest counselling centre?")
    assert "do not know this place" in conversation.text("Xyzzyheim")


def test_deleting_asks_first_and_deletes_all(talk, stored, engine):
    conversation = _at_review(talk)
    conversation.say("Yes, send")
    conversation.say("No, without the talk")
    assert "Shall I delete" in conversation.text("delete my data")
    assert "deleted" in conversation.text("Yes, delete all")
    assert stored(conversation.chat) == []
    with engine.connect() as connection:
        for table in ("events", "inbox", "outbox"):
            column = "sender_id" if table == "events" else "chat"
            rows = connection.exec_driver_sql(f"select * from {table} where {column} = ?", (conversation.chat,)).all()
            assert "two months" not in str(rows)
    assert "computer program" in conversation.say("hello")[0].text


def test_an_eu_citizen_finds_faire_mobilitaet(talk):
    conversation = talk("en")
    assert "Faire Mobilität" in conversation.text("I am Polish, an EU citizen, who can advise me")
    conversation.say("Find a centre")
    assert "Faire Mobilität Dortmund" in conversation.text("Dortmund")


def test_a_person_abroad_is_told_how_to_ask(talk):
    conversation = talk("en")
    conversation.say("where is the nearest counselling centre?")
    assert "from another country" in conversation.text("I am abroad")

"""The human talk in the chat: begun by an answer, kept up by either side, ended by either side or by the clock."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from invented import CENTRE, CHAT, OTHER

from bot.clock import now
from bot.database import handoffs
from bot.errors import CaseGone
from bot.handoff.cases import case, listed, take
from bot.handoff.talks import answer, end_silent, end_talk, heard, pressed, talk_of
from bot.languages import languages

END = "/case" + json.dumps({"end": "CODE"}, separators=(",", ":"))


@pytest.fixture
def again(connection, seals):
    """The case as it is now."""
    return lambda found: case(connection, seals, CENTRE, found.code)


def test_the_whole_way(connection, seals, keep, sent, again):
    found = keep(language="ar")
    assert [row.code for row in listed(connection, CENTRE, state="new").rows] == [found.code]
    take(connection, found, 7)
    answer(connection, seals, again(found), 7, "وصلتنا رسالتكم", german="Wir haben Ihre Nachricht")
    begins, answered = sent()
    assert "إنسان" in begins.text and begins.buttons[0]["payload"] == END.replace("CODE", found.code)
    assert "وصلتنا رسالتكم" in answered.text and "Sachsen" in answered.text
    assert again(found).state == "answered" and again(found).talking
    talk = talk_of(connection, CHAT)
    assert [message.text[:5] for message in heard(connection, seals, talk, "شكرا", "Danke")] == ["يجيبك"]
    ours, theirs = again(found).lines
    assert (ours.who, ours.text, ours.german, ours.by) == ("centre", "وصلتنا رسالتكم", "Wir haben Ihre Nachricht", 7)
    assert (theirs.who, theirs.text, theirs.german, theirs.by) == ("person", "شكرا", "Danke", None)
    assert listed(connection, CENTRE).rows[0].heard
    answer(connection, seals, again(found), 7, "mehr")
    assert len(sent()) == 3 and listed(connection, CENTRE).rows[0].heard is None


def test_the_person_is_told_once_a_talk_that_a_human_answers(connection, seals, keep, again):
    found = keep()
    for _ in range(2):
        answer(connection, seals, again(found), 7, "a")
        assert [len(heard(connection, seals, talk_of(connection, CHAT), "b")) for _ in range(3)] == [1, 0, 0]
        end_talk(connection, again(found))


def test_each_word_of_either_side_keeps_the_talk_up(connection, seals, keep, again):
    found = keep()
    for say in (lambda: answer(connection, seals, again(found), 7, "a"),
                lambda: heard(connection, seals, talk_of(connection, CHAT), "b")):
        say()
        assert again(found).human_until > now() + timedelta(minutes=59)
        connection.execute(handoffs.update().values(human_until=now() + timedelta(minutes=1)))


def test_a_second_answer_in_a_talk_announces_nothing_and_does_not_ask_for_patience_again(connection, seals, keep, sent, again):
    found = keep()
    answer(connection, seals, again(found), 7, "a")
    heard(connection, seals, talk_of(connection, CHAT), "b")
    answer(connection, seals, again(found), 7, "c")
    assert len(sent()) == 3 and heard(connection, seals, talk_of(connection, CHAT), "d") == []


def test_who_answered_first_has_taken_the_case(connection, seals, keep, again):
    found, taken = keep(), keep(chat="other", taken_by=9)
    for each in (found, taken):
        answer(connection, seals, each, 7, "a")
    assert (again(found).taken_by, again(taken).taken_by) == (7, 9) and again(found).taken


def test_only_the_chat_of_the_case_is_in_the_talk(connection, seals, keep):
    answer(connection, seals, keep(), 7, "a")
    assert talk_of(connection, CHAT) and talk_of(connection, "somebody else") is None


def test_of_two_centres_the_one_that_wrote_last_is_in_the_talk(connection, seals, keep):
    first, second = keep(), keep(OTHER)
    answer(connection, seals, first, 7, "a")
    answer(connection, seals, second, 8, "b")
    assert talk_of(connection, CHAT).code == second.code


def test_the_counsellor_ends_the_talk(connection, seals, keep, sent, again):
    found = keep(language="en")
    answer(connection, seals, found, 7, "a")
    end_talk(connection, again(found))
    assert talk_of(connection, CHAT) is None and "has ended" in sent()[-1].text


def test_the_person_ends_the_talk(connection, seals, keep, again):
    found = keep(language="en")
    answer(connection, seals, found, 7, "a")
    (message,) = pressed(connection, seals, CHAT, END.replace("CODE", found.code))
    assert "has ended" in message.text and talk_of(connection, CHAT) is None and again(found).state == "answered"


def test_silence_ends_the_talk_and_says_so_once(connection, seals, keep, sent):
    silent, lively = keep(language="en"), keep(chat="other")
    for found in (silent, lively):
        answer(connection, seals, found, 7, "a")
    connection.execute(handoffs.update().where(handoffs.c.id == silent.id).values(human_until=now() - timedelta(seconds=1)))
    assert talk_of(connection, CHAT) is None
    assert (end_silent(connection), end_silent(connection)) == (1, 0)
    assert "for a while" in sent()[-1].text and talk_of(connection, "other")


def test_after_silence_an_answer_begins_a_new_talk(connection, seals, keep, sent, again):
    found = keep(language="en")
    answer(connection, seals, found, 7, "a")
    connection.execute(handoffs.update().values(human_until=now() - timedelta(seconds=1)))
    end_silent(connection)
    answer(connection, seals, again(found), 7, "b")
    assert ["is answering you now" in row.text for row in sent()] == [True, False, False, True, False]


@pytest.mark.parametrize("body", ["/choice{\"value\":\"yes\"}", "/case", "hello", "/case{}", "/case{\"end\":\"AL-XXX-XXX\"}"])
def test_other_buttons_are_not_the_desks(connection, seals, keep, body):
    keep()
    assert pressed(connection, seals, CHAT, body) is None


def test_a_button_moves_only_a_case_of_the_same_chat(connection, seals, keep):
    found = keep()
    answer(connection, seals, found, 7, "a")
    assert pressed(connection, seals, "somebody else", END.replace("CODE", found.code)) is None
    assert talk_of(connection, CHAT)


def test_a_closed_case_is_not_answered_and_not_heard(connection, seals, keep, sent):
    found = keep(human_until=now() + timedelta(minutes=9))
    talk = talk_of(connection, CHAT)
    connection.execute(handoffs.update().values(closed=now()))
    for late in (lambda: answer(connection, seals, found, 7, "a"), lambda: heard(connection, seals, talk, "b")):
        with pytest.raises(CaseGone):
            late()
    assert sent() == []


@pytest.mark.parametrize("language", languages())
def test_every_language_has_its_words(connection, seals, keep, sent, language):
    found = keep(language=language)
    answer(connection, seals, found, 7, "a")
    (button,) = sent()[0].buttons
    assert len(button["payload"].encode()) <= 64 and len(button["title"].strip("\u2066\u2069")) <= 24
    assert ("Jetzt antwortet Ihnen ein Mensch" in sent()[0].text) == (language == "de")


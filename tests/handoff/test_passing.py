"""A case goes to another centre after the person's yes only, and is then that centre's alone."""

from __future__ import annotations

import json

import pytest
import sqlalchemy as sa
from cryptography.fernet import InvalidToken
from invented import CENTRE, CHAT, OTHER, PACKET, TRANSCRIPT

from bot.clock import now
from bot.database import case_lines, handoffs
from bot.errors import CaseGone
from bot.handoff.cases import case, close, listed, note
from bot.handoff.passing import ask_to_pass_on, receivers
from bot.handoff.talks import answer, heard, pressed, talk_of


@pytest.fixture
def asked(connection, seals, keep):
    """A case with a talk and a note for which the person's consent is asked."""
    found = keep(language="en", transcript=TRANSCRIPT, day="2026-11-30", told_waiting=now(), noticed=now(), noticed_urgent=now())
    answer(connection, seals, found, 7, "hello", german="hallo")
    heard(connection, seals, talk_of(connection, CHAT), "thanks")
    note(connection, seals, found, 7, "eilt")
    ask_to_pass_on(connection, case(connection, seals, CENTRE, found.code), OTHER)
    return case(connection, seals, CENTRE, found.code)


def _press(connection, seals, sent, title):
    (button,) = [button for button in sent()[-1].buttons if button["title"] == title]
    assert len(button["payload"].encode()) <= 64
    return pressed(connection, seals, CHAT, button["payload"])


def test_the_person_is_asked_and_nothing_happens_before(connection, seals, sent, asked):
    question = sent()[-1]
    assert "Sachsen would like to pass your case on to" in question.text and "Thüringen" in question.text
    assert asked.pass_to == OTHER and case(connection, seals, OTHER, asked.code) is None


def test_after_a_yes_it_is_the_other_centres(connection, seals, sent, asked):
    (message,) = _press(connection, seals, sent, "Yes, pass it on")
    assert "Your case is now with" in message.text and "Thüringen" in message.text
    found = case(connection, seals, OTHER, asked.code)
    assert (found.packet, found.transcript, found.facts) == (PACKET, TRANSCRIPT, asked.facts)
    assert [(line.who, line.text, line.german, line.by) for line in found.lines] == [
        ("centre", "hello", "hallo", None), ("person", "thanks", None, None), ("note", "eilt", None, None)]
    assert (found.state, found.taken_by, found.pass_to, found.passed_from, found.talking) == ("new", None, None, CENTRE, False)
    assert case(connection, seals, CENTRE, asked.code) is None
    assert [row.state for row in listed(connection, CENTRE).rows] == ["passed_on"]


def test_the_seal_of_the_old_centre_opens_nothing_any_more(connection, seals, sent, asked):
    _press(connection, seals, sent, "Yes, pass it on")
    row = connection.execute(sa.select(handoffs)).one()
    lines = connection.execute(sa.select(case_lines.c.text)).scalars().all()
    stored = [row.packet, row.facts, row.transcript, *lines]
    assert len(stored) == 6
    for sealed in stored:
        seals.centre(OTHER).open(sealed)
        with pytest.raises(InvalidToken):
            seals.centre(CENTRE).open(sealed)


def test_at_the_new_centre_the_waiting_begins_again(connection, seals, sent, asked):
    _press(connection, seals, sent, "Yes, pass it on")
    row = connection.execute(sa.select(handoffs)).one()
    assert {row.told_waiting, row.noticed, row.noticed_urgent, row.answered, row.heard} == {None} and row.arrived > row.created


def test_after_a_no_it_stays(connection, seals, sent, asked):
    (message,) = _press(connection, seals, sent, "No, leave it here")
    assert "stays with" in message.text and "Sachsen" in message.text
    assert case(connection, seals, CENTRE, asked.code).pass_to is None


def test_a_yes_after_a_no_comes_too_late(connection, seals, sent, asked):
    _press(connection, seals, sent, "No, leave it here")
    _press(connection, seals, sent, "Yes, pass it on")
    assert case(connection, seals, CENTRE, asked.code)


def test_a_second_yes_changes_nothing(connection, seals, sent, asked):
    _press(connection, seals, sent, "Yes, pass it on")
    _press(connection, seals, sent, "Yes, pass it on")
    assert case(connection, seals, OTHER, asked.code).passed_from == CENTRE


def test_a_yes_after_the_case_was_closed_moves_nothing(connection, seals, sent, asked):
    payload = sent()[-1].buttons[0]["payload"]
    close(connection, asked, "advised")
    (message,) = pressed(connection, seals, CHAT, payload)
    assert "stays with" in message.text and case(connection, seals, CENTRE, asked.code).state == "closed"


def test_another_chat_cannot_consent(connection, seals, asked):
    assert pressed(connection, seals, "somebody else", json.dumps({"pass": "yes", "code": asked.code})) is None
    assert pressed(connection, seals, "somebody else", f'/case{{"pass":"yes","code":"{asked.code}"}}') is None
    assert case(connection, seals, CENTRE, asked.code).pass_to == OTHER


def test_it_goes_to_other_centres_of_faire_integration_only(connection, keep):
    keys = [centre.key for centre in receivers(CENTRE)]
    assert OTHER in keys and "fi-fachstelle" in keys and CENTRE not in keys and "emergency-police" not in keys
    for wrong in (CENTRE, "emergency-police", "nowhere"):
        with pytest.raises(ValueError):
            ask_to_pass_on(connection, keep(), wrong)


def test_a_case_that_went_elsewhere_is_not_asked_for(connection, keep, sent):
    found = keep()
    connection.execute(handoffs.update().values(centre="fi-be"))
    with pytest.raises(CaseGone):
        ask_to_pass_on(connection, found, OTHER)
    assert sent() == []

"""Who waits too long is told, once, with the next door; centres get notices of what is new or urgent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from invented import CENTRE, OTHER

from bot import clock
from bot.clock import now
from bot.handoff.notices import Notice, due_notices
from bot.handoff.waiting import next_door, tell_waiting
from bot.knowledge.centres import directory
from bot.knowledge.centres.cards import card
from bot.knowledge.centres.directory import centres

AWAY = {"absences": [{"first": "2026-11-20", "last": "2026-11-22"}]}


@pytest.fixture(autouse=True)
def _directory():
    yield
    directory.apply({})


def _ago(hours):
    return now() - timedelta(hours=hours)


@pytest.mark.parametrize("hours, case, told", [
    (49, {}, 1), (47, {}, 0), (49, {"state": "taken"}, 0), (49, {"state": "closed"}, 0), (5, {"day": "2026-11-25"}, 1),
    (5, {"day": "2026-11-26"}, 0), (3, {"day": "2026-11-25"}, 0), (5, {"day": "2026-11-01"}, 1)])
def test_who_is_told(connection, keep, hours, case, told):
    keep(arrived=_ago(hours), **case)
    assert tell_waiting(connection) == told


def test_it_is_told_once_with_the_next_door(connection, keep, sent):
    keep(language="en", arrived=_ago(49))
    assert (tell_waiting(connection), tell_waiting(connection)) == (1, 0)
    door = next_door(centres()[CENTRE])
    assert door.key != CENTRE and "has not taken up your request" in sent()[0].text and directory.contact(door) in sent()[0].text


@pytest.mark.parametrize("today_away", [True, False])
def test_while_a_centre_is_absent_the_next_door_is_named_at_once(connection, keep, today_away):
    day = date(2026, 11, 22)
    absences = AWAY if today_away else {"absences": [{"first": "2026-11-23", "last": "2026-11-24"}]}
    directory.apply({CENTRE: (absences, day)})
    keep()
    assert tell_waiting(connection) == int(today_away)
    assert ("Bis 22. November 2026 ist niemand da" in card(centres()[CENTRE], "de")) == today_away


def test_the_next_door_is_the_nearest_one_that_is_open(connection):
    first = next_door(centres()["fi-nw-bochum"])
    assert first.key == "fi-nw-duesseldorf"
    directory.apply({first.key: (AWAY, date(2026, 11, 22))})
    assert next_door(centres()["fi-nw-bochum"]).key not in (first.key, "fi-nw-bochum")


def test_the_office_without_a_place_names_the_list_of_all_centres():
    assert next_door(centres()["fi-fachstelle"]).key == "fi-fachstelle"


def test_new_and_urgent_cases_are_noticed_once(connection, keep):
    keep(), keep(), keep(danger=True), keep(OTHER, day="2026-11-23"), keep(OTHER, state="answered"), keep(OTHER, state="closed")
    assert due_notices(connection) == [Notice(CENTRE, 3, 1), Notice(OTHER, 1, 1)]
    assert due_notices(connection) == []


def test_a_case_that_becomes_urgent_is_noticed_again(connection, keep):
    keep(day="2026-11-26")
    assert due_notices(connection) == [Notice(CENTRE, 1, 0)]
    for day, urgent in ((22, 0), (23, 1), (24, 0)):
        clock.move_to(date(2026, 11, day))
        assert due_notices(connection) == [Notice(CENTRE, 0, 1)] * urgent

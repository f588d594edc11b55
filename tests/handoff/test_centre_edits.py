"""What a centre enters in its own record is what the assistant shows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from invented import CENTRE, OTHER

from bot import clock
from bot.database import centre_edits
from bot.errors import DataError
from bot.handoff.centre_edits import EDITABLE, apply_latest, save_edit
from bot.knowledge.centres import directory
from bot.knowledge.centres.cards import card
from bot.knowledge.centres.directory import centres


@pytest.fixture(autouse=True)
def _directory(monkeypatch):
    monkeypatch.setattr("bot.handoff.centre_edits._applied", None)
    yield
    directory.apply({})


def _fields(key=CENTRE, **changed):
    record = centres()[key]
    return {**{name: getattr(record, name) for name in EDITABLE}, **changed}


def test_what_was_entered_is_shown_after_it_was_applied(connection):
    entered = _fields(phone="+49 351 000", opening_hours="Mo 9–12", languages=["de", "ar"], street="Beispielweg 1",
                      absences=[{"first": "2026-12-24", "last": "2027-01-02"}])
    clock.move_to(date(2026, 11, 24))
    save_edit(connection, CENTRE, 7, entered)
    assert centres()[CENTRE].phone != "+49 351 000"
    apply_latest(connection)
    shown = card(centres()[CENTRE], "de")
    assert all(text in shown for text in ("+49 351 000", "Mo 9–12", "Arabisch", "Beispielweg 1", "24. November 2026"))
    assert centres()[CENTRE].absent(date(2027, 1, 2)) == date(2027, 1, 2) and not centres()[CENTRE].absent(date(2027, 1, 3))


def test_a_doubtful_number_is_sure_once_the_centre_has_entered_it(connection):
    assert centres()["fi-sl"].shown("phone") is None
    save_edit(connection, "fi-sl", 7, _fields("fi-sl"))
    apply_latest(connection)
    assert centres()["fi-sl"].shown("phone") == "+49 681 4005-140"


def test_the_last_edit_counts(connection):
    for number in ("1", "2"):
        save_edit(connection, CENTRE, 7, _fields(phone=number))
        apply_latest(connection)
    assert centres()[CENTRE].phone == "2" and len(connection.execute(sa.select(centre_edits)).all()) == 1


def test_a_field_is_emptied(connection):
    save_edit(connection, CENTRE, 7, _fields(phone=None, languages=[]))
    apply_latest(connection)
    assert "☎" not in card(centres()[CENTRE], "de") and "Sprachen" not in card(centres()[CENTRE], "de")


def test_a_town_that_is_found_places_the_centre(connection):
    before = centres()["fi-mv"]
    save_edit(connection, "fi-mv", 7, _fields("fi-mv", city="Rostock", street="Beispielweg 1", postal_code="18055"))
    apply_latest(connection)
    after = centres()["fi-mv"]
    assert before.address() is None and after.address() == "Beispielweg 1, 18055 Rostock" and after.lat > before.lat


def test_unchanged_edits_are_not_read_again(connection, monkeypatch):
    save_edit(connection, CENTRE, 7, _fields(phone="1"))
    apply_latest(connection)
    with monkeypatch.context() as patched:
        patched.setattr(directory, "apply", lambda edits: pytest.fail("read again"))
        apply_latest(connection)


def test_an_edit_of_another_process_arrives(connection):
    save_edit(connection, CENTRE, 7, _fields(phone="1"))
    apply_latest(connection)
    row = connection.execute(sa.select(centre_edits)).one()
    connection.execute(centre_edits.update().values(data={**row.data, "phone": "2"}, saved=row.saved + timedelta(seconds=1)))
    apply_latest(connection)
    assert centres()[CENTRE].phone == "2" and centres()[OTHER].phone != "2"


@pytest.mark.parametrize("wrong", [
    {"absences": [{"first": "2027-01-02", "last": "2026-12-24"}]}, {"absences": [{"first": "bald"}]}, {"languages": "de"}])
def test_what_does_not_fit_is_not_kept(connection, wrong):
    with pytest.raises(DataError):
        save_edit(connection, CENTRE, 7, _fields(**wrong))
    assert connection.execute(sa.select(centre_edits)).all() == []


def test_there_is_no_edit_of_a_centre_that_is_not_in_the_directory(connection):
    with pytest.raises((DataError, KeyError)):
        save_edit(connection, "nowhere", 7, _fields())

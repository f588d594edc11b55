"""The list of a centre, one case, and what a counsellor does with it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from invented import CENTRE, FACTS, OTHER, PACKET, TRANSCRIPT

from bot.clock import now
from bot.database import case_lines, handoffs, outbox
from bot.errors import CaseGone
from bot.handoff.cases import OUTCOMES, PAGE, case, close, counts, delete, listed, note, take


def test_the_most_urgent_comes_first(connection, keep):
    hours = iter(range(100, 0, -1))

    def code(**case):
        return keep(created=now() - timedelta(hours=next(hours)), **case).code

    closed = code(day="2026-11-20", state="closed", closed=now(), danger=True)
    oldest, soon, over, late, danger = (code(), code(day="2026-11-25"), code(day="2026-11-01"), code(day="2027-01-01"),
                                        code(danger=True))
    danger_soon, newest = code(day="2026-12-01", danger=True), code()
    rows = listed(connection, CENTRE).rows
    assert [row.code for row in rows] == [danger_soon, danger, over, soon, late, oldest, newest, closed]
    assert [row.days_left for row in rows[:4]] == [9, None, -21, 3]


@pytest.mark.parametrize("wanted, filters", [
    ("topic", {"topic": "leave_payout"}), ("language", {"language": "tr"}), ("danger", {"danger": True}),
    ("soon", {"within_days": 3}), ("taken", {"state": "taken"})])
def test_filters_leave_what_fits(connection, keep, wanted, filters):
    codes = {"topic": keep(topic="leave_payout").code, "language": keep(language="tr").code, "danger": keep(danger=True).code,
             "soon": keep(day="2026-11-25").code, "late": keep(day="2026-11-26").code, "taken": keep(state="taken").code}
    assert [row.code for row in listed(connection, CENTRE, **filters).rows] == [codes[wanted]]


def test_pages_follow_one_another_without_gap(connection, keep):
    codes = {keep().code for _ in range(PAGE + 2)}
    first, second = listed(connection, CENTRE), listed(connection, CENTRE, page=2)
    assert (len(first.rows), first.more, len(second.rows), second.more) == (PAGE, True, 2, False)
    assert {row.code for row in first.rows + second.rows} == codes


def test_of_a_case_passed_on_the_old_centre_sees_almost_nothing(connection, seals, keep):
    found = keep(OTHER, passed_from=CENTRE, day="2026-11-25", danger=True, heard=now(), taken_by=7)
    (row,) = listed(connection, CENTRE).rows
    shown = (row.code, row.state, row.topic, row.language, row.deadline, row.danger, row.heard, row.taken_by)
    assert shown == (found.code, "passed_on", "wages_unpaid", None, None, False, None, None)
    assert listed(connection, CENTRE, state="passed_on").rows == [row]
    assert case(connection, seals, CENTRE, found.code) is None


@pytest.mark.parametrize("filters", [{"language": "ar"}, {"danger": True}, {"within_days": 30}, {"state": "new"}])
def test_filters_tell_nothing_of_a_case_passed_on(connection, keep, filters):
    keep(OTHER, passed_from=CENTRE, day="2026-11-25", danger=True)
    assert listed(connection, CENTRE, **filters).rows == []


def test_the_order_tells_nothing_of_cases_passed_on(connection, keep):
    first = keep(OTHER, passed_from=CENTRE, created=now() - timedelta(hours=1))
    second = keep(OTHER, passed_from=CENTRE, day="2026-11-01", danger=True)
    assert [row.code for row in listed(connection, CENTRE).rows] == [first.code, second.code]


def test_states_are_counted(connection, keep):
    keep(), keep(), keep(state="answered"), keep(OTHER), keep(OTHER, passed_from=CENTRE)
    assert counts(connection, CENTRE) == {"new": 2, "taken": 0, "answered": 1, "closed": 0, "passed_on": 1}


def test_a_case_is_opened_for_its_centre_only(connection, seals, keep):
    found = keep(day="2026-11-30", transcript=TRANSCRIPT)
    assert (found.packet, found.facts, found.transcript) == (PACKET, FACTS, TRANSCRIPT)
    assert found.created.tzinfo and found.days_left == 8
    assert case(connection, seals, OTHER, found.code) is None
    assert case(connection, seals, CENTRE, "AL-XXX-XXX") is None


def test_nothing_of_a_case_lies_open(connection, seals, keep):
    found = keep(transcript=TRANSCRIPT)
    note(connection, seals, found, 7, "canary note")
    stored = [str(tuple(row)) for table in (handoffs, case_lines) for row in connection.execute(sa.select(table))]
    assert len(stored) == 2 and "canary" not in "".join(stored)


def test_taking_marks_who_and_when(connection, seals, keep):
    take(connection, keep(), 7)
    code = listed(connection, CENTRE).rows[0].code
    found = case(connection, seals, CENTRE, code)
    assert (found.state, found.taken_by, bool(found.taken)) == ("taken", 7, True)
    take(connection, found, 8)
    again = case(connection, seals, CENTRE, code)
    assert (again.taken_by, again.taken) == (8, found.taken)


def test_taking_over_an_answered_case_leaves_it_answered(connection, seals, keep):
    found = keep(state="answered")
    take(connection, found, 7)
    assert case(connection, seals, CENTRE, found.code).state == "answered"


def test_a_note_is_kept_and_never_sent(connection, seals, keep, sent):
    found = keep()
    note(connection, seals, found, 7, "rückrufen")
    (line,) = case(connection, seals, CENTRE, found.code).lines
    assert (line.who, line.text, line.by) == ("note", "rückrufen", 7) and sent() == []


def test_closing_tells_the_person_and_ends_the_talk(connection, seals, keep, sent):
    found = keep(language="en", human_until=now() + timedelta(minutes=9), pass_to=OTHER)
    close(connection, found, OUTCOMES[0])
    after = case(connection, seals, CENTRE, found.code)
    assert (after.state, after.outcome, after.talking, after.pass_to) == ("closed", OUTCOMES[0], False, None) and after.closed
    assert "We are closing your case" in sent()[0].text and "Sachsen" in sent()[0].text


def test_only_a_known_outcome_closes(connection, keep):
    with pytest.raises(ValueError):
        close(connection, keep(), "won")


def test_deleting_leaves_nothing(connection, seals, keep):
    found, other = keep(), keep()
    note(connection, seals, found, 7, "weg"), note(connection, seals, other, 7, "bleibt")
    delete(connection, found)
    assert connection.execute(sa.select(handoffs.c.code)).scalars().all() == [other.code]
    assert connection.execute(sa.select(case_lines.c.handoff)).scalars().all() == [other.id]


@pytest.mark.parametrize("act", [
    lambda connection, seals, found: take(connection, found, 7),
    lambda connection, seals, found: note(connection, seals, found, 7, "zu spät"),
    lambda connection, seals, found: close(connection, found, "advised")])
@pytest.mark.parametrize("meanwhile", [{"centre": OTHER}, {"closed": now()}])
def test_what_changed_hands_in_the_meantime_is_not_touched(connection, seals, keep, act, meanwhile):
    found = keep()
    connection.execute(handoffs.update().values(**meanwhile))

    def stored():
        return [connection.execute(sa.select(table)).all() for table in (handoffs, case_lines, outbox)]

    before = stored()
    with pytest.raises(CaseGone):
        act(connection, seals, found)
    assert stored() == before


def test_a_case_that_went_elsewhere_is_not_deleted(connection, keep):
    found = keep()
    connection.execute(handoffs.update().values(centre=OTHER))
    with pytest.raises(CaseGone):
        delete(connection, found)
    assert connection.execute(sa.select(handoffs)).first()


@pytest.mark.parametrize("many", [1, 40])
def test_list_and_case_take_the_same_few_queries_however_many_there_are(engine, connection, seals, keep, many):
    found = [keep() for _ in range(many)][-1]
    for _ in range(many):
        note(connection, seals, found, 7, "x")
    asked = []
    sa.event.listen(engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    listed(connection, CENTRE), counts(connection, CENTRE), case(connection, seals, CENTRE, found.code)
    assert len(asked) == 4

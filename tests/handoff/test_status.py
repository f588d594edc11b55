"""What a person is told of their case, and what is left after they delete their data."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from invented import CHAT, OTHER

from bot.database import case_lines, handoffs
from bot.effects import CASE_STATUS, FORGET, commit_turn
from bot.errors import CaseGone
from bot.handoff.cases import note
from bot.handoff.talks import answer
from bot.turn import Turn


@pytest.mark.parametrize("columns, told", [
    ({"state": "new"}, "new, not read yet"), ({"state": "taken"}, "being worked on"), ({"state": "answered"}, "answered"),
    ({"state": "closed"}, "closed"), ({"state": "new", "passed_from": OTHER}, "passed on to Faire Integration Sachsen"),
    ({"state": "taken", "passed_from": OTHER}, "being worked on")])
def test_how_a_case_stands(connection, seals, keep, columns, told):
    turn = Turn(CHAT, 0, "", effects=[{"effect": CASE_STATUS, "code": keep(**columns).code}], language="en")
    commit_turn(connection, turn, seals)
    assert f"Status: {told}." in turn.outgoing[0].text


def test_deleting_ones_data_deletes_the_talk_with_the_centre_too(connection, seals, keep):
    mine, other = keep(), keep(chat="other")
    note(connection, seals, mine, 7, "weg"), note(connection, seals, other, 7, "bleibt")
    commit_turn(connection, Turn(CHAT, 0, "", effects=[{"effect": FORGET}], language="en"), seals)
    assert connection.execute(sa.select(handoffs.c.code)).scalars().all() == [other.code]
    assert connection.execute(sa.select(case_lines.c.handoff)).scalars().all() == [other.id]
    with pytest.raises(CaseGone):
        answer(connection, seals, mine, 7, "zu spät")

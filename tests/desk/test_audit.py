"""The log is only added to, and what is changed in it is found."""

from __future__ import annotations

import random

import pytest
from django.db import connection

from bot.desk import audit
from bot.desk.models import Account, Act, ChainEnd, Role


@pytest.fixture
def log(account):
    one, two = account(name="one"), account(Role.ADMIN, "two")
    for number in range(12):
        audit.note((one, two, None)[number % 3], "read", f"AL-AAA-{number:03}")


def edit(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount


def test_an_untouched_log_is_whole(log):
    assert audit.broken_at() is None


def test_nothing_is_changed_or_deleted_through_the_model(log):
    act = Act.objects.first()
    act.thing = "other"
    for change in (act.save, act.delete, Act.objects.all().delete, lambda: Act.objects.update(thing="other"),
                   lambda: Act.objects.bulk_create([Act()])):
        with pytest.raises(PermissionError):
            change()


def test_accounts_in_the_log_cannot_be_deleted(log):
    from django.db.models import ProtectedError
    with pytest.raises(ProtectedError):
        Account.objects.get(username="one").delete()


@pytest.mark.parametrize("seed", range(40))
def test_any_edit_is_found(log, seed):
    choose = random.Random(seed)
    number = choose.randint(1, 12)
    column, value = choose.choice([("what", "x"), ("thing", "AL-BBB-BBB"), ("account_id", 999), ("link", "0" * 64),
                                   ("when", "2020-01-01 00:00:00"), ("number", 99)])
    edit(f'UPDATE desk_act SET "{column}" = %s WHERE number = %s', value, number)
    assert audit.broken_at() == number
    edit("DELETE FROM desk_act")  # the database would complain of the account that does not exist


@pytest.mark.parametrize("number", [1, 6, 12])
def test_a_missing_line_is_found(log, number):
    edit("DELETE FROM desk_act WHERE number = %s", number)
    assert audit.broken_at() == number


def test_the_administrator_is_told(enter, log):
    client = enter(Role.ADMIN)
    assert "so, wie sie geschrieben wurden" in client.get("/log?check=1").content.decode()
    edit("UPDATE desk_act SET thing = 'x' WHERE number = 3")
    assert "Ab Zeile 3" in client.get("/log?check=1").content.decode()


def test_no_content_reaches_the_log(client, hand_off):
    code = hand_off()
    client.post(f"/cases/{code}/answer", {"text": "canary in an answer"})
    client.post(f"/cases/{code}/note", {"text": "canary in a note"})
    client.get(f"/cases/{code}")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM desk_act")
        assert "canary" not in str(cursor.fetchall())
    assert audit.broken_at() is None


def test_a_line_of_another_history_does_not_fit(account):
    """An old copy of the log is put back, goes on differently, and a line of the first history is put into the second."""
    one = account(name="one")
    audit.note(one, "read", "AL-AAA-001")
    end = ChainEnd.objects.get()
    audit.note(one, "reveal", "AL-AAA-001")
    kept = Act.objects.values().get(number=2)
    edit("DELETE FROM desk_act WHERE number = 2")
    ChainEnd.objects.update(number=end.number, link=end.link)
    audit.note(one, "print", "AL-AAA-001")
    audit.note(one, "delete", "AL-AAA-001")
    assert audit.broken_at() is None
    edit("UPDATE desk_act SET what = %s, link = %s, \"when\" = %s WHERE number = 2", kept["what"], kept["link"],
         kept["when"].strftime("%Y-%m-%d %H:%M:%S.%f"))
    assert audit.broken_at() == 3

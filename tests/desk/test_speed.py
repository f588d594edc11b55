"""The number of queries of a page does not grow with the cases; times are printed by `lotse desk-bench`."""

from __future__ import annotations

import dataclasses
import re

import pytest
import sqlalchemy as sa
from desk_values import FOREIGN
from django.test.utils import CaptureQueriesContext

from bot.commands.desk_bench import CASES, fill
from bot.desk import store
from bot.desk.models import Role

MOST_OF_CASES, MOST_OF_DESK = 2, 15


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """A database with very many cases, made once."""
    from bot.database import opened, prepare
    from bot.sealing import Seals
    path = tmp_path_factory.mktemp("full") / "full.db"
    engine = opened(f"sqlite:///{path}")
    prepare(engine)
    fill(engine, Seals("only-for-tests-" * 3), CASES)
    engine.dispose()
    return path


@pytest.fixture
def use_full(full, settings):
    """From here on the test works with very many cases."""
    def use():
        settings.LOTSE = dataclasses.replace(settings.LOTSE, database_url=f"sqlite:///{full}")
        store.engine.cache_clear()
    return use


@pytest.fixture
def queries():
    """How many queries both sides make for a page."""
    from django.db import connection

    def count(client, path):
        seen = []

        def note(*args):
            seen.append(args[2])

        sa.event.listen(store.engine(), "before_cursor_execute", note)
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(path)
        sa.event.remove(store.engine(), "before_cursor_execute", note)
        assert answer.status_code == 200
        return len(seen), len(captured)

    return count


@pytest.mark.parametrize("path", ["/cases", "/cases?page=3&state=new", "/cases/{code}", "/cases/{code}/print"])
def test_pages_make_as_many_queries_with_many_cases_as_with_one(queries, enter, hand_off, use_full, path):
    client = enter(centre=FOREIGN)
    one = queries(client, path.format(code=hand_off(FOREIGN)))
    use_full()
    code = re.findall(r'href="/cases/(AL-\S+)"', client.get("/cases").content.decode())[0]
    many = queries(client, path.format(code=code))
    assert 0 < many[0] == one[0] <= MOST_OF_CASES
    assert 0 < many[1] == one[1] <= MOST_OF_DESK


def test_a_page_of_the_list_holds_fifty_cases(enter, use_full):
    client = enter(centre=FOREIGN)
    use_full()
    pages = [re.findall(r'href="/cases/(AL-\S+)"', client.get(f"/cases?page={page}").content.decode())
             for page in (1, 2, 100, 101)]
    assert [len(page) for page in pages] == [50, 50, 50, 0] and not set(pages[0]) & set(pages[1])


def test_the_figures_ask_as_often_with_many_cases(queries, enter, use_full):
    client = enter(Role.COORDINATOR)
    one = queries(client, "/figures")
    use_full()
    assert queries(client, "/figures") == one

"""What a database that is old, or silent, leads to."""

import socket

import pytest
import sqlalchemy as sa

from bot.database import opened, prepare
from bot.errors import LotseError


def test_an_older_database_is_refused_by_name(tmp_path):
    engine = opened(f"sqlite:///{tmp_path}/lotse.db")
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE inbox (id INTEGER PRIMARY KEY)"))
    with pytest.raises(LotseError, match=r"older version: table inbox lacks .*update_key"):
        prepare(engine)


def test_a_database_that_keeps_silent_is_away():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        engine = opened(f"postgresql+psycopg2://nobody@127.0.0.1:{silent.getsockname()[1]}/nothing")
        with pytest.raises(sa.exc.OperationalError):
            engine.connect()

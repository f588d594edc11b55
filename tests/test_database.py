"""An old database is refused by name, before anything is written."""

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

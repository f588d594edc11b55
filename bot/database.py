"""The database: its tables and the one way to open it.

One database holds what people wrote (inbox), what the assistant said (events, by Rasa's tracker), what is to be sent (outbox) and
what was handed over, so that one transaction can keep all of a turn or nothing of it.
"""

from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Optional

import sqlalchemy as sa
from sqlalchemy.engine import Engine, make_url

from bot.clock import now
from bot.errors import LotseError

metadata = sa.MetaData()
_BUSY_SECONDS = 1
"""How long a write waits for another one on SQLite: nobody else is served meanwhile, and what fails is tried again."""
NETWORK = {"connect_timeout": 3, "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3, "tcp_user_timeout": 5000}
"""libpq's limits (seconds; the last in milliseconds): a database that keeps silent is away, and must not hold up everybody."""


class _Moment(sa.TypeDecorator):
    """A moment in UTC: SQLite keeps no zone, so it is put back."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: Optional[datetime], dialect: Any) -> Optional[datetime]:
        """See SQLAlchemy."""
        return value.replace(tzinfo=timezone.utc) if value and value.tzinfo is None else value


def _when(name: str, **options: Any) -> sa.Column:
    return sa.Column(name, _Moment, **options)


chats = sa.Table(
    "chats", metadata,
    sa.Column("id", sa.String(64), primary_key=True, comment="keyed hash of channel and address; also Rasa's sender id"),
    sa.Column("channel", sa.String(16), nullable=False),
    sa.Column("address", sa.LargeBinary, comment="where to send, sealed; empty where the person fetches"),
    sa.Column("language", sa.String(8), nullable=False),
    _when("created", nullable=False, default=now),
)

inbox = sa.Table(
    "inbox", metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("chat", sa.String(64), nullable=False, index=True),
    sa.Column("update_key", sa.String(96), nullable=False, unique=True, comment="the channel's own name for the message"),
    sa.Column("number", sa.BigInteger, nullable=False, default=0, comment="the channel's order of messages"),
    sa.Column("kind", sa.String(8), nullable=False, comment="see bot/channels/edge.py"),
    sa.Column("body", sa.Text, nullable=False, comment="emptied once the turn is done"),
    sa.Column("attempts", sa.Integer, nullable=False, default=0),
    _when("written", comment="when the person sent it, where the channel says so"),
    _when("received", nullable=False, default=now),
    _when("done"),
    sqlite_autoincrement=True,
)

outbox = sa.Table(
    "outbox", metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("chat", sa.String(64), nullable=False, index=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("buttons", sa.JSON, nullable=False, comment="list of title and payload"),
    sa.Column("location", sa.Boolean, nullable=False, default=False, comment="whether it offers to send the telephone's place"),
    _when("created", nullable=False, default=now),
    _when("sent"),
    sqlite_autoincrement=True,  # numbers of deleted rows must not come again: pages ask for what is newer than they have
)

handoffs = sa.Table(
    "handoffs", metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("code", sa.String(16), nullable=False, unique=True),
    sa.Column("chat", sa.String(64), nullable=False, index=True),
    sa.Column("centre", sa.String(64), nullable=False, index=True),
    sa.Column("state", sa.String(16), nullable=False, default="new", comment="new, taken, answered, closed"),
    sa.Column("language", sa.String(8), nullable=False),
    sa.Column("topic", sa.String(32), comment="as far as the person released it"),
    sa.Column("land", sa.String(8), comment="ISO 3166-2, as far as the person released it"),
    sa.Column("deadline", sa.Date, comment="the last day that was worked out"),
    sa.Column("danger", sa.Boolean, nullable=False, default=False),
    sa.Column("taken_by", sa.Integer, comment="account of the desk"),
    sa.Column("outcome", sa.String(16), comment="why it was closed"),
    sa.Column("pass_to", sa.String(64), comment="the centre for which the person's consent is asked"),
    sa.Column("passed_from", sa.String(64), index=True, comment="the centre that had the case before"),
    _when("created", nullable=False, default=now),
    _when("arrived", nullable=False, default=now, comment="when it came to the centre that has it now"),
    _when("taken"),
    _when("answered"),
    _when("heard", comment="when the person last wrote in the talk with the centre; empty once the centre has answered"),
    _when("closed"),
    _when("told_waiting", comment="when the person was told that nobody has taken the case"),
    _when("human_until", index=True, comment="until then the chat is a talk with the centre, and the assistant keeps still"),
    _when("told_still", comment="when the person was told that a human is answering"),
    _when("noticed", comment="when the centre got an e-mail that the case is new"),
    _when("noticed_urgent", comment="when the centre got an e-mail that the case is urgent"),
    # Last: SQLite reads a row from the left, and the list wants all but these.
    sa.Column("packet", sa.LargeBinary, nullable=False, comment="what the person released, sealed for the centre"),
    sa.Column("facts", sa.LargeBinary, comment="the calculation behind the deadline, sealed for the centre"),
    sa.Column("transcript", sa.LargeBinary, comment="the talk, sealed for the centre, only on a second yes"),
    sa.Index("ix_handoffs_waiting", "state", "told_waiting"),
    sa.Index("ix_handoffs_notices", "noticed", "noticed_urgent"),
)

case_lines = sa.Table(
    "case_lines", metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("handoff", sa.Integer, nullable=False, index=True),
    sa.Column("who", sa.String(8), nullable=False, comment="person, centre, or note (never sent)"),
    sa.Column("by", sa.Integer, comment="account of the desk"),
    sa.Column("text", sa.LargeBinary, nullable=False, comment="sealed for the centre"),
    sa.Column("german", sa.LargeBinary, comment="the same in German, sealed for the centre"),
    _when("created", nullable=False, default=now),
)

figures = sa.Table(
    "figures", metadata,
    sa.Column("month", sa.String(7), primary_key=True, comment='like "2026-11"'),
    sa.Column("topic", sa.String(32), primary_key=True, comment='"" where it was not released, as with land'),
    sa.Column("language", sa.String(8), primary_key=True),
    sa.Column("land", sa.String(8), primary_key=True),
    sa.Column("outcome", sa.String(16), primary_key=True, comment="received, passed_on, or why a case was closed"),
    sa.Column("count", sa.Integer, nullable=False),
    comment="counts of cases without any trace of a case",
)

centre_edits = sa.Table(
    "centre_edits", metadata,
    sa.Column("key", sa.String(64), primary_key=True, comment="the centre's name in the directory"),
    sa.Column("data", sa.JSON, nullable=False, comment="the fields of its record that the centre keeps itself"),
    sa.Column("checked", sa.Date, nullable=False),
    sa.Column("by", sa.Integer, comment="account of the desk"),
    _when("saved", nullable=False, default=now),
)

reminders = sa.Table(
    "reminders", metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("chat", sa.String(64), nullable=False, index=True),
    sa.Column("line", sa.LargeBinary, nullable=False, comment="what the person is reminded of, sealed"),
    _when("due", nullable=False, index=True),
    _when("sent"),
)

events = sa.Table(
    "events", metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("sender_id", sa.String(255), nullable=False, index=True),
    sa.Column("type_name", sa.String(255), nullable=False),
    sa.Column("timestamp", sa.Float),
    sa.Column("intent_name", sa.String(255)),
    sa.Column("action_name", sa.String(255)),
    sa.Column("data", sa.Text),
    comment="Rasa's events, in the columns of its SQLTrackerStore",
)


def opened(url: str) -> Engine:
    """The engine of a database; it connects at the first use."""
    parsed = make_url(url)
    sqlite = parsed.get_backend_name() == "sqlite"
    if sqlite and parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    # SQLAlchemy would close a SQLite file after each use, which costs as much as the work itself.
    engine = sa.create_engine(parsed, future=True, pool_pre_ping=not sqlite, poolclass=sa.pool.QueuePool,
                              connect_args={"timeout": _BUSY_SECONDS, "check_same_thread": False} if sqlite else dict(NETWORK))
    if sqlite:
        sa.event.listen(engine, "connect", _durable)
    return engine


def prepare(engine: Engine) -> None:
    """Make the tables that are missing.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database cannot be reached.
        LotseError: the database is of an older version.

    """
    metadata.create_all(engine)
    found = sa.inspect(engine)
    for table in metadata.sorted_tables:
        missing = {column.name for column in table.columns} - {column["name"] for column in found.get_columns(table.name)}
        if missing:
            raise LotseError(f"the database is of an older version: table {table.name} lacks {', '.join(sorted(missing))}. "
                             "Move the old one away; there is no migration before the first release")


def _durable(connection: Any, _record: Any) -> None:
    """Readers beside one writer, and deleted rows overwritten with zeros."""
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")

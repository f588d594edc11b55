"""The database: its tables and the one way to open it.

One database holds what people wrote (inbox), what the assistant said (events, by Rasa's tracker), what is to be sent (outbox) and
what was handed over, so that one transaction can keep all of a turn or nothing of it.
"""

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine, make_url

from bot.clock import now

metadata = sa.MetaData()


def _when(name: str, **options: Any) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), **options)


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
    sa.Column("kind", sa.String(8), nullable=False, comment="text or button"),
    sa.Column("body", sa.Text, nullable=False, comment="emptied once the turn is done"),
    sa.Column("attempts", sa.Integer, nullable=False, default=0),
    _when("received", nullable=False, default=now),
    _when("done"),
)

outbox = sa.Table(
    "outbox", metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("chat", sa.String(64), nullable=False, index=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("buttons", sa.JSON, nullable=False, comment="list of title and payload"),
    _when("created", nullable=False, default=now),
    _when("sent"),
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
    sa.Column("packet", sa.LargeBinary, nullable=False, comment="what the person released, sealed for the centre"),
    sa.Column("facts", sa.LargeBinary, comment="the calculation behind the deadline, sealed for the centre"),
    sa.Column("transcript", sa.LargeBinary, comment="the talk, sealed for the centre, only on a second yes"),
    sa.Column("taken_by", sa.Integer, comment="account of the desk"),
    sa.Column("outcome", sa.String(16), comment="why it was closed"),
    sa.Column("pass_to", sa.String(64), comment="the centre for which the person's consent is asked"),
    sa.Column("passed_from", sa.String(64), index=True, comment="the centre that had the case before"),
    _when("created", nullable=False, default=now),
    _when("taken"),
    _when("answered"),
    _when("closed"),
    _when("told_waiting", comment="when the person was told that nobody has taken the case"),
    _when("human_until", comment="until then the chat is a talk with the centre, and the assistant keeps still"),
    _when("told_still", comment="when the person was told that a human is answering"),
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
                              connect_args={"timeout": 5, "check_same_thread": False} if sqlite else {})
    if sqlite:
        sa.event.listen(engine, "connect", _durable)
    return engine


def prepare(engine: Engine) -> None:
    """Make the tables that are missing.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database cannot be reached.

    """
    metadata.create_all(engine)


def _durable(connection: Any, _record: Any) -> None:
    """Readers beside one writer, and deleted rows overwritten with zeros."""
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")

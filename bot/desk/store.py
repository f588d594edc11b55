"""The bot's tables from the desk: one engine and the seals. All about cases goes from here through bot/handoff/cases.py."""

from functools import cache

from django.conf import settings
from sqlalchemy.engine import Engine

from bot.database import opened
from bot.sealing import Seal, Seals


@cache
def engine() -> Engine:
    """The engine of the one database."""
    return opened(settings.LOTSE.database_url)


@cache
def seals() -> Seals:
    """The seals of the one secret."""
    return Seals(settings.LOTSE.secret)


@cache
def audit_seal() -> Seal:
    """The key of the log's chain."""
    return Seal(settings.LOTSE.secret, "audit")

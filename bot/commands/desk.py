"""`lotse desk`: serve the centres' desk."""

import os

import django

from bot.errors import LotseError


def start_django() -> None:
    """Load the desk's settings and models; needed before anything of it is imported."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bot.desk.settings")
    django.setup()


def desk() -> None:
    """Serve until stopped.

    Raises:
        LotseError: the port is taken, or the database cannot be used.

    """
    start_django()
    from bot.desk.server import serve
    try:
        serve()
    except Exception as error:  # whatever stops the start is told in one line
        raise LotseError(f"the desk cannot start: {type(error).__name__}: {error}") from error

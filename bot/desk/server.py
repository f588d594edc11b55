"""Serving the desk: its tables, its first accounts, its notices, its pages."""

import signal
import sys
from threading import Thread
from typing import Any

import waitress
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command

from bot.database import prepare
from bot.desk import notices
from bot.desk.models import Account, Role
from bot.desk.store import engine
from bot.desk.views.administration import set_password
from bot.handoff import centre_edits
from bot.handoff.masking import masked
from bot.languages import languages

_THREADS = 8
_DEMONSTRATION = "fi-fachstelle"
_SENTENCE = "Herr Muster, Musterweg 1"


def serve() -> None:
    """Serve until stopped; open requests end first."""
    call_command("migrate", verbosity=0)
    call_command("clearsessions")
    prepare(engine())
    with engine().connect() as connection:
        centre_edits.apply_latest(connection)
    for account, password in first_accounts():
        _say(f"desk: account {account.username} ({account.role}), password {password}")
    if settings.LOTSE.mail_url:
        Thread(target=notices.run_forever, daemon=True).start()
    Thread(target=_read_masking, daemon=True).start()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    _say(f"desk: {settings.LOTSE.desk_url}/")
    waitress.serve(WSGIHandler(), host=settings.LOTSE.desk_host, port=settings.LOTSE.desk_port, threads=_THREADS, ident=None,
                   _quiet=True, **(_behind_proxy() if settings.HTTPS else {}))


def first_accounts() -> list[tuple[Account, str]]:
    """Make the first accounts with their passwords, once: an administrator, and for a trial a counsellor.

    In a trial the passwords may be kept; elsewhere they must be changed at the first log-in.
    """
    if Account.objects.exists():
        return []
    accounts = [Account(username="admin", role=Role.ADMIN)]
    if not settings.HTTPS:
        accounts.append(Account(username="demo", role=Role.COUNSELLOR, centre=_DEMONSTRATION))
    made = [(account, set_password(account)) for account in accounts]
    Account.objects.update(password_due=settings.HTTPS)
    return made


def _read_masking() -> None:
    """Read the word lists of the masking, which takes some seconds, before the first case needs them."""
    for language in languages():
        masked(_SENTENCE, language)


def _behind_proxy() -> dict[str, Any]:
    """Whose word counts for the address of a browser and for its encryption."""
    return {"trusted_proxy": settings.LOTSE.desk_proxy, "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
            "clear_untrusted_proxy_headers": True}


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()

"""E-mails to centres: that there are new or urgent cases, how many, and where. Nothing about a person."""

import logging
import time
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from bot.desk.models import CentreSetting
from bot.desk.store import engine
from bot.handoff.notices import Notice, due_notices
from bot.knowledge.centres.directory import centres

logger = logging.getLogger("desk")
_SECONDS = 60


def send_due() -> int:
    """Send what is due; returns how many. Where the mail server cannot be reached all stay due, for the next minute."""
    with engine().begin() as connection:
        messages = list(_messages(due_notices(connection)))
        if not messages:
            return 0
        with get_connection() as server:
            return sum(_sent(message, server) for message in messages)


def _messages(notices: Iterable[Notice]) -> Iterable[EmailMessage]:
    addresses = dict(CentreSetting.objects.exclude(mail="").values_list("centre", "mail"))
    for notice in notices:
        if notice.centre in addresses:
            counts = f"Neue Fälle: {notice.new}\nDringende Fälle: {notice.urgent}"
            yield EmailMessage(subject="Arbeitslotse: Fälle warten", to=[addresses[notice.centre]],
                               body=f"{centres()[notice.centre].name}\n\n{counts}\n\n{settings.LOTSE.desk_url}/cases\n")


def _sent(message: EmailMessage, server: object) -> bool:
    """Whether a message went; an address that is refused is not tried again every minute."""
    message.connection = server
    try:
        return bool(message.send())
    except Exception as error:  # one centre's wrong address must not keep the others waiting
        logger.error("a notice was refused: %s", type(error).__name__)
        return False


def run_forever() -> None:
    """Look every minute; a failure is tried again in the next one."""
    while True:
        try:
            send_due()
        except Exception as error:  # the loop must live
            logger.error("notices wait for the mail server: %s", type(error).__name__)
        time.sleep(_SECONDS)

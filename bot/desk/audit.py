"""The log of who read, revealed, exported, passed on or deleted what. It is only added to, and an edit is found.

Each line carries a keyed hash of itself and of the line before, so no line can be changed, left out or put in unseen.
"""

from typing import Optional

from django.db import transaction
from django.utils import timezone

from bot.desk.models import Account, Act, ChainEnd
from bot.desk.store import audit_seal


def note(account: Optional[Account], what: str, thing: str = "") -> None:
    """Write a line; call this before the act itself, so that nothing is done unseen.

    Args:
        account: who does it; None for the command line.
        what: the act, in one word; the log's page has the words for staff.
        thing: the code of the case, the key of the centre or the name of the account that it is done to; never a content.

    """
    with transaction.atomic():
        end, _ = ChainEnd.objects.select_for_update().get_or_create(pk=1)
        act = Act(number=end.number + 1, when=timezone.now(), account=account, what=what, thing=thing)
        act.link = end.link = _link(act, end.link)
        end.number = act.number
        act.save()
        end.save()


def broken_at() -> Optional[int]:
    """The number of the first line that was changed or is missing; None if all lines are as they were written."""
    number, link = 0, ""
    for act in Act.objects.order_by("number").iterator():
        if act.number != number + 1 or act.link != _link(act, link):
            return number + 1
        number, link = act.number, act.link
    end = ChainEnd.objects.filter(pk=1).first() or ChainEnd()
    return None if (end.number, end.link) == (number, link) else number + 1


def _link(act: Act, before: str) -> str:
    fields = (before, str(act.number), act.when.isoformat(), str(act.account_id), act.what, act.thing)
    return audit_seal().name("\n".join(fields))

"""What every page of the desk knows."""

from typing import Any, Optional

from django.http import HttpRequest

from bot.desk.models import Account
from bot.knowledge.centres.directory import centres


def desk(request: HttpRequest) -> dict[str, Any]:
    """The account, and the record of its centre."""
    account: Optional[Account] = getattr(request, "user", None)
    if not account or not account.is_authenticated:
        return {"account": None}
    return {"account": account, "centre": centres().get(account.centre or "")}

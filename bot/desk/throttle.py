"""How many log-ins may fail: five at an account, twenty from an address; names that do not exist count alike."""

from typing import Any, Optional

from axes.handlers.database import AxesDatabaseHandler
from django.db.models import Sum

ADDRESS_COUNTS = 4
"""An address may fail so many times as often as an account."""


class Throttle(AxesDatabaseHandler):
    """Axes with a wider limit for addresses: a whole centre may share one."""

    def get_failures(self, request: Any, credentials: Optional[dict[str, Any]] = None) -> int:
        """Failures at the account, or those from the address by their weight, whichever are more."""
        account, address = (attempts.aggregate(sum=Sum("failures_since_start"))["sum"] or 0
                            for attempts in self.get_user_attempts(request, credentials))
        return max(account, address // ADDRESS_COUNTS)

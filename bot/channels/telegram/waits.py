"""How long Telegram asks to wait."""

from datetime import timedelta

from telegram.error import RetryAfter


def seconds(error: RetryAfter) -> float:
    """The seconds after which Telegram wants to be asked again."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)

"""The desk as Django knows it."""

from django.apps import AppConfig


class Desk(AppConfig):
    """The one app of the project."""

    name = "bot.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect what happens at log-in."""
        from bot.desk import access
        access.connect()

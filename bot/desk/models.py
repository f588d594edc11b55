"""What the desk keeps of its own: accounts, what is set for a centre, the log of acts, and the review queue."""

from typing import Any, ClassVar, NoReturn

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What an account is for; each page names the roles that may call it."""

    COUNSELLOR = "counsellor", _("Beratung")
    COORDINATOR = "coordinator", _("Koordinierung")
    MAINTAINER = "maintainer", _("Pflege des Bots")
    ADMIN = "admin", _("Verwaltung")


class Account(AbstractBaseUser):
    """A member of staff. Accounts are closed, never deleted: the log names them."""

    username = models.CharField(_("Name des Kontos"), max_length=64, unique=True)
    role = models.CharField(_("Aufgabe"), max_length=16, choices=Role.choices)
    centre = models.CharField(_("Stelle"), max_length=64, null=True, blank=True)
    is_active = models.BooleanField(default=True)
    password_due = models.BooleanField(default=True)
    objects: ClassVar[BaseUserManager[Any]] = BaseUserManager()
    USERNAME_FIELD = "username"

    class Meta:
        constraints = [models.CheckConstraint(name="counsellors_have_a_centre", condition=models.Q(
            models.Q(role=Role.COUNSELLOR, centre__isnull=False), ~models.Q(role=Role.COUNSELLOR) & models.Q(centre=None),
            _connector=models.Q.OR))]


class CentreSetting(models.Model):
    """What is set for a centre that is not part of its public record."""

    centre = models.CharField(max_length=64, primary_key=True)
    second_factor = models.BooleanField(_("zweiter Faktor verlangt"), default=False)
    mail = models.EmailField(_("E-Mail für Hinweise"), blank=True)


class _AppendOnly(models.QuerySet[Any]):
    """Rows that are only added."""

    def _refuse(self, *args: Any, **options: Any) -> NoReturn:
        raise PermissionError("the log is only added to")

    update = delete = bulk_update = bulk_create = update_or_create = _refuse


class Act(models.Model):
    """One line of the log: who did what to which thing, chained to the line before by a keyed hash (bot/desk/audit.py)."""

    number = models.PositiveBigIntegerField(primary_key=True)
    when = models.DateTimeField()
    account = models.ForeignKey(Account, models.PROTECT, null=True)
    what = models.CharField(max_length=32)
    thing = models.CharField(max_length=64)
    link = models.CharField(max_length=64)
    objects = _AppendOnly.as_manager()

    def save(self, *args: Any, **options: Any) -> None:
        """Only a new line can be saved."""
        if not self._state.adding:
            raise PermissionError("the log is only added to")
        super().save(*args, **{**options, "force_insert": True})

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        """Never."""
        raise PermissionError("the log is only added to")


class ChainEnd(models.Model):
    """The last line of the log and its link: whoever adds a line waits here, and a line cut off at the end is missed."""

    number = models.PositiveBigIntegerField(default=0)
    link = models.CharField(max_length=64, default="")


class Mistake(models.Model):
    """A masked sentence that the assistant took for a wrong topic, and the right one: the review queue."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("wartet")
        ACCEPTED = "accepted", _("bestätigt")
        REJECTED = "rejected", _("abgelehnt")
        EXPORTED = "exported", _("übernommen")

    text = models.CharField(max_length=1000)
    language = models.CharField(max_length=8)
    taken_for = models.CharField(max_length=32, blank=True)
    topic = models.CharField(max_length=32)
    state = models.CharField(max_length=16, choices=State.choices, default=State.WAITING)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["text", "language"], name="each_sentence_once")]

"""Accounts, what is set for centres, and the log."""

import secrets

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_otp.plugins.otp_totp.models import TOTPDevice

from bot.desk import audit
from bot.desk.access import StaffRequest, role
from bot.desk.forms import AccountForm, SettingForm
from bot.desk.models import Account, Act, CentreSetting, Role
from bot.knowledge.centres.directory import centres

admin = role(Role.ADMIN)
_LINES = 100


@admin
def accounts(request: StaffRequest) -> HttpResponse:
    """All accounts."""
    return render(request, "desk/accounts.html", {"accounts": Account.objects.order_by("-is_active", "centre", "username")})


@admin
def new_account(request: StaffRequest) -> HttpResponse:
    """A new account; its first password is shown once."""
    form = AccountForm(request.POST or None)
    if not form.is_valid():
        return render(request, "desk/new_account.html", {"form": form})
    audit.note(request.user, "account", form.cleaned_data["username"])
    account = form.save(commit=False)
    return render(request, "desk/password_shown.html", {"shown": account, "password": set_password(account)})


@admin
@require_POST
def new_password(request: StaffRequest, number: int) -> HttpResponse:
    """A new first password, shown once; a second factor must be set up again."""
    account = get_object_or_404(Account, pk=number)
    audit.note(request.user, "new_password", account.username)
    TOTPDevice.objects.filter(user=account).delete()
    return render(request, "desk/password_shown.html", {"shown": account, "password": set_password(account)})


@admin
@require_POST
def switch_account(request: StaffRequest, number: int) -> HttpResponse:
    """Close an open account, or open a closed one. Nobody closes their own."""
    account = get_object_or_404(Account, pk=number)
    if account == request.user:
        messages.error(request, _("Ihr eigenes Konto können Sie nicht schließen."))
        return redirect("accounts")
    audit.note(request.user, "close_account" if account.is_active else "open_account", account.username)
    account.is_active = not account.is_active
    account.save()
    return redirect("accounts")


def set_password(account: Account) -> str:
    """Give an account a password that must be changed at the first log-in, and save it; returns the password."""
    password = secrets.token_urlsafe(12)
    account.set_password(password)
    account.password_due = True
    account.save()
    return password


@admin
def settings(request: StaffRequest) -> HttpResponse:
    """What is set for each centre of Faire Integration."""
    kept = CentreSetting.objects.in_bulk()
    records = [record for record in centres().values() if record.kind == "faire_integration"]
    return render(request, "desk/settings.html", {"rows": [(record, kept.get(record.key)) for record in records]})


@admin
def setting(request: StaffRequest, key: str) -> HttpResponse:
    """Change what is set for a centre."""
    if key not in centres():
        raise Http404
    kept = CentreSetting.objects.filter(pk=key).first() or CentreSetting(centre=key)
    form = SettingForm(request.POST or None, instance=kept)
    if not form.is_valid():
        return render(request, "desk/setting.html", {"form": form, "record": centres()[key]})
    audit.note(request.user, "setting", key)
    form.save()
    return redirect("settings")


@admin
def acts(request: StaffRequest) -> HttpResponse:
    """The log, last line first; on request it is checked whether a line was changed."""
    checked = "check" in request.GET
    page = Paginator(Act.objects.select_related("account").order_by("-number"), _LINES).get_page(request.GET.get("page"))
    return render(request, "desk/acts.html", {"page": page, "checked": checked, "broken": audit.broken_at() if checked else None})

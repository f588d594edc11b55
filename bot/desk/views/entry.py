"""The way in and out: start page, password, code of the second factor."""

from typing import Any

import django_otp
import segno
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.i18n import set_language
from django_otp.plugins.otp_totp.models import TOTPDevice

from bot.desk import audit
from bot.desk.access import CODE, PASSWORD, SECOND_FACTOR, StaffRequest, entering, everyone, role
from bot.desk.forms import CodeForm
from bot.desk.models import Role

_FIRST_PAGE = {Role.COUNSELLOR: "cases", Role.COORDINATOR: "figures", Role.MAINTAINER: "mistakes", Role.ADMIN: "accounts"}

login = everyone(LoginView.as_view(template_name="desk/login.html", redirect_authenticated_user=True))
logout = entering(CODE, PASSWORD, SECOND_FACTOR)(LogoutView.as_view())
language = everyone(require_POST(set_language))


@role(*Role)
def start(request: StaffRequest) -> HttpResponse:
    """To the first page of the account's role."""
    return redirect(_FIRST_PAGE[Role(request.user.role)])


@entering(PASSWORD)
def password(request: StaffRequest) -> HttpResponse:
    """A new password; other sessions of the account end with it."""
    form: Any = PasswordChangeForm(request.user, request.POST or None)
    if not form.is_valid():
        return render(request, "desk/password.html", {"form": form})
    audit.note(request.user, "password")
    request.user.password_due = False
    update_session_auth_hash(request, form.save())
    messages.success(request, _("Das neue Passwort gilt."))
    return redirect("start")


@entering(CODE)
def code(request: StaffRequest) -> HttpResponse:
    """The code of the second factor, after the password."""
    form = CodeForm(request.POST or None, accept=lambda token: django_otp.match_token(request.user, token))
    if not form.is_valid():
        return render(request, "desk/code.html", {"form": form})
    django_otp.login(request, form.device)
    return redirect("start")


@entering(SECOND_FACTOR)
def second_factor(request: StaffRequest) -> HttpResponse:
    """Set up a second factor, once: the next log-ins ask for its code."""
    if TOTPDevice.objects.filter(user=request.user, confirmed=True).exists():
        return render(request, "desk/second_factor.html", {"form": None})
    device, _made = TOTPDevice.objects.get_or_create(user=request.user, confirmed=False, defaults={"name": "app"})
    form = CodeForm(request.POST or None, accept=lambda token: device if device.verify_token(token) else None)
    if not form.is_valid():
        return render(request, "desk/second_factor.html", {"form": form, "key": _key(device)})
    audit.note(request.user, "second_factor")
    device.confirmed = True
    device.save()
    django_otp.login(request, device)
    messages.success(request, _("Der zweite Faktor ist eingerichtet."))
    return redirect("start")


@entering(SECOND_FACTOR)
def second_factor_picture(request: StaffRequest) -> HttpResponse:
    """The key of a second factor that is being set up, as a QR code."""
    device = TOTPDevice.objects.filter(user=request.user, confirmed=False).first()
    if not device:
        raise Http404
    picture = HttpResponse(content_type="image/svg+xml")
    segno.make(device.config_url).save(picture, kind="svg", scale=5, light="#fff")  # type: ignore[arg-type]
    return picture


def _key(device: Any) -> str:
    """The key in groups of four letters, for typing."""
    secret = device.config_url.split("secret=")[1].split("&")[0].rstrip("=").removesuffix("%3D")
    return " ".join(secret[start:start + 4] for start in range(0, len(secret), 4))

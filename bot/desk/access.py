"""Who may call which page: a view names its roles, and this middleware lets nobody else in.

A page that is not for the role of an account answers like one that does not exist. A view that names no role is never served.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Optional, TypeVar

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from bot.desk import audit
from bot.desk.models import Account, CentreSetting, Role

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
_BEGAN = "began"
CODE, PASSWORD, SECOND_FACTOR = "code", "password", "second_factor"
"""The steps of the way in after the password, in this order: each is the name of a page."""


class StaffRequest(HttpRequest):
    """A request of an account that was let in."""

    user: Account


def role(*roles: Role) -> Callable[[View], View]:
    """Declare that accounts of these roles may call a view."""
    return _declared(roles=frozenset(roles))


def entering(*steps: str) -> Callable[[View], View]:
    """Declare that every account may call a view, also one that stands at one of these steps of its way in."""
    return _declared(roles=frozenset(Role), steps=frozenset(steps))


def everyone(view: View) -> View:
    """Declare that a view needs no account."""
    return _declared(roles=frozenset())(view)


def _declared(**marks: Any) -> Callable[[View], View]:
    def mark(view: View) -> View:
        for name, value in marks.items():
            setattr(view, name, value)
        return view

    return mark


class AccessMiddleware:
    """Lets a request through to its view, or not; and keeps pages out of caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page, which no cache may keep."""
        response = self._get_response(request)
        response["Cache-Control"] = "no-store"
        return response

    def process_view(self, request: StaffRequest, view: Any, args: Any, kwargs: Any) -> Optional[HttpResponse]:
        """Nothing where the view may be called; else the way to it.

        Raises:
            Http404: the page is not for this role.
            ImproperlyConfigured: the view names no role.

        """
        if not hasattr(view, "roles"):
            raise ImproperlyConfigured(f"{view.__module__}.{view.__qualname__} names no role")
        if not view.roles:
            return None
        if not request.user.is_authenticated or _too_long(request):
            logout(request)
            return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
        step = unfinished(request.user)
        if step and step not in getattr(view, "steps", ()):
            return redirect(step)
        if request.user.role not in view.roles:
            raise Http404
        return None


def unfinished(account: Account) -> Optional[str]:
    """The step of its way in at which an account stands, by the name of its page; None once it is in."""
    verified = account.is_verified()  # type: ignore[attr-defined]  # set by django-otp
    if not verified and TOTPDevice.objects.filter(user=account, confirmed=True).exists():
        return CODE
    if account.password_due:
        return PASSWORD
    required = not verified and CentreSetting.objects.filter(centre=account.centre, second_factor=True).exists()
    return SECOND_FACTOR if required else None


def _too_long(request: HttpRequest) -> bool:
    began = datetime.fromisoformat(request.session[_BEGAN])
    return timezone.now() - began > settings.LONGEST_SESSION


def connect() -> None:
    """Note the moment of each log-in, in the session and in the log."""
    user_logged_in.connect(_begin)


def _begin(request: HttpRequest, user: Account, **_: Any) -> None:
    request.session[_BEGAN] = timezone.now().isoformat()
    audit.note(user, "login")

"""Log-in, sessions, second factor, and what a browser is told with every page."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import timedelta

import pytest
from desk_values import OWN, PASSWORD
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from bot.desk.models import Act, CentreSetting, Role
from bot.settings import ROOT


def log_in(client, name, password=PASSWORD, **options):
    return client.post("/login", {"username": name, "password": password}, **options)


def test_production_settings_pass_djangos_own_check(tmp_path):
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "bot.desk.settings", "LOTSE_VAR": str(tmp_path),
           "LOTSE_DESK_URL": "https://desk.example.org", "LOTSE_MAIL_URL": "smtp://u:p@mail.example.org"}
    check = [sys.executable, "-W", "ignore", "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(check, env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "no issues (0 silenced)" in done.stdout, done.stdout + done.stderr


def test_log_in_gives_a_new_session_and_the_old_one_is_worthless(account):
    account(name="one")
    client = Client()
    client.get("/login")
    session = client.session
    session["before"] = True
    session.save()
    client.cookies["desk_session"] = before = session.session_key
    assert log_in(client, "one").status_code == 302
    assert client.cookies["desk_session"].value != before
    stale = Client()
    stale.cookies["desk_session"] = before
    assert stale.get("/cases").status_code == 302
    assert client.get("/cases").status_code == 200


def test_after_log_out_the_session_is_worthless(account):
    account(name="one")
    client = Client()
    log_in(client, "one")
    key = client.cookies["desk_session"].value
    client.post("/logout")
    stale = Client()
    stale.cookies["desk_session"] = key
    assert stale.get("/cases").status_code == 302


def test_the_log_in_leads_nowhere_else(account):
    account(name="one")
    answer = Client().post("/login?next=https://evil.example/", {"username": "one", "password": PASSWORD})
    assert answer["Location"] == "/"


@pytest.mark.parametrize("name", ["one", "nobody"])
def test_the_sixth_failure_at_a_name_is_refused_even_with_the_right_password(account, name):
    account(name="one")
    client = Client()
    found = [log_in(client, name, "wrong", REMOTE_ADDR=f"10.0.0.{number}").status_code for number in range(5)]
    assert found == [200, 200, 200, 200, 429]
    assert log_in(client, name, REMOTE_ADDR="10.0.0.9").status_code == 429


def test_known_and_unknown_names_are_told_the_same(account):
    account(name="one")
    told = [re.sub(r'value="[^"]*"', "", log_in(Client(), name, "wrong").content.decode()) for name in ("one", "two")]
    assert told[0] == told[1]


def test_an_address_is_refused_after_twenty_failures_at_different_names(account):
    account(name="one")
    client = Client()
    found = [log_in(client, f"name-{number}", "wrong").status_code for number in range(20)]
    assert found == [200] * 19 + [429]
    assert log_in(client, "one").status_code == 429
    assert log_in(client, "one", REMOTE_ADDR="10.9.9.9").status_code == 302


def test_failures_are_forgotten_after_a_while(account, monkeypatch):
    account(name="one")
    client = Client()
    for _ in range(5):
        log_in(client, "one", "wrong")
    later = timezone.now() + timedelta(minutes=6)
    monkeypatch.setattr("axes.handlers.proxy.now", lambda: later)
    assert log_in(client, "one").status_code == 302


def test_a_session_ends_after_eight_hours_however_busy_it_is(client):
    session = client.session
    session["began"] = (timezone.now() - timedelta(hours=8, seconds=1)).isoformat()
    session.save()
    assert client.get("/cases")["Location"].startswith("/login")
    assert client.get("/cases").status_code == 302, "and stays ended"


def test_a_session_lasts_thirty_minutes_from_the_last_page(client):
    cookie = client.get("/cases").cookies["desk_session"]
    assert cookie["httponly"] and cookie["samesite"] == "Strict"
    assert client.session.get_expiry_age() == 1800


def test_a_first_password_must_be_changed_before_anything_else(account):
    account(name="one", password_due=True)
    client = Client()
    log_in(client, "one")
    assert client.get("/cases")["Location"] == "/password"
    new = {"old_password": PASSWORD, "new_password1": "ein neues, langes Wort", "new_password2": "ein neues, langes Wort"}
    assert client.post("/password", {**new, "new_password1": "short", "new_password2": "short"}).status_code == 200
    assert client.post("/password", new).status_code == 302
    assert client.get("/cases").status_code == 200


def test_a_new_password_ends_the_other_sessions(account):
    account(name="one")
    here, there = Client(), Client()
    log_in(here, "one")
    log_in(there, "one")
    here.post("/password", {"old_password": PASSWORD, "new_password1": "ein neues, langes Wort",
                            "new_password2": "ein neues, langes Wort"})
    assert here.get("/cases").status_code == 200
    assert there.get("/cases").status_code == 302


def test_a_centre_can_require_a_second_factor(account):
    CentreSetting.objects.create(centre=OWN, second_factor=True)
    account(name="one")
    client = Client()
    log_in(client, "one")
    assert client.get("/cases")["Location"] == "/second-factor"
    assert client.get("/second-factor/picture.svg").status_code == 404
    assert "/second-factor/picture.svg" in client.get("/second-factor").content.decode()
    assert "</svg>" in client.get("/second-factor/picture.svg").content.decode()
    device = TOTPDevice.objects.get()
    assert client.post("/second-factor", {"token": "000000"}).status_code == 200
    device.throttle_reset()
    code = f"{totp(device.bin_key):06}"
    assert client.post("/second-factor", {"token": f"{code[:3]} {code[3:]}"}).status_code == 302
    assert client.get("/cases").status_code == 200
    assert client.get("/second-factor/picture.svg").status_code == 404, "the key is shown only while it is set up"

    again = Client()
    log_in(again, "one")
    assert again.get("/cases")["Location"] == "/code"
    assert again.post("/code", {"token": code}).status_code == 200, "no code works twice"
    TOTPDevice.objects.update(last_t=-1, throttling_failure_count=0)
    assert again.post("/code", {"token": code}).status_code == 302
    assert again.get("/cases").status_code == 200


def test_who_has_a_second_factor_is_always_asked_for_it(account):
    one = account(name="one")
    TOTPDevice.objects.create(user=one, confirmed=True)
    client = Client()
    log_in(client, "one")
    for address in ("/cases", "/centre", "/"):
        assert client.get(address)["Location"] == "/code"


def test_every_unsafe_method_wants_the_token(account, hand_off):
    client = Client(enforce_csrf_checks=True)
    client.force_login(account(), backend="django.contrib.auth.backends.ModelBackend")
    code = hand_off()
    posts = [pattern for pattern in get_resolver().url_patterns if "code" in pattern.pattern.converters]
    assert posts
    for pattern in posts:
        given = {"code": code, "key": "received", "number": 1}
        path = reverse(pattern.name, kwargs={name: given[name] for name in pattern.pattern.converters})
        for token in ({}, {"csrfmiddlewaretoken": "x" * 64}):
            answer = client.post(path, token)
            assert answer.status_code == 403 and "noch einmal" in answer.content.decode()
    assert client.get(f"/cases/{code}").status_code == 200


@pytest.mark.parametrize("address", ["/login", "/cases", "/cases/AL-AAA-AAA", "/no-such-page", "/centre", "/second-factor"])
def test_headers_stand_on_every_page(client, address):
    answer = client.get(address)
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert policy == {"default-src": "'none'", "style-src": "'self'", "img-src": "'self'", "form-action": "'self'",
                      "frame-ancestors": "'none'", "base-uri": "'none'"}
    assert answer["Cache-Control"] == "no-store" and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY" and answer["Referrer-Policy"] == "same-origin"


def test_no_page_has_a_script_a_style_of_its_own_or_a_foreign_host(client, enter, hand_off):
    code = hand_off(language="ar")
    pages = [client.get(path).content.decode() for path in ("/cases", f"/cases/{code}", f"/cases/{code}/print", "/centre",
                                                            f"/cases/{code}/sentence/come_by", f"/cases/{code}/delete")]
    for role in (Role.ADMIN, Role.COORDINATOR, Role.MAINTAINER):
        pages.append(enter(role).get("/", follow=True).content.decode())
    for page in pages:
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=|https?://", page)


def test_what_a_person_writes_is_text(client, hand_off):
    code = hand_off(summary="<script>alert(1)</script>", transcript=[
        {"who": "person", "text": "<img src=x onerror=alert(1)>", "topic": None}])
    page = client.get(f"/cases/{code}").content.decode()
    assert "<script>" not in page and "<img src=x" not in page and "&lt;script&gt;" in page


def test_the_language_of_the_desk_is_chosen(client):
    assert "Fälle" in client.get("/cases").content.decode()
    client.post("/language", {"language": "en", "next": "/cases"})
    assert "<h1>Cases</h1>" in client.get("/cases").content.decode()


def test_each_log_in_is_logged(account):
    account(name="one")
    log_in(Client(), "one")
    assert list(Act.objects.values_list("what", "account__username")) == [("login", "one")]


def test_without_the_code_of_the_second_factor_not_even_the_password_is_changed(account):
    one = account(name="one", password_due=True)
    TOTPDevice.objects.create(user=one, confirmed=True)
    client = Client()
    log_in(client, "one")
    for address in ("/password", "/second-factor", "/second-factor/picture.svg"):
        assert client.get(address)["Location"] == client.post(address)["Location"] == "/code"
    assert client.post("/logout")["Location"] == "/login"

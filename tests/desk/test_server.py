"""`lotse desk` as a process: first accounts, production behind a proxy, stopping, logs without contents."""

from __future__ import annotations

import http.client
import logging
import subprocess
import sys

import pytest
import sqlalchemy as sa
from served import Desk

from bot.desk.logs import Plain
from bot.settings import ROOT


@pytest.fixture(autouse=True)
def engine() -> None:
    """The served desk has a database of its own."""


def get(desk: Desk, path: str, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", desk.port, timeout=20)
    connection.request("GET", path, headers=headers)
    return connection.getresponse()


def test_a_trial_makes_two_accounts_once_and_stops_when_told(tmp_path):
    desk = Desk(tmp_path)
    assert set(desk.passwords) == {"admin", "demo"}
    assert get(desk, "/login").status == 200
    assert {"handoffs", "desk_account"} <= set(sa.inspect(desk.engine).get_table_names()), "one database"
    assert get(desk, "/login", Host="evil.example").status == 400
    assert desk.stop() == 0
    again = Desk(tmp_path)
    assert again.passwords == {}
    assert again.stop() == 0


def test_production_serves_https_only_behind_its_proxy(tmp_path):
    desk = Desk(tmp_path, LOTSE_DESK_URL="https://desk.example.org")
    try:
        assert set(desk.passwords) == {"admin"}
        plain = get(desk, "/login", Host="desk.example.org")
        assert plain.status == 301 and plain.getheader("Location") == "https://desk.example.org/login"
        page = get(desk, "/login", **{"Host": "desk.example.org", "X-Forwarded-Proto": "https", "X-Forwarded-For": "10.1.1.1"})
        assert page.status == 200 and "max-age=31536000" in page.getheader("Strict-Transport-Security")
        cookies = page.headers.get_all("Set-Cookie")
        assert cookies and all("Secure" in cookie and "HttpOnly" in cookie and "SameSite=Strict" in cookie for cookie in cookies)
        with desk.engine.connect() as connection:
            assert connection.execute(sa.text("SELECT password_due FROM desk_account")).scalars().all() == [1]
    finally:
        desk.stop()


def test_a_setting_that_cannot_be_used_stops_the_start_by_name(tmp_path):
    env = {"LOTSE_VAR": str(tmp_path), "LOTSE_DESK_URL": "http://desk.example.org", "PATH": ""}
    done = subprocess.run([sys.executable, "-m", "bot", "desk"], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "LOTSE_DESK_URL" in done.stderr and len(done.stderr.splitlines()) == 1


def test_errors_are_logged_without_what_they_say():
    said = " ".join(["canary", "in", "an", "error"])  # a log line shows the source's lines, but no values
    try:
        raise ValueError(said)
    except ValueError:
        record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, "Internal Server Error: %s", ("/canary",),
                                   sys.exc_info())
    line = Plain().format(record)
    assert said not in line and "/canary" not in line and "ValueError" in line and "test_server.py" in line

"""Settings: a bad value stops the start by name, and no secret shows."""

from __future__ import annotations

import pytest

from bot import settings
from bot.errors import SettingError


def test_defaults_make_a_secret_once(tmp_path):
    env = {"LOTSE_VAR": str(tmp_path / "var")}
    first, second = settings.read(env), settings.read(env)
    assert len(first.secret) == 64 and first == second
    assert (tmp_path / "var" / "secret").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(("name", "value"), [("LOTSE_PORT", "http"), ("LOTSE_PORT", "0"), ("LOTSE_PORT", "70000"),
                                             ("LOTSE_SECRET", "short"), ("LOTSE_DESK_PORT", "x"),
                                             ("LOTSE_DESK_URL", "http://desk.example.org"), ("LOTSE_DESK_URL", "desk"),
                                             ("LOTSE_MAIL_URL", "mail.example.org")])
def test_a_bad_value_is_refused_by_name(tmp_path, name, value):
    with pytest.raises(SettingError, match=name):
        settings.read({"LOTSE_VAR": str(tmp_path), name: value})


def test_settings_do_not_show_themselves(tmp_path):
    shown = repr(settings.read({"LOTSE_VAR": str(tmp_path), "TELEGRAM_BOT_TOKEN": "123:canary", "LOTSE_SECRET": "c" * 40}))
    assert "canary" not in shown and "ccc" not in shown

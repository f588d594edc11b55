"""The documents say what is there: every setting, stored field and command, and nothing else."""

from __future__ import annotations

import re

from django.apps import apps
from django.db.migrations.recorder import MigrationRecorder

from bot.cli import app
from bot.database import metadata
from bot.settings import ROOT


def _doc(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def test_every_setting_is_explained():
    source = (ROOT / "bot" / "settings.py").read_text(encoding="utf-8")
    used = set(re.findall(r'"((?:LOTSE|TELEGRAM)_[A-Z_]+)"', source))
    assert used == set(re.findall(r"`((?:LOTSE|TELEGRAM)_[A-Z_]+)`", _doc("settings.md").split("| name")[1]))


def test_every_stored_field_is_listed():
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \|", _doc("data-protection.md"), re.MULTILINE)
    listed = {table: set(re.findall(r"`(\w+)`", fields)) for table, fields in rows}
    own = {table.name: {column.name for column in table.columns} for table in metadata.sorted_tables}
    desk = [model._meta for model in (*apps.get_models(include_auto_created=True), MigrationRecorder.Migration)]
    assert listed == own | {table.db_table: {field.column for field in table.local_concrete_fields} for table in desk}


def test_every_command_is_in_the_readme_or_the_makefile():
    text = "".join((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "Makefile", "docs/settings.md"))
    names = [command.name or command.callback.__name__ for command in app.registered_commands]  # type: ignore[union-attr]
    assert [name for name in names if f"lotse {name}" not in text and name != "serve"] == []

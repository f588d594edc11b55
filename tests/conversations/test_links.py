"""Links into the bot: packed, read, drawn."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from bot.channels import links
from bot.channels.links import payload, read
from bot.cli import app
from bot.errors import DataError
from bot.knowledge.centres.directory import centres
from bot.knowledge.centres.gazetteer import states
from bot.knowledge.topics import topics
from bot.languages import languages

CENTRES = [key for key, centre in centres().items() if centre.kind == "faire_integration" and centre.counselling]
VALUES = st.fixed_dictionaries({}, optional={
    "language": st.sampled_from(sorted(languages())), "topic": st.sampled_from(sorted(topics())),
    "land": st.sampled_from(sorted(states())), "centre": st.sampled_from(CENTRES)})


@given(VALUES)
def test_what_is_packed_is_read(values):
    packed = payload(**values)
    assert read(packed) == values
    assert re.fullmatch("[A-Za-z0-9_-]{0,64}", packed)


def test_the_longest_of_all_fits():
    longest = {"language": max(languages(), key=len), "topic": max(topics(), key=len), "land": "DE-BY",
               "centre": max(CENTRES, key=len)}
    assert len(payload(**longest)) <= 64


@given(st.text())
def test_nonsense_is_nothing(text):
    assert set(read(text)) <= {"language", "topic", "land", "centre"}


@pytest.mark.parametrize("text", ["", "hello", "luk ", "luk__" + "x" * 64, "xx__yy", "t__c__s__l", "luk__\n", "tоpic"])
def test_what_is_no_payload_is_nothing(text):
    assert read(text) == {}


def test_what_is_outdated_is_left_out():
    assert read("luk__twages_gold__sXX__cfi-atlantis") == {"language": "uk"}


@pytest.mark.parametrize(("name", "value"), [
    ("language", "xx"), ("topic", "wages_gold"), ("land", "BY"), ("centre", "fi-fachstelle"),
])
def test_the_unknown_is_not_packed(name, value):
    with pytest.raises(DataError, match=f"{name} '{value}'"):
        payload(**{name: value})


def test_too_much_is_not_packed(monkeypatch):
    monkeypatch.setattr(links, "known_parts", dict)
    with pytest.raises(DataError, match="does not fit"):
        payload(topic="x" * 64)


@pytest.mark.parametrize(("name", "begins"), [("code.svg", b"<?xml"), ("code.png", b"\x89PNG")])
def test_the_command_prints_the_link_and_draws_it(tmp_path, name, begins):
    named = ["--language", "uk", "--topic", "wages_unpaid", "--land", "DE-BY", "--centre", "fi-by"]
    done = CliRunner().invoke(app, ["link", "--bot", "lotse_bot", *named, "--out", str(tmp_path / name)])
    assert done.output == "https://t.me/lotse_bot?start=luk__twages_unpaid__sBY__cfi-by\n"
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_the_command_without_values_opens_the_bot():
    assert CliRunner().invoke(app, ["link", "--bot", "@lotse_bot"]).output == "https://t.me/lotse_bot\n"


def test_the_command_refuses_other_files(tmp_path):
    done = CliRunner().invoke(app, ["link", "--bot", "lotse_bot", "--out", str(tmp_path / "code.jpg")])
    assert isinstance(done.exception, DataError) and "svg" in str(done.exception)

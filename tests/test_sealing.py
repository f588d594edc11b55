"""Sealed values open with the same secret and purpose only."""

from __future__ import annotations

import pytest
from cryptography.fernet import InvalidToken
from hypothesis import given
from hypothesis import strategies as st

from bot.sealing import Seal

ONE, OTHER_PURPOSE, OTHER_SECRET = Seal("a" * 32, "handoff"), Seal("a" * 32, "chat"), Seal("b" * 32, "handoff")


@given(st.dictionaries(st.text(), st.text()))
def test_what_is_sealed_comes_back(value):
    assert ONE.open(ONE.seal(value)) == value


@pytest.mark.parametrize("wrong", [OTHER_PURPOSE, OTHER_SECRET])
def test_another_key_opens_nothing(wrong):
    with pytest.raises(InvalidToken):
        wrong.open(ONE.seal("canary"))


def test_a_name_leads_not_back_and_is_the_same_each_time():
    assert ONE.name("telegram:1") == ONE.name("telegram:1") != OTHER_SECRET.name("telegram:1")
    assert b"canary" not in ONE.seal("canary")

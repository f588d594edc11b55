"""Strange updates and bodies, found by Hypothesis: all kinds that Telegram has, changed in any place into anything."""

from __future__ import annotations

import copy
import json
from typing import Any

from hypothesis import strategies as st

from tests.telegram.updates import Person, Update, Updates

FIRST_CHAT = 7_000_000_000
CHATS = 400
_SEED = 99
NUMBER = Updates(_SEED).text(Person(1), "")["update_id"]
"""The number of an update whose number was left alone; who posts it gives it one of its own."""
_ZALGO = "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A" * 50
_TEXTS = st.one_of(
    st.text(max_size=40),
    st.text(st.characters(min_codepoint=0x200B, max_codepoint=0x206F), max_size=20),
    st.sampled_from([
        "/start", "/start lwages__x", "/START@x_bot", "/delete", "/mydata", "/stop", '/choice{"value":"send"}', "/forget",
        "\x00", "\ud800", "\u202e", "🙂" * 4096, _ZALGO, "<b>&lt;", "'; drop table inbox; --", "{{7*7}}", "%s%n", "51.3, 9.5",
        "a" * 5000, "\n" * 300, "__proto__", "NaN"]))
_NUMBERS = st.one_of(st.integers(), st.sampled_from([0, -1, 2**31, 2**63 - 1, 2**63, -2**63 - 1, 10**30, 10**400]),
                     st.floats(allow_nan=True, allow_infinity=True))
ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), _NUMBERS, _TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(_TEXTS, inner, max_size=3)), max_leaves=6)
_TOP = ("message", "edited_message", "callback_query", "my_chat_member", "new_kind")
_KINDS = ("text", "press", "location", "photo", "voice", "document", "sticker", "contact", "poll", "forwarded", "edited",
          "in_group", "kicked", "channel_post", "nonsense")


@st.composite
def updates(draw: st.DrawFn) -> Any:
    """An update of any kind; one in three is as it should be, in the others something is replaced, added or taken away."""
    update = copy.deepcopy(_made(draw))
    for _ in range(draw(st.sampled_from([0, 1, 1, 2, 4]))):
        _change(draw, update)
    return update


def _made(draw: st.DrawFn) -> Update:
    make = Updates(_SEED)
    person = Person(FIRST_CHAT + draw(st.integers(0, CHATS - 1)), draw(st.sampled_from(["de", "en", "uk", "xx", None])))
    kind, text = draw(st.sampled_from(_KINDS)), draw(_TEXTS)
    if kind in ("text", "press", "forwarded", "photo"):
        return dict(getattr(make, kind)(person, text))
    if kind == "edited":
        return {**make.edited(make.text(person, "before"), text), "update_id": NUMBER}
    if kind == "in_group":
        return make.in_group(person, text, mention=draw(st.booleans()))
    if kind == "location":
        return make.location(person, draw(st.floats()), draw(st.floats()))
    if kind == "nonsense":
        return {"update_id": NUMBER, draw(st.sampled_from(_TOP)): draw(ANYTHING)}
    return make.channel_post(text) if kind == "channel_post" else dict(getattr(make, kind)(person))


def _change(draw: st.DrawFn, update: Any) -> None:
    places = list(_places(update))
    inside, key = draw(st.sampled_from(places))
    if draw(st.integers(0, 3)) == 0:
        del inside[key]
    else:
        inside[key] = draw(ANYTHING)


def _places(value: Any) -> Any:
    """All places of a value: what they are in, and under which key."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in inside:
        yield value, key
        yield from _places(inner)
    if isinstance(value, dict) and not value:
        value["update_id"] = 1
        yield value, "update_id"


BODIES = st.one_of(
    st.binary(max_size=300),
    ANYTHING.map(lambda value: json.dumps(value).encode()),
    st.sampled_from([
        b"", b"[" * 30_000, b'{"a":' * 10_000, b"1" * 60_000, b"-", b'"\\ud800"', b"\xff\xfe", b"NaN", b"null", b"[]", b"{}",
        b'{"update_id":1e400}', b'{"update_id":' + b"9" * 5000 + b"}", b" " * 60_000, b"{}" * 10,
        b'{"update_id":1,"message":' * 2000, b"x" * 70_000, b"y" * 1_000_000]))
"""Bodies that are no updates at all."""
HEADERS = st.sampled_from([
    {}, {"Content-Type": "text/plain"}, {"Content-Type": ""}, {"Content-Type": "application/json; charset=utf-16"},
    {"Content-Type": "multipart/form-data; boundary=x"}, {"Content-Encoding": "gzip"}, {"X-Forwarded-For": "x" * 2000}])
FORGED = st.one_of(st.none(), st.sampled_from(["", " ", "canary", "canary-secret_of-the-webhoo", "canary-secret_of-the-webhook2",
                                               "CANARY-SECRET_OF-THE-WEBHOOK", "null", "*", "x" * 4000]),
                   st.text(st.characters(min_codepoint=33, max_codepoint=255), max_size=40))
"""Secrets that are not the secret."""

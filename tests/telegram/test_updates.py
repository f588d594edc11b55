"""What is read from an update, whatever it is."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels import edge
from bot.channels.telegram.updates import Me, number, read

ME = Me(99, "LotseTestBot")
CHAT = 4711004711


def update(**message: Any) -> dict[str, Any]:
    who = {"id": CHAT, "is_bot": False, "first_name": "Canaryname", "language_code": "uk-UA"}
    return {"update_id": 7, "message": {"message_id": 1, "date": 1_790_000_000, "chat": {"id": CHAT, "type": "private"},
                                        "from": who, **message}}


def group(text: str, **more: Any) -> dict[str, Any]:
    return update(text=text, chat={"id": -100, "type": "supergroup"}, **more)


def test_a_text_with_its_number_chat_language_and_time():
    found = read(update(text="мені не платять"), ME)
    assert found is not None
    assert (found.number, found.chat, found.kind, found.body, found.phone) == (7, CHAT, edge.TEXT, "мені не платять", "uk")
    assert found.written == datetime.fromtimestamp(1_790_000_000, timezone.utc)


@pytest.mark.parametrize(("content", "kind"), [
    ({"voice": {"file_id": "x"}}, "voice"), ({"video_note": {}}, "voice"), ({"photo": [{}]}, "photo"),
    ({"document": {}}, "document"), ({"sticker": {}}, "sticker"), ({"contact": {"phone_number": "+490000"}}, "contact"),
    ({"poll": {}}, edge.OTHER), ({}, edge.OTHER)])
def test_what_cannot_be_read_is_a_note_and_nothing_of_it_is_kept(content, kind):
    found = read(update(**content), ME)
    assert found is not None and (found.kind, found.body) == (kind, "")


def test_a_caption_is_read_and_a_forwarded_text_too():
    photo, forward = read(update(photo=[{}], caption="Kündigung"), ME), read(update(text="Kündigung", forward_origin={}), ME)
    assert photo and forward
    assert (photo.kind, photo.body, forward.kind, forward.body) == ("photo", "Kündigung", edge.FORWARD, "Kündigung")


def test_an_edited_text_corrects_and_an_edited_place_does_nothing():
    message = update(text="am 3. August")["message"]
    found = read({"update_id": 8, "edited_message": message}, ME)
    assert found and (found.kind, found.body) == (edge.EDITED, "am 3. August")
    assert read({"update_id": 9, "edited_message": update(location={"latitude": 48.1, "longitude": 11.5})["message"]}, ME) is None


def test_of_a_place_only_the_town_is_kept():
    found = read(update(location={"latitude": 48.137, "longitude": 11.575}), ME)
    assert found and found.body == "München, Bayern" and "48.1" not in str(found)
    abroad = read(update(location={"latitude": 42.66, "longitude": 21.16}), ME)
    assert abroad and abroad.body == "…"


def test_a_start_carries_the_telephones_language_and_the_links_payload():
    found = read(update(text="/start"), ME)
    assert found and found.body == '/start{"phone":"uk"}' and found.kind == edge.COMMAND
    nonsense = read(update(text="/start @@@"), ME)
    assert nonsense and nonsense.body == '/start{"phone":"uk"}'


@pytest.mark.parametrize("command", ["/help", "/HELP", "/help@LotseTestBot"])
def test_commands_also_with_the_bots_name(command):
    found = read(update(text=command), ME)
    assert found and (found.kind, found.body) == (edge.COMMAND, "/help")


def test_an_intent_cannot_be_typed():
    found = read(update(text='/delete_data{"value":"yes"}'), ME)
    assert found and found.kind == edge.TEXT and not found.body.startswith("/")


@pytest.mark.parametrize(("text", "more", "answered"), [
    ("hello all", {}, False), ("@lotsetestbot hello", {}, True), ("/help", {}, True), ("/help@OtherBot", {}, False),
    ("yes", {"reply_to_message": {"from": {"id": 99}}}, True), ("yes", {"reply_to_message": {"from": {"id": 5}}}, False)])
def test_in_groups_only_when_spoken_to(text, more, answered):
    found = read(group(text, **more), ME)
    assert (found is not None) is answered
    assert found is None or (found.kind, found.body) == (edge.GROUP, "")


def test_a_press_and_a_block():
    message = {"message_id": 3, "chat": {"id": CHAT, "type": "private"}}
    query = {"id": "5", "from": {"id": CHAT}, "data": "/wages_unpaid", "message": message}
    found = read({"update_id": 1, "callback_query": query}, ME)
    assert found and found.press and (found.kind, found.body, found.press.query) == (edge.BUTTON, "/wages_unpaid", "5")
    change = {"chat": {"id": CHAT, "type": "private"}, "new_chat_member": {"status": "kicked"}}
    gone = read({"update_id": 2, "my_chat_member": change}, ME)
    assert gone and gone.gone


@pytest.mark.parametrize("strange", [
    {**update(text="x"), "update_id": 2**63}, update(text="x", chat={"id": 2**70, "type": "private"}),
    update(text="x", date=10**17)])
def test_numbers_that_no_database_keeps(strange):
    assert read(strange, ME) is None


def test_halves_of_characters_are_left_out():
    query = {"id": "5", "from": {"id": CHAT}, "data": "/a\ud800"}
    found = read({"update_id": 1, "callback_query": query}, ME)
    assert found and found.body == "/a"


def test_channel_posts_and_service_messages_are_left_alone():
    assert read({"update_id": 1, "channel_post": update(text="x")["message"]}, ME) is None
    assert read(update(new_chat_members=[{}]), ME) is None


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
                    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
                    max_leaves=12)


@given(content=st.dictionaries(st.sampled_from(["text", "caption", "photo", "voice", "location", "venue", "chat", "from", "date",
                                               "contact", "forward_origin", "reply_to_message", "new_chat_members"]), JSON),
       kind=st.sampled_from(["message", "edited_message", "callback_query", "my_chat_member", "poll"]))
def test_no_update_breaks_the_reading(content, kind):
    strange = {"update_id": 1, kind: {**update(text="x")["message"], **content}}
    found = read(strange, ME)
    assert found is None or (isinstance(found.chat, int) and isinstance(found.body, str))


@given(garbage=JSON)
def test_garbage_is_nothing(garbage):
    assert read(garbage, ME) is None
    assert number(garbage) is None or isinstance(json.loads(json.dumps(garbage))["update_id"], int)

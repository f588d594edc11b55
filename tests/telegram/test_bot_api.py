"""The Bot API of the tests: what it refuses, hands out again and counts."""

from __future__ import annotations

import http.client
import json
import socket
import time
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from tests.telegram import faults, pace
from tests.telegram.bot_api import BotApi
from tests.telegram.faults import Fault
from tests.telegram.updates import Person, Updates

PERSON = Person(815)


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as api:
        api.account.line.chats.add(PERSON.id)
        yield api


def call(api: BotApi, method: str, token: str = "", as_json: bool = True, **params: object) -> tuple[int, dict]:
    line = http.client.HTTPConnection("127.0.0.1", int(api.url.rsplit(":", 1)[1]), timeout=2)
    body = json.dumps(params) if as_json else urlencode(params)
    kind = "application/json" if as_json else "application/x-www-form-urlencoded"
    line.request("POST", f"/bot{token or api.token}/{method}", body, {"Content-Type": kind})
    answer = line.getresponse()
    return answer.status, json.loads(answer.read())


def keyboard(**button: str) -> dict:
    return {"inline_keyboard": [[{"text": "x", **button}]]}


def test_a_message_is_kept_with_its_buttons(api):
    status, answer = call(api, "sendMessage", chat_id=815, text="hello", reply_markup=keyboard(callback_data="/a"))
    assert status == 200 and answer["result"]["text"] == "hello"
    assert api.sent[0].buttons() == [{"text": "x", "callback_data": "/a"}]


def test_a_form_does_as_well(api):
    markup = json.dumps(keyboard(url="https://example.org"))
    assert call(api, "sendMessage", as_json=False, chat_id=815, text="hello", reply_markup=markup)[0] == 200


@pytest.mark.parametrize("wrong", [
    {"text": ""}, {"text": "x" * 4097}, {"text": "hello", "chat_id": 4}, {"text": "hello", "chat_id": None},
    {"text": "x", "reply_markup": keyboard(callback_data="")}, {"text": "x", "reply_markup": keyboard(callback_data="ä" * 33)},
    {"text": "x", "reply_markup": keyboard()}, {"text": "x", "reply_markup": keyboard(url="no address")},
    {"text": "<b>x", "parse_mode": "HTML"}, {"text": "a < b", "parse_mode": "HTML"} | {"text": "<x>"},
    {"text": "a_b", "parse_mode": "Markdown"}, {"text": "a.b", "parse_mode": "MarkdownV2"},
])
def test_what_telegram_refuses(api, wrong):
    assert call(api, "sendMessage", **{"chat_id": 815, **wrong})[0] == 400 and api.sent == []


def test_as_long_as_allowed(api):
    assert call(api, "sendMessage", chat_id=815, text="🙂" * 4096, reply_markup=keyboard(callback_data="x" * 64))[0] == 200


def test_another_token_is_refused(api):
    assert call(api, "getMe", token="1:other")[0] == 401


def test_an_unknown_method_is_fine(api):
    assert call(api, "setPassportDataErrors") == (200, {"ok": True, "result": True})


def test_updates_come_again_until_confirmed(api):
    updates = Updates()
    first, second = updates.text(PERSON, "a"), updates.text(PERSON, "b")
    api.account.line.give(first, second)
    assert call(api, "getUpdates")[1]["result"] == [first, second]
    assert call(api, "getUpdates", offset=second["update_id"])[1]["result"] == [second]
    assert call(api, "getUpdates", offset=second["update_id"] + 1)[1]["result"] == []
    assert list(api.account.line.confirmed) == [first["update_id"], second["update_id"]]


def test_a_smaller_number_after_a_quiet_week_is_not_lost(api):
    updates = Updates(seed=3)
    old = updates.text(PERSON, "a")
    api.account.line.give(old)
    call(api, "getUpdates")
    new = {**updates.text(PERSON, "b"), "update_id": 5}
    api.account.line.give(new)
    assert call(api, "getUpdates", offset=old["update_id"] + 1)[1]["result"] == [new]


def test_kinds_that_were_not_asked_for_are_dropped(api):
    api.account.line.give(Updates().channel_post("news"))
    assert call(api, "getUpdates", allowed_updates=["message"])[1]["result"] == [] and api.account.line.pending() == 0


def test_no_polling_beside_a_webhook(api):
    assert call(api, "setWebhook", url="http://example.org/x")[0] == 400
    assert call(api, "setWebhook", url="https://example.org/x", secret_token="a b")[0] == 400
    assert call(api, "setWebhook", url="https://example.org/x", secret_token="a-b")[0] == 200
    assert call(api, "getUpdates")[0] == 409
    call(api, "deleteWebhook")
    assert call(api, "getUpdates")[0] == 200


def test_blocked(api):
    api.account.blocked.add(815)
    assert call(api, "sendMessage", chat_id=815, text="hello")[0] == 403


def test_an_edit_must_change_something(api):
    sent = call(api, "sendMessage", chat_id=815, text="x", reply_markup=keyboard(callback_data="/a"))[1]["result"]
    edit = {"chat_id": 815, "message_id": sent["message_id"]}
    assert [call(api, "editMessageReplyMarkup", **edit)[0] for _ in "ab"] == [200, 400]
    assert call(api, "editMessageReplyMarkup", chat_id=815, message_id=999)[0] == 400


@pytest.mark.parametrize(("kind", "status"), [(faults.TOO_MANY, 429), (faults.SERVER_ERROR, 500), (faults.BLOCKED, 403)])
def test_scripted_refusals(api, kind, status):
    api.faults.script("sendMessage", Fault(kind, retry_after=7))
    got, answer = call(api, "sendMessage", chat_id=815, text="x")
    assert got == status and (kind != faults.TOO_MANY or answer["parameters"] == {"retry_after": 7})
    assert api.sent == [] and call(api, "sendMessage", chat_id=815, text="x")[0] == 200


@pytest.mark.parametrize("kind", [kind for kind in faults.ALL if kind not in (faults.TOO_MANY, faults.SERVER_ERROR)])
def test_broken_lines(api, kind):
    api.faults.script("sendMessage", Fault(kind, hold=0.1))
    with pytest.raises((OSError, socket.timeout, http.client.HTTPException, ValueError)):
        call(api, "sendMessage", chat_id=815, text="x")
    assert len(api.sent) == (kind in faults.AFTER_DELIVERY)
    assert api.called("sendMessage")[0].outcome == kind


def test_the_pace_is_measured():
    assert pace.too_close([(1, 0.0), (1, 0.5), (2, 0.6), (1, 1.6)]) == 1
    assert pace.too_many([0.01 * number for number in range(31)]) == 1
    assert pace.busiest_second([0.0, 0.2, 1.1, 1.15]) == 3


def test_a_poll_waits_for_an_update(api):
    began = time.monotonic()
    assert call(api, "getUpdates", timeout=1)[1]["result"] == [] and time.monotonic() - began >= 0.9

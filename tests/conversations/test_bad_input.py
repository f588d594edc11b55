"""Whatever comes in gets a clear answer, never a stack trace, silence or a lost conversation."""

from __future__ import annotations

import pytest

BAD = [
    "", "   ", "\x00\x01\x02", "😀" * 300, "<b>hello</b><script>alert(1)</script>", "'; DROP TABLE events; --",
    "/intent{\"a\":1}", "/wages_unpaid", "/danger", "/handoff_request{\"value\":\"send\"}", "//start", "a" * 10_000, "{}",
    "%s %d {text}", "\u202ehello\u202c", "Z\u0338\u0327\u031balgo\u0338", "31.2.2026", "00000", "٣١", "\u202e", "\ud83d",
]


@pytest.mark.parametrize("text", BAD, ids=range(len(BAD)))
def test_an_answer_comes(talk, text):
    rows = talk("en").say(text)
    assert rows and all(row.text for row in rows)
    assert "Traceback" not in rows[0].text and "service is down" not in rows[0].text


def test_a_typed_payload_is_no_intent(talk):
    assert "110" not in talk("en").text("/danger")


def test_a_long_text_is_read_from_its_beginning(talk):
    rows = talk("en").say("my boss has not paid my wages. " + "bla " * 3000)
    assert "only the beginning" in rows[0].text


def test_a_button_that_was_not_offered_is_stale(talk, loop, worker):
    from bot.channels.inbox import Incoming, receive
    conversation = talk("en")
    forged = "/delete_data{\"value\":\"yes\"}"
    receive(worker.engine, Incoming(conversation.chat, "terminal", "forged-1", "button", forged, "en", "/start"))
    loop.run_until_complete(worker.run(conversation.chat))
    assert "no longer works" in conversation.text("hello")

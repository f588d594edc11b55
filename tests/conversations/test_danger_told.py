"""Danger and distress that no rule knows: the number comes before the usual answer, or alone where there is none."""

import pytest

from bot.knowledge.alarms import alarm_message

THREAT = "the foreman grabbed my throat and squeezed, i still cannot swallow properly"
GOODBYE = "I have already written the letter for my wife. Only wanted to know if the last salary goes to her"


def test_the_number_comes_before_the_answer_and_once(talk):
    conversation = talk("en")
    rows = conversation.say(THREAT)
    number = alarm_message("danger", "en").text
    assert rows[0].text == number and len(rows) > 1
    assert number not in conversation.text(THREAT.replace("foreman", "supervisor"))


def test_the_number_stands_alone_where_there_is_no_topic(talk):
    rows = talk("en").say(GOODBYE)
    assert len(rows) == 1 and "TelefonSeelsorge" in rows[0].text


@pytest.mark.parametrize("said", ["my boss has not paid my wages for two months", "this job is killing me, no break at all"])
def test_an_ordinary_message_gets_no_number(talk, said):
    assert "110" not in talk("en").text(said)


def test_a_form_goes_on_after_a_likely_alarm(talk):
    conversation = talk("en")
    conversation.say("I want to talk to a person")
    rows = conversation.say(THREAT)
    assert rows[0].text == alarm_message("danger", "en").text and "town" in rows[-1].text

"""All words of the desk exist in English, and all codes have words."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po

from bot.desk import words
from bot.handoff import cases, figures, ready
from bot.settings import ROOT

DESK = ROOT / "bot" / "desk"


def texts() -> Iterator[str]:
    """The German texts in templates and code."""
    for path in DESK.rglob("*.html"):
        source = path.read_text(encoding="utf-8")
        yield from (found for _, found in re.findall(r"""(?:translate |_\()(["'])(.+?)\1""", source))
        for block in re.findall(r"{% blocktranslate.*?%}(.*?){% endblocktranslate %}", source):
            yield re.sub(r"{{ (\w+) }}", r"%(\1)s", block.split("{% plural %}")[0])
    for path in DESK.rglob("*.py"):
        yield from re.findall(r'\b_\("(.+?)"\)', path.read_text(encoding="utf-8"))


def test_every_text_is_translated_and_no_translation_is_left_over():
    with (DESK / "locale/en/LC_MESSAGES/django.po").open("rb") as file:
        catalogue = read_po(file)
    kept = {message.id if isinstance(message.id, str) else message.id[0] for message in catalogue if message.id}
    assert kept == set(texts())
    assert [message.id for message in catalogue if not all([message.string] if isinstance(message.string, str)
                                                            else message.string)] == []


def test_all_codes_have_words():
    assert set(words.STATES) == set(cases.STATES)
    assert set(words.OUTCOMES) == {*cases.OUTCOMES, "passed_on", figures.RECEIVED}
    assert set(words.FEATURES) == set(figures.FEATURES)
    assert set(words.SENTENCE_FIELDS) == {field for sentence in ready.sentences() for field in sentence.fields}


def test_every_act_that_is_logged_has_words():
    written = {name for path in DESK.rglob("*.py") for name in re.findall(
        r'(?:audit\.note\([^,]+, |done\(request, found, |_shown\(request, code, )"(\w+)"', path.read_text(encoding="utf-8"))}
    assert {"read", "reveal", "export", "delete", "close_account"} <= written | {"export"}
    assert written <= set(words.ACTS)


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_pages_speak_both_languages(client, hand_off, language):
    code = hand_off(language="fa", danger=True)
    client.post("/language", {"language": language})
    pages = "".join(client.get(path).content.decode() for path in ("/cases", f"/cases/{code}", "/centre"))
    assert ("Gefahr" in pages) == (language == "de") and ("Danger" in pages) == (language == "en")
    assert ("Persisch" in pages) == (language == "de") and ("Persian" in pages) == (language == "en")

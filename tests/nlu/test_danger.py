"""The rules for danger and distress, on invented messages of native speakers, learners and hasty typists."""

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.errors import DataError
from bot.languages import STARTED, languages
from bot.nlu import danger
from bot.nlu.cleaning import folded
from bot.nlu.danger import ALARM, DangerRules, alarm

FILES = sorted((Path(__file__).parent / "danger").glob("*.yml"))
MESSAGES = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in FILES}
LEAST = {"danger": 75, "distress": 38, "none": 80}
ALARMS = [(kind, text, code) for code, kinds in MESSAGES.items() for kind in ("danger", "distress") for text in kinds[kind]]
HARMLESS = [(text, code) for code, kinds in MESSAGES.items() for text in kinds["none"]]
MOST_MISSED, MOST_FALSE = 0.15, 0.03
"""What the rules of a language may still miss of its test, and where they may still alarm; every such line is listed openly."""


def _cases():
    for language, kinds in MESSAGES.items():
        for kind in LEAST:
            for text in kinds[kind]:
                yield pytest.param(language, text, None if kind == "none" else kind, id=f"{language}-{kind}-{text}")


@pytest.mark.parametrize(("language", "text", "kind"), _cases())
def test_message(language, text, kind):
    assert alarm(text, [language]) == kind, text


@pytest.mark.parametrize("language", MESSAGES)
def test_what_is_still_wrong_is_little_and_listed(language):
    kinds = MESSAGES[language]
    missed, wrong = kinds.get("missed", []), kinds.get("false", [])
    assert [text for text in missed if alarm(text, [language])] == [], "found by now: move it up"
    assert [text for text in wrong if not alarm(text, [language])] == [], "silent by now: move it up"
    assert len(missed) <= MOST_MISSED * (len(missed) + len(kinds["danger"]) + len(kinds["distress"]))
    assert len(wrong) <= MOST_FALSE * (len(wrong) + len(kinds["none"]))


@pytest.mark.parametrize("language", [code for code in MESSAGES if languages()[code].review != STARTED])
def test_messages_are_enough(language):
    assert {kind: len(set(MESSAGES[language][kind])) >= least for kind, least in LEAST.items()} == dict.fromkeys(LEAST, True)


@pytest.mark.parametrize(("chat", "text", "kind"), [
    (["Hallo", "wie viel Urlaub habe ich?"], "my boss locked me in and took my passport", "danger"),
    (["Hallo", "mein Lohn fehlt"], "I want to kill myself", "distress"),
    (["Hello", "how many days of leave do I have?"], "mein Chef hat mich eingesperrt und meinen Pass weggenommen", "danger"),
    (["Hello", "my wages are missing"], "ich will mich umbringen", "distress"),
    (["Hallo", "Kündigung bekommen"], "my job is killing me", None),
    (["Hello", "I was dismissed"], "was schlagen Sie vor?", None),
])
def test_language_of_the_chat_does_not_matter(chat, text, kind):
    messages = DangerRules().process([Message(data={TEXT: said}) for said in [*chat, text]])
    assert [message.get(ALARM) for message in messages] == [None] * len(chat) + [kind], text


@pytest.mark.parametrize(("text", "kind"), [
    ("I was hit by a car und der chef hat mich geschlagen", "danger"),
    ("chef droht mir mit kündigung and he keeps my passport", "danger"),
    ("my passport expired und der Chef hat meinen Ausweis einbehalten", "danger"),
    ("bin todmüde, I want to die", "distress"),
    ("chef hat my passport", "danger"),
    ("boss hat mein pass", "danger"),
    ("ich sterbe vor hitze, this job is killing me", None),
])
def test_both_languages_in_one_message(text, kind):
    assert alarm(text) == kind, text


def test_distress_comes_first():
    assert alarm("mein chef hat mich geschlagen, ich will nicht mehr leben") == "distress"
    assert alarm("he took my passport and beats me, i want to die") == "distress"


@given(st.text())
def test_never_raises(text):
    assert alarm(text) in {None, "danger", "distress"}


@given(st.lists(st.sampled_from([word for _, text, _ in ALARMS for word in text.split()] + [".", "\n", "’", "\u200f", "ß"])))
def test_never_raises_on_a_salad_of_its_own_words(words):
    assert alarm(" ".join(words)) in {None, "danger", "distress"}


@given(st.sampled_from(ALARMS), st.sampled_from(HARMLESS), st.booleans())
def test_a_harmless_sentence_hides_nothing(said, harmless, first):
    (kind, text, language), (other, other_language) = said, harmless
    both = f"{other}. {text}" if first else f"{text}. {other}"
    assert alarm(both, [language, other_language]) in {kind, "distress"}, both


@given(st.sampled_from(ALARMS + [(None, text, code) for text, code in HARMLESS]))
def test_capitals_umlauts_and_apostrophes_do_not_matter(said):
    kind, text, language = said
    plain = text.translate({ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue", ord("'"): "’"})
    assert [alarm(form, [language]) for form in (text.upper(), plain, f"  {text}\n")] == [kind] * 3, text


def _patterns():
    for path in sorted(danger.FOLDER.glob("*.yml")):
        for kind, rules in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            words = [word for group in rules.get("words", {}).values() for word in group]
            for pattern in [*words, *rules["any"], *rules.get("unless", [])]:
                yield path.stem, kind, pattern


def test_patterns_are_written_in_folded_spelling():
    """A pattern with "schlägt" or "neue" would never match."""
    wrong = [(*where, word) for *where, pattern in _patterns()
             for word in re.findall(r"[^\W\d_]{2,}", re.sub(r"\\.|\{[a-z]+\}|\[[^]]*\]", " ", pattern)) if folded(word) != word]
    assert not wrong


@pytest.mark.parametrize(("rule", "complaint"), [
    ("danger: {any: ['(']}", "no regular expression"),
    ("danger: {any: ['{boss} hit me']}", "{boss} stands in a pattern"),
    ("danger: {any: [hit], unles: [film]}", "unles"),
])
def test_faults_are_named(rule, complaint, tmp_path, monkeypatch):
    (tmp_path / "xx.yml").write_text(rule, encoding="utf-8")
    monkeypatch.setattr(danger, "FOLDER", tmp_path)
    with pytest.raises(DataError, match=re.escape(complaint)):
        danger._compiled.__wrapped__()


def test_exceptions_belong_to_their_own_file(tmp_path, monkeypatch):
    (tmp_path / "xx.yml").write_text("danger: {any: [hit], unless: [pass, hit by]}", encoding="utf-8")
    (tmp_path / "yy.yml").write_text("danger: {words: {mine: [mein, unser]}, any: ['{mine} pass']}", encoding="utf-8")
    monkeypatch.setattr(danger, "FOLDER", tmp_path)
    monkeypatch.setattr(danger, "_compiled", danger._compiled.__wrapped__)
    texts = ("mein pass", "hit by mein pass", "hit by a car", "hit")
    assert [alarm(text) for text in texts] == ["danger", "danger", None, "danger"]

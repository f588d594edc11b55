"""Ready-made sentences say the same in every language."""

from __future__ import annotations

from datetime import date

import pytest

from bot.handoff.ready import THINGS, rendered, sentences
from bot.languages import SOURCE, languages

VALUES = {"day": date(2026, 12, 1), "time": "14:30", "address": "Schützenplatz 14", "phone": "0351 1", "things": list(THINGS[:2]),
          "other": "mira"}


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("sentence", sentences(), ids=lambda sentence: sentence.key)
def test_a_sentence_is_said_in_every_language_with_its_values(sentence, language):
    values = {name: VALUES[name] for name in sentence.fields}
    text, german = rendered(sentence.key, language, values), rendered(sentence.key, SOURCE, values)
    assert "{" not in text and (text == german) == (language == SOURCE)
    assert all(VALUES[name] in text for name in sentence.fields if isinstance(VALUES[name], str))


def test_days_and_things_are_put_into_the_persons_words():
    assert "الثلاثاء" in rendered("call_you", "ar", VALUES) and "Dienstag, 1. Dezember 2026" in rendered("call_you", "de", VALUES)
    assert rendered("bring", "de", VALUES) == "Bitte bringen Sie mit: die Kündigung mit Umschlag, den Arbeitsvertrag."
    assert "، عقد العمل" in rendered("bring", "ar", VALUES)


@pytest.mark.parametrize("wrong", ["human_answers", "b_end_talk", "../phrases"])
def test_only_ready_made_sentences_are_rendered(wrong):
    with pytest.raises(KeyError):
        rendered(wrong, "de", {})

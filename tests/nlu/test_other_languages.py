"""Languages that are recognised but not spoken."""

import pytest

from bot.languages import languages
from bot.nlu.other_languages import other_language, other_languages

SAID = {
    "pl": "Szef nie płaci mi pieniędzy", "ro": "nu mi-a dat salariul", "bg": "Шефът не ми плаща заплатата",
    "it": "il capo non mi paga",
    "pt": "fui demitido ontem, não tenho dinheiro", "hu": "nem kaptam fizetést, kérem", "ku": "patron mûçeyê min nade",
    "so": "waxaan rabaa mushaharka", "tl": "hindi ako binayaran ng amo ko",
    "hi": "मुझे वेतन नहीं मिला", "ka": "ხელფასი არ გადამიხადეს",
    "ti": "ደሞዝ ኣይተኸፈለንን", "ur": "مجھے تنخواہ نہیں ملی", "zh": "老板不给我工资", "cs": "dostal jsem výpověď",
}


@pytest.mark.parametrize(("code", "text"), [case for case in SAID.items() if case[0] not in languages()])
def test_an_ordinary_sentence_is_recognised(code, text):
    assert other_language(text, known_words=0) == code


@pytest.mark.parametrize("text", ["ok", "Minijob", "ciao", "kumusta", "Chef zahlt nicht", "my boss dont pay me", "👍", ""])
def test_short_and_known_messages_are_left_alone(text):
    assert other_language(text, known_words=0) is None


def test_words_of_a_known_language_win():
    assert other_language("il capo non mi paga", known_words=5) is None


def test_each_has_a_line_for_its_readers():
    assert all(language.line and (language.words or language.letters) for language in other_languages().values())

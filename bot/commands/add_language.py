"""`lotse add-language`: everything a new language needs, empty, so that the assistant runs with it at once."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, Optional

import spacy
import yaml
from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.messages.pofile import write_po

from bot.commands.examples import groups, stub
from bot.errors import DataError
from bot.knowledge.alarms import ALARMS
from bot.knowledge.files import read_yaml
from bot.knowledge.translations import catalogue_path, new_catalogue
from bot.languages import FALLBACK, REGISTER, STARTED, languages
from bot.nlu.danger import ALARM
from bot.settings import ROOT

_ANY_LANGUAGE = "xx"
"""spaCy's rules for languages that it has none for."""
_NLU = ROOT / "bot" / "nlu"
_COLUMNS = (_NLU / "concepts", _NLU / "facts" / "words", _NLU / "command_words")
_TESTS = ROOT / "tests" / "nlu"


def add_language(code: str, name: Optional[str] = None, locale: Optional[str] = None, owner: str = "open") -> list[Path]:
    """Write the register's row and all files of a language that are not there yet.

    Returns the files, in the order in which to fill them.

    Args:
        code: ISO 639 code, such as "pl".
        name: its own name, as its speakers write it; where None, as Babel has it.
        locale: Babel's name for dates and sums, where it differs from the code.
        owner: who answers for it.

    Raises:
        DataError: the language is there already, or Babel has no such locale.

    """
    if code in languages():
        raise DataError(f"{code} is in {REGISTER} already")
    row = _row(code, name, locale or code, owner)
    with REGISTER.open("a", encoding="utf-8") as file:
        file.write(yaml.safe_dump({code: row}, allow_unicode=True, sort_keys=False))
    languages.cache_clear()
    return [_written(path, text) for path, text in _files(code)]


def _row(code: str, name: Optional[str], locale_name: str, owner: str) -> dict[str, str]:
    try:
        locale = Locale.parse(locale_name)
    except (UnknownLocaleError, ValueError):
        raise DataError(f"Babel has no locale {locale_name!r}; name the nearest one with --locale") from None
    likely = str(get_global("likely_subtags").get(str(locale), "")).split("_")
    return {
        "name": name or str(locale.display_name).split(" (")[0].capitalize(),
        "locale": locale_name,
        "script": locale.script or (likely[1] if len(likely) > 1 else "Latn"),
        "direction": "rtl" if locale.character_order == "right-to-left" else "ltr",
        "spacy": _spacy(code),
        "owner": owner,
        "review": STARTED,
    }


def _spacy(code: str) -> str:
    """The code if spaCy has rules for the language that need no further package."""
    try:
        spacy.blank(code)
    except ImportError:
        return _ANY_LANGUAGE
    return code


def _files(code: str) -> Iterator[tuple[Path, str]]:
    yield catalogue_path(code), _catalogue(code)
    for group, topics in groups().items():
        yield ROOT / "data" / "nlu" / code / f"{group}.yml", stub(topics)
    yield ROOT / "data" / "nlu" / code / f"{ALARM}.yml", stub(dict.fromkeys(ALARMS, ""))
    for folder in _COLUMNS:
        yield folder / f"{code}.yml", _yaml(_empty(read_yaml(folder / f"{FALLBACK}.yml")))
    yield _NLU / "danger_rules" / f"{code}.yml", _yaml({"danger": {"any": []}, "distress": {"any": []}})
    for group, topics in groups().items():
        yield _TESTS / code / f"{group}.yml", stub(topics)
    yield _TESTS / "danger" / f"{code}.yml", _yaml({"danger": [], "distress": [], "none": []})
    yield _TESTS / "facts" / "messages" / f"{code}.yml", "[]\n"


def _catalogue(code: str) -> str:
    out = BytesIO()
    write_po(out, new_catalogue(code), width=0)
    return out.getvalue().decode()


def _empty(content: Any) -> Any:
    """The same structure without its words."""
    return {key: _empty(value) for key, value in content.items()} if isinstance(content, dict) else []


def _yaml(content: Any) -> str:
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, default_flow_style=None, width=130)


def _written(path: Path, text: str) -> Path:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return path


def shown(paths: Iterable[Path]) -> str:
    """The files as a list to work through."""
    return "\n".join(f"  {path.relative_to(ROOT)}" for path in paths)

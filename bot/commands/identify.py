"""`lotse identify`: which language a message is in, by this project's own model and by lingua 2.1, on the held-out messages."""

import resource
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from multiprocessing import get_context

from bot.commands.examples import examples
from bot.errors import LotseError
from bot.languages import languages
from bot.quiet import hush

_LINGUA = {"de": "GERMAN", "en": "ENGLISH", "ar": "ARABIC", "fa": "PERSIAN", "tr": "TURKISH", "ru": "RUSSIAN", "uk": "UKRAINIAN",
           "fr": "FRENCH", "es": "SPANISH", "vi": "VIETNAMESE", "sr": "SERBIAN", "sq": "ALBANIAN"}
_ALSO = {"BOSNIAN": "sr", "CROATIAN": "sr"}
"""One language here."""
_MEGABYTE = 1024


def identify() -> None:
    """Print accuracy per language, first and mean time a message, and memory; each model in a process of its own.

    Raises:
        LotseError: lingua is not installed.

    """
    if find_spec("lingua") is None:
        raise LotseError("lingua is not installed: uv sync --group compare")
    for name, load in (("own", _own), ("lingua, these languages", _lingua_of_these), ("lingua, all", _lingua_of_all)):
        with ProcessPoolExecutor(1, get_context("spawn")) as process:
            print(process.submit(_measured, name, load).result())  # noqa: T201 (this is the command's output)


def _measured(name: str, load: Callable[[], Callable[[str], str]]) -> str:
    hush()
    held_out = [(text, code) for code in languages() for text, _ in examples("tests", code)]
    before = _memory()
    guess = load()
    started = time.perf_counter()
    guess(held_out[0][0])
    first = time.perf_counter() - started
    right = {code: [guess(text) == code for text, language in held_out if language == code] for code in languages()}
    mean = (time.perf_counter() - started) / len(held_out)
    shares = "  ".join(f"{code} {sum(found) / len(found):.1%}" for code, found in right.items() if found)
    every = [found for of_one in right.values() for found in of_one]
    return (f"{name}: all {sum(every) / len(every):.1%}; first message {first * 1000:.0f} ms, each {mean * 1000:.2f} ms, "
            f"{_memory() - before:.0f} MB\n  {shares}")


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEGABYTE


def _own() -> Callable[[str], str]:
    """The model as it is trained; its memory is that of training."""
    from bot.nlu.language import trained
    taught = [(text, code) for code in languages() for text, _ in examples("data", code)]
    model = trained([text for text, _ in taught], [code for _, code in taught])
    return lambda text: model.identified(text)[0][0]


def _lingua_of_these() -> Callable[[str], str]:
    from lingua import LanguageDetectorBuilder
    names = [*_LINGUA.values(), *_ALSO]
    return _detecting(LanguageDetectorBuilder.from_languages(*[_language(name) for name in names]).build())


def _lingua_of_all() -> Callable[[str], str]:
    from lingua import LanguageDetectorBuilder
    return _detecting(LanguageDetectorBuilder.from_all_languages().build())


def _language(name: str) -> object:
    from lingua import Language
    return getattr(Language, name)


def _detecting(detector: object) -> Callable[[str], str]:
    codes = {name: code for code, name in _LINGUA.items()} | _ALSO

    def guess(text: str) -> str:
        found = detector.detect_language_of(text)  # type: ignore[attr-defined]
        return codes.get(found.name, "") if found else ""

    return guess


"""The desk's words for what is kept as codes, in the language that the member of staff has chosen."""

from datetime import date
from typing import Any, Optional

from babel import Locale
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bot.desk.models import Role
from bot.knowledge import answers
from bot.knowledge.calculators.questions import questions
from bot.knowledge.centres.directory import centres
from bot.knowledge.centres.gazetteer import states
from bot.knowledge.formats import day
from bot.knowledge.topics import topics
from bot.languages import SOURCE, languages

STATES = {"new": _("neu"), "taken": _("angenommen"), "answered": _("beantwortet"), "closed": _("abgeschlossen"),
          "passed_on": _("weitergegeben")}
OUTCOMES = {"advised": _("beraten"), "settled": _("mit dem Betrieb geregelt"), "court": _("vor Gericht"),
            "referred": _("an andere verwiesen"), "unreached": _("nicht mehr erreicht"), "other": _("anderes"),
            "passed_on": _("weitergegeben"), "received": _("eingegangen")}
LINES = {"topic": _("Thema"), "language": _("Sprache"), "place": _("Ort"), "deadline": _("Frist"), "reply": _("Antwort an"),
         "summary": _("In eigenen Worten")}
WRITTEN_BY_PERSON = ("deadline", "reply", "summary")
MASKS = {"name": _("Name"), "phone": _("Telefon"), "email": _("E-Mail"), "iban": _("Konto"), "passport": _("Ausweis"),
         "address": _("Adresse"), "firm": _("Firma")}
ACTS = {"login": _("angemeldet"), "password": _("Passwort geändert"), "second_factor": _("zweiten Faktor eingerichtet"),
        "read": _("gelesen"), "reveal": _("Verdecktes gezeigt"), "print": _("gedruckt"), "take": _("angenommen"),
        "note": _("notiert"), "answer": _("geantwortet"), "ask_to_pass_on": _("um Weitergabe gebeten"),
        "end_talk": _("Gespräch beendet"), "close": _("abgeschlossen"), "delete": _("gelöscht"),
        "mistake": _("Fehler des Bots gemeldet"), "record": _("Eintrag der Stelle geändert"), "figures": _("Zahlen ausgegeben"),
        "judge": _("Meldung entschieden"), "export": _("Meldungen übernommen"), "account": _("Konto angelegt"),
        "new_password": _("neues Passwort vergeben"), "close_account": _("Konto geschlossen"),
        "open_account": _("Konto geöffnet"), "setting": _("Einstellung der Stelle geändert")}
FEATURES = {"month": _("Monat"), "topic": _("Thema"), "language": _("Sprache"), "land": _("Land"), "outcome": _("Ergebnis")}
SENTENCE_FIELDS = {"day": _("Tag"), "time": _("Uhrzeit"), "things": _("Was mitbringen"), "phone": _("Telefon"),
                   "address": _("Adresse"), "other": _("Wohin")}
FURTHER_LANGUAGES = ("bg", "hu", "pl", "prs", "ps", "ro")
"""Languages that centres speak besides those of the bot."""
_CLDR = {"prs": "fa_AF"}
"""Languages that Babel knows under another code."""


def topic(name: str) -> str:
    """A topic as on its button; what is no topic keeps its name."""
    return answers.label(name, get_language() or SOURCE) if name in topics() else name


def topic_choices() -> list[tuple[str, str]]:
    """All topics by their words."""
    return sorted(((name, topic(name)) for name in topics()), key=lambda choice: choice[1])


def language(code: str) -> str:
    """The name of a language."""
    return str(Locale.parse(get_language() or SOURCE).languages.get(_CLDR.get(code, code), code))


def spoken_languages() -> list[tuple[str, str]]:
    """The languages that a centre may offer."""
    return sorted(((code, language(code)) for code in (*languages(), *FURTHER_LANGUAGES)), key=lambda choice: choice[1])


def state(name: str) -> str:
    """A state in words."""
    return str(STATES[name])


def outcome(name: str) -> str:
    """An outcome in words."""
    return str(OUTCOMES[name])


def act(name: str) -> str:
    """An act of the log in words."""
    return str(ACTS[name])


def land(code: str) -> str:
    """The name of a Land."""
    return states()[code].name if code in states() else code


def centre(key: Optional[str]) -> str:
    """The name of a centre."""
    return centres()[key].name if key in centres() else "–"


def line(name: str, value: str) -> str:
    """What stands in a line of the packet, where it is kept as a code."""
    shown = {"topic": topic, "language": language}.get(name, str)(value)
    return str(_("in diesem Chat")) if (name, value) == ("reply", "chat") else shown


def facts_read(facts: dict[str, Any]) -> list[tuple[str, str]]:
    """The facts behind a calculation: what was asked, and what was answered, in German."""
    fields = questions()[facts["kind"]].fields_
    return [(fields[name].question, _fact(value, fields[name].choices)) for name, value in facts["values"].items()
            if name in fields and value is not None]


def _fact(value: Any, choices: dict[str, str]) -> str:
    try:
        return day(date.fromisoformat(value), SOURCE)
    except (TypeError, ValueError):
        return choices.get(str(value)) or land(str(value))


def role(name: str) -> str:
    """A role in words."""
    return str(Role(name).label)


def figure_value(feature: str, value: str) -> str:
    """A line of a table of figures in words."""
    words = {"topic": topic, "language": language, "land": land, "outcome": outcome}
    return words.get(feature, str)(value) if value else str(_("nicht mitgeteilt"))

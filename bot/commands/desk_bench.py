"""`lotse desk-bench`: how long the server takes for each page of the desk with many cases in the database."""

import os
import statistics
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy.engine import Engine

from bot.clock import now, today
from bot.commands.desk import start_django
from bot.database import case_lines, chats, figures, handoffs
from bot.knowledge.centres.gazetteer import states
from bot.languages import languages
from bot.sealing import Seals

CASES = 10_000
_ROUNDS = 30
_CENTRES = ("fi-fachstelle", "fi-bw-stuttgart")
_TOPICS = ("wages_unpaid", "dismissal_received", "leave_pay", "hours_overtime")
_TALK = 20
_SUMMARY = "I work in a kitchen in Leipzig for Ahmed Yilmaz, and since May there is no money. " * 5


def bench() -> None:
    """Fill a database of its own and print the median and the slowest time of each page."""
    with TemporaryDirectory() as folder:
        os.environ["LOTSE_VAR"] = folder
        os.environ.pop("LOTSE_DATABASE_URL", None)
        start_django()
        for line in _measured(Path(folder)):
            print(line)  # noqa: T201 (this is the command's output)


def _measured(folder: Path) -> Iterator[str]:
    from django.core.management import call_command

    from bot.database import prepare
    from bot.desk.models import Mistake
    from bot.desk.store import engine, seals
    call_command("migrate", verbosity=0)
    prepare(engine())
    Mistake.objects.bulk_create(Mistake(text=f"sentence {number}", language="en", topic=_TOPICS[0]) for number in range(CASES))
    codes = fill(engine(), seals(), CASES)
    yield f"{CASES} cases, {(folder / 'lotse.db').stat().st_size / 1e6:.0f} MB"
    yield f"{'page':<28}{'median':>10}{'slowest':>10}"
    for role, paths in _pages(codes[0]).items():
        client = _client(role)
        for path in paths:
            _seconds(client, path)  # the first call of a process also reads texts and templates
            times = [_seconds(client, path) for _ in range(_ROUNDS)]
            yield f"{path:<28}{statistics.median(times) * 1000:>7.1f} ms{max(times) * 1000:>7.1f} ms"


def fill(engine: Engine, seals: Seals, count: int) -> list[str]:
    """Write invented cases of two centres; returns the codes of the first centre's."""
    transcript = [line for number in range(_TALK // 2) for line in (
        {"who": "person", "text": f"My boss Ahmed did not pay {number} days, call me 0171 23456{number}", "topic": _TOPICS[0]},
        {"who": "assistant", "text": "This is the law.", "german": "Das sagt das Gesetz."})]
    sealed = {centre: {name: seals.centre(centre).seal(value) for name, value in (
        ("packet", {"topic": "wages_unpaid", "language": "en", "place": "Leipzig", "reply": "chat", "summary": _SUMMARY}),
        ("transcript", transcript), ("line", "Please come tomorrow."))} for centre in _CENTRES}
    with engine.begin() as connection:
        connection.execute(chats.insert().values(id="bench", channel="web", language="en"))
        connection.execute(handoffs.insert(), [_row(number, sealed) for number in range(count)])
        connection.execute(case_lines.insert(), [
            {"handoff": 1 + number // 3, "who": "centre", "by": 1, "text": sealed[_CENTRES[number // 3 % 2]]["line"]}
            for number in range(count * 3)])
        connection.execute(figures.insert(), [_figure(number) for number in range(count)])
    return [_code(number) for number in range(0, count, len(_CENTRES))]


def _figure(number: int) -> dict[str, Any]:
    return {"month": f"{2000 + number // 1000}-{1 + number % 10:02}", "topic": _TOPICS[number % 4], "language": _language(number),
            "land": [*states(), ""][number % 1000 // 60], "outcome": "received", "count": 3}


def _language(number: int) -> str:
    return list(languages())[number % len(languages())]


def _row(number: int, sealed: dict[str, dict[str, bytes]]) -> dict[str, Any]:
    centre = _CENTRES[number % len(_CENTRES)]
    return {"id": number + 1, "code": _code(number), "chat": "bench", "centre": centre, "language": _language(number),
            "state": ("new", "taken", "answered", "closed")[number // 2 % 4], "topic": _TOPICS[number % 4],
            "closed": now() if number // 2 % 4 == 3 else None, "deadline": today() + timedelta(days=number % 60 - 5),
            "danger": number % 50 == 0, "packet": sealed[centre]["packet"], "transcript": sealed[centre]["transcript"],
            "created": now() - timedelta(minutes=number)}


def _code(number: int) -> str:
    return f"AL-{number // 1000:03}-{number % 1000:03}"


def _pages(code: str) -> dict[str, list[str]]:
    case = f"/cases/{code}"
    return {
        "counsellor": ["/cases", "/cases?page=90", "/cases?state=new&language=ar", "/cases?within_days=3", case, f"{case}/print",
                       f"{case}/sentence/received", f"{case}/mistake/0", f"{case}/delete", "/centre"],
        "coordinator": ["/figures", "/figures.csv"],
        "maintainer": ["/mistakes"],
        "admin": ["/accounts", "/centres", "/log"],
    }


def _client(role: str) -> Any:
    from django.test import Client

    from bot.desk.models import Account
    account = Account.objects.create(username=role, role=role, centre=_CENTRES[0] if role == "counsellor" else None,
                                     password_due=False)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _seconds(client: Any, path: str) -> float:
    start = time.perf_counter()
    answer = client.get(path)
    taken = time.perf_counter() - start
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code}")
    return taken

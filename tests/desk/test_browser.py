"""The desk as it is served, in a real browser: log in, take, answer, the person's reply arrives; and the pictures in docs/."""

from __future__ import annotations

import os
import re
import shutil
from datetime import timedelta

import pytest
import sqlalchemy as sa
from served import Desk
from sqlalchemy.engine import Connection

from bot.clock import now, today
from bot.database import chats, handoffs
from bot.handoff import cases, talks
from bot.handoff.store import Released, keep_handoff
from bot.knowledge.answers import answer
from bot.knowledge.calculators.dialog import result
from bot.knowledge.calculators.message import deadline, message
from bot.sealing import Seals

CHROMIUM = shutil.which("chromium")
CENTRE, CHAT = "fi-fachstelle", "c" * 64
PICTURES = os.environ.get("DESK_PICTURES")
pytestmark = pytest.mark.skipif(
    not CHROMIUM, reason="no Chromium here: `apt install chromium` lets the desk be tried in a browser")


@pytest.fixture(autouse=True)
def engine() -> None:
    """The served desk has a database of its own; Django's of the other tests is not opened here."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    desk = Desk(tmp_path_factory.mktemp("served"))
    yield desk
    desk.stop()


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def keep(connection: Connection, seals: Seals, language: str, topic: str, *, summary: str = "…", talk: list | None = None,
         days: int | None = None, danger: bool = False, chat: str = CHAT) -> str:
    if not connection.execute(chats.select().where(chats.c.id == chat)).first():
        connection.execute(chats.insert().values(id=chat, channel="web", language=language))
    facts = _facts(days) if days is not None else None
    packet = {"topic": topic, "language": language, "place": "Leipzig", "states": "DE-SN", "reply": "chat", "summary": summary}
    return keep_handoff(connection, seals.centre(CENTRE), chat=chat, centre=CENTRE, language=language,
                        released=Released(packet, facts, talk, danger))


def _facts(days: int) -> dict:
    """A calculation as the assistant hands it over: the dismissal came 21 days before the day so many days from now."""
    received = today() - timedelta(days=21 - days)
    calculated = {"kind": "claim_deadline", "values": {"received": received.isoformat(), "form": "letter"}}
    found = result(calculated, today())
    return {**calculated, "day": str(deadline(found)), "german": message(found, "de", today()).text}


def lines(language: str, *said: tuple[str, str]) -> list[dict]:
    """A talk: what the person wrote, each with the topic and the assistant's answer to it."""
    talk = []
    for text, topic in said:
        talk.append({"who": "person", "text": text, "topic": topic})
        shown, german = (answer(topic, code, today()).text for code in (language, "de"))
        talk.append({"who": "assistant", "text": shown, "german": german})
    return talk


@pytest.fixture(scope="module")
def codes(desk) -> dict[str, str]:
    """Invented cases: one to work on, one in Arabic, some more for the list."""
    turkish = lines("tr", ("Patronum Mehmet Kaya bana kağıt verdi, kündigung yazıyor. Telefonum 0171 2345678",
                           "dismissal_received"))
    arabic = lines("ar", ("اسمي أحمد الخطيب، صاحب المطعم لم يدفع لي راتب شهرين. رقمي 0176 5551234", "wages_unpaid"))
    with desk.engine.begin() as connection:
        kept = {
            "tr": keep(connection, desk.seals, "tr", "dismissal_received", talk=turkish, days=3,
                       summary="Bugün işten çıkarıldım, ne yapmalıyım?"),
            "ar": keep(connection, desk.seals, "ar", "wages_unpaid", talk=arabic,
                       summary="لم أستلم راتبي منذ شهرين وصاحب العمل لا يرد."),
            "uk": keep(connection, desk.seals, "uk", "safety_exploitation", danger=True, summary="Шеф забрав паспорт."),
        }
        for number, (language, topic, days) in enumerate([("vi", "wages_minimum", None), ("sq", "dismissal_resign", 12),
                                                          ("en", "leave_pay", None), ("fa", "dismissal_protection", 9),
                                                          ("fr", "hours_overtime", None), ("es", "contract_written", None)]):
            keep(connection, desk.seals, language, topic, days=days, chat=f"chat-{number}")
        connection.execute(handoffs.update().where(handoffs.c.language.in_(("vi", "fr"))).values(state="answered"))
        for age, code in enumerate(connection.execute(sa.select(handoffs.c.code)).scalars().all()):
            created = now() - timedelta(hours=2 + 7 * age)
            connection.execute(handoffs.update().where(handoffs.c.code == code).values(created=created))
    return kept


@pytest.fixture
def page(desk, chromium, codes):
    """A page on which the counsellor of the demonstration centre is logged in; no script runs, nothing leaves the host."""
    context = chromium.new_context(locale="de-DE", color_scheme="light", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.foreign, page.complaints = [], []
    page.on("request", lambda request: request.url.startswith(desk.address) or page.foreign.append(request.url))
    page.on("console", lambda message: page.complaints.append(message.text))
    page.goto(f"{desk.address}/cases")
    page.get_by_label("Name des Kontos").fill("demo")
    page.get_by_label("Passwort").fill(desk.passwords["demo"])
    page.get_by_role("button", name="Anmelden").click()
    page.get_by_role("heading", name="Fälle").wait_for()
    yield page
    assert page.foreign == [] and page.complaints == []
    context.close()


def picture(page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/desk-{name}.png", full_page=True)


def test_take_answer_and_the_reply_arrives(page, desk, codes):
    code = codes["tr"]
    page.get_by_role("link", name=code).click()
    page.get_by_role("button", name="Annehmen").click()
    page.get_by_text("Fertige Sätze").click()
    page.get_by_role("link", name="Wir haben Ihre Nachricht bekommen").click()
    page.get_by_role("button", name="Senden").click()
    page.get_by_label("Antwort im Chat").fill("Yarın saat 10'da bizi arayın.")
    page.get_by_role("button", name="Senden").click()
    with desk.engine.begin() as connection:
        talk = talks.talk_of(connection, CHAT)
        assert talk is not None, "the assistant keeps still"
        talks.heard(connection, desk.seals, talk, "Teşekkür ederim, yarın arayacağım.")
    page.reload()
    assert page.get_by_text("Teşekkür ederim, yarın arayacağım.").is_visible()
    assert page.get_by_text("Gespräch läuft").is_visible()
    with desk.engine.connect() as connection:
        assert cases.case(connection, desk.seals, CENTRE, code).state == "answered"
    page.evaluate("window.scrollTo(0, 0)")
    picture(page, "case")


def test_a_name_is_shown_by_one_click(page, codes):
    page.get_by_role("link", name=codes["ar"]).click()
    assert not page.get_by_text("0176 5551234").is_visible()
    picture(page, "case-ar")
    page.get_by_role("button", name="Verdecktes zeigen").click()
    assert page.get_by_text("0176 5551234").is_visible()


def test_a_person_writes_from_right_to_left(page, codes):
    page.get_by_role("link", name=codes["ar"]).click()
    said = page.locator(".talk .said[lang=ar]").first
    assert said.evaluate("element => getComputedStyle(element).direction") == "rtl"


def test_the_list_works_without_a_mouse(page, codes):
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") in codes.values():
            break
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/cases/AL-"))
    picture_of_list = page.context.new_page()
    picture_of_list.goto(page.url.rsplit("/", 1)[0])
    picture(picture_of_list, "list")


@pytest.mark.parametrize("path", ["/cases", "/cases/{code}", "/cases/{code}/sentence/come_by", "/centre"])
def test_nothing_is_cut_off_on_a_telephone(page, desk, codes, path):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(desk.address + path.format(code=codes["ar"]))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    if path == "/cases":
        picture(page, "telephone")


def test_an_injected_script_does_not_run(page, desk):
    with desk.engine.begin() as connection:
        said = [{"who": "person", "text": "<img src=x onerror=\"document.title='run'\">", "topic": None}]
        code = keep(connection, desk.seals, "en", "wages_unpaid", summary="<script>document.title='run'</script>", talk=said,
                    chat="d" * 64)
    page.goto(f"{desk.address}/cases/{code}")
    page.get_by_role("button", name="Verdecktes zeigen").click()
    assert "run" not in page.title() and page.get_by_text("<img src=x").is_visible()

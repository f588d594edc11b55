"""The page of the web chat in a real browser: a button with an address opens it and says nothing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from bot.settings import ROOT

CHROMIUM = shutil.which("chromium")
PAGE = Path(ROOT / "bot/channels/page")
MAP = "https://www.openstreetmap.org/search?query=Kassel"
BUTTONS = [{"title": "Open the map", "payload": MAP}, {"title": "Yes", "payload": "/affirm"},
           {"title": "Trap", "payload": "javascript:alert(1)"}]
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium here: `apt install chromium` lets the page be tried")


@pytest.fixture
def page():
    """The page with a server that always says the same, and what it was sent."""
    from playwright.sync_api import sync_playwright
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.sent = []

        def serve(route):
            request = route.request
            if "/messages" in request.url:
                page.sent += [json.loads(request.post_data)] if request.method == "POST" else []
                route.fulfill(json={"messages": [{"id": 1, "text": "a card", "buttons": BUTTONS}]})
            else:
                name = request.url.rsplit("/", 1)[1] or "chat.html"
                route.fulfill(path=PAGE / name) if (PAGE / name).is_file() else route.fulfill(status=404)

        page.route("**/*", serve)
        page.goto("http://chat.example/")
        page.wait_for_selector(".choices")
        yield page
        browser.close()


def test_a_button_with_an_address_is_a_link(page):
    link = page.locator(".choices a")
    assert link.count() == 1 and link.text_content() == "Open the map"
    assert link.get_attribute("href") == MAP
    assert link.get_attribute("rel") == "noopener noreferrer" and link.get_attribute("target") == "_blank"
    link.click()
    assert page.sent == []


def test_another_button_says_its_payload(page):
    page.locator(".choices button", has_text="Yes").click()
    page.wait_for_selector(".own:not(.waiting)")
    assert [body["button"] for body in page.sent] == ["/affirm"]

"""The web chat: a page, and two addresses behind it. A person is known by a random cookie only."""

import json
import secrets
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Optional

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Request, response
from sanic.response import HTTPResponse
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.edge import BUTTON, started, typed
from bot.channels.inbox import Incoming, receive
from bot.channels.outbox import messages_after
from bot.channels.worker import Worker
from bot.knowledge.centres.directory import official_list
from bot.knowledge.utterances import utterance
from bot.languages import SOURCE, known
from bot.sealing import Seal

_PAGE = Path(__file__).parent / "page"
_COOKIE = "lotse"
_YEAR = 365 * 24 * 3600
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                               "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class WebChannel(InputChannel):
    """The page and its messages."""

    def __init__(self, worker: Worker, seal: Seal) -> None:
        self._worker = worker
        self._seal = seal

    @classmethod
    def name(cls) -> str:
        """Rasa's name of the channel."""
        return "web"

    def url_prefix(self) -> str:
        """The chat is the start page."""
        return ""

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes. Messages go through the worker, not through `on_new_message`: it keeps the order and loses nothing."""
        routes = Blueprint("web_chat")

        @routes.get("/")
        async def page(request: Request) -> HTTPResponse:
            return await self._page(request)

        @routes.get("/page/<name:[a-z]+[.][a-z]+>")
        async def file(request: Request, name: str) -> HTTPResponse:
            return await self._file(name)

        @routes.post("/messages")
        async def post(request: Request) -> HTTPResponse:
            return await self._post(request)

        @routes.get("/messages")
        async def get(request: Request) -> HTTPResponse:
            return self._get(request)

        return routes

    async def _page(self, request: Request) -> HTTPResponse:
        page = await response.file(_PAGE / "chat.html", headers=_HEADERS)
        if not request.cookies.get(_COOKIE):
            page.cookies[_COOKIE] = secrets.token_urlsafe(32)
            page.cookies[_COOKIE].update({"httponly": True, "samesite": "Strict", "max-age": _YEAR, "path": "/"})
        return page

    async def _file(self, name: str) -> HTTPResponse:
        path = _PAGE / name
        if not path.is_file():
            return response.empty(404)
        return await response.file(path, headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "max-age=300"})

    async def _post(self, request: Request) -> HTTPResponse:
        chat = self._chat(request)
        posted = _posted(request)
        if chat is None or posted is None:
            return response.empty(400)
        try:
            receive(self._worker.engine, _incoming(chat, posted))
            await self._worker.run(chat)
            return self._answers(chat, _number(posted.get("after")))
        except SQLAlchemyError:
            language = known(posted.get("language")) or SOURCE
            down = utterance("utter_service_down", language, website=official_list())
            return response.json({"text": down.text}, status=503, headers=_HEADERS)

    def _get(self, request: Request) -> HTTPResponse:
        chat = self._chat(request)
        if chat is None:
            return response.empty(400)
        try:
            return self._answers(chat, _number(request.args.get("after")))
        except SQLAlchemyError:
            return response.empty(503)

    def _chat(self, request: Request) -> Optional[str]:
        token = request.cookies.get(_COOKIE)
        return self._seal.name(f"web:{token}") if token else None

    def _answers(self, chat: str, after: int) -> HTTPResponse:
        rows = messages_after(self._worker.engine, chat, after)
        messages = [{"id": row.id, "text": row.text, "buttons": row.buttons} for row in rows if not row.location]
        return response.json({"messages": messages}, headers=_HEADERS)


def _posted(request: Request) -> Optional[dict[str, Any]]:
    """The body if it is of the page's form: an object with an id and a text or a button, sent as JSON."""
    if not (request.content_type or "").startswith("application/json"):
        return None
    try:
        body = json.loads(request.body)
    except ValueError:
        return None
    said = isinstance(body, dict) and (body.get("text") if "text" in body else body.get("button"))
    return body if isinstance(said, str) and isinstance(body.get("id"), str) and 8 <= len(body["id"]) <= 64 else None


def _incoming(chat: str, posted: dict[str, Any]) -> Incoming:
    kind, body = typed(posted["text"]) if "text" in posted else (BUTTON, posted["button"])
    language = known(str(posted.get("language"))) or SOURCE
    return Incoming(chat, "web", f"web:{chat[:24]}:{posted['id']}", kind, body, language, started({"language": language}))


def _number(value: Any) -> int:
    return int(value) if str(value).isdigit() else 0

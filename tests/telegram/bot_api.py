"""A Bot API server of the tests' own, on loopback: it checks as Telegram does, and fails as told."""

from __future__ import annotations

import json
import os
import socket
import struct
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Optional
from urllib.parse import parse_qsl, urlsplit

from tests.telegram import faults
from tests.telegram.faults import Fault, Faults, Refusal
from tests.telegram.methods import Account, Sent
from tests.telegram.updates import BOT_ID

TOKEN = f"{BOT_ID}:CANARYcanaryCANARYcanaryCANARYcanary"
_STEP = 0.05


@dataclass(frozen=True)
class Call:
    """A call as it came: what became of it is "ok", an error's number, or a fault."""

    method: str
    params: dict[str, Any]
    at: float
    outcome: str


class BotApi:
    """One bot account at a Telegram that runs in this process."""

    def __init__(self, token: str = TOKEN) -> None:
        self.token = token
        self.account = Account()
        self.faults = Faults()
        self.latency = 0.0
        """Seconds that the answer to a message is on its way."""
        self.calls: list[Call] = []
        """All calls that have ended, in the order of their ends."""
        self.begun: list[str] = []
        """The methods of all calls, in the order in which they came."""
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.api = self
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> BotApi:
        threading.Thread(target=self._server.serve_forever, args=(_STEP,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.account.line.close()
        self._server.stopping = True
        self._server.shutdown()
        self._server.server_close()

    @property
    def sent(self) -> list[Sent]:
        """All messages that have reached a chat, in order."""
        return self.account.sent

    def sent_to(self, chat: int) -> list[Sent]:
        """The messages to one chat."""
        return [sent for sent in self.sent if sent.chat == chat]

    def called(self, method: str) -> list[Call]:
        """The calls of a method."""
        return [call for call in self.calls if call.method == method]

    def times(self) -> list[tuple[int, float]]:
        """Chat and time of each message that arrived."""
        return [(sent.chat, sent.at) for sent in list(self.sent)]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256
    api: BotApi
    stopping = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A bot that is killed breaks its lines: nothing to tell."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = 64 * 1024
    server: _Server

    def do_POST(self) -> None:
        api, arrived = self.server.api, time.monotonic()
        parts = urlsplit(self.path)
        params = {**dict(parse_qsl(parts.query, keep_blank_values=True)), **self._posted()}
        token, _, method = parts.path.removeprefix("/bot").partition("/")
        if token != api.token:
            self._answer(Refusal(401, "Unauthorized"))
            return
        api.begun.append(method)
        fault = api.faults.next(method)
        answer, outcome = self._carried_out(method, params, fault)
        time.sleep(api.latency if method == "sendMessage" else 0)
        api.calls.append(Call(method, params, arrived, outcome))
        if fault and not isinstance(answer, Refusal):
            self._fail(fault, answer)
        else:
            self._answer(answer)

    do_GET = do_POST

    def _carried_out(self, method: str, params: dict[str, Any], fault: Optional[Fault]) -> tuple[Any, str]:
        """The answer, and what is noted of it."""
        refused = faults.refusal(fault) if fault else None
        if fault and (refused or fault.kind not in faults.AFTER_DELIVERY):
            return refused, fault.kind
        try:
            return self.server.api.account.call(method, params), fault.kind if fault else "ok"
        except Refusal as refusal:
            return refusal, str(refusal.code)

    def _fail(self, fault: Fault, answer: Any) -> None:
        if fault.kind == faults.BAD_GATEWAY:
            self._write(502, b"<html><h1>502 Bad Gateway</h1></html>", "text/html")
        elif fault.kind in (faults.GARBAGE, faults.GARBAGE_AFTER):
            whole = json.dumps({"ok": True, "result": answer}, ensure_ascii=False)
            self._write(200, whole[:-2].encode(), "application/json")
        elif fault.kind in (faults.TIMEOUT_BEFORE, faults.TIMEOUT_AFTER):
            self._hold(fault.hold)
        else:
            self._reset()

    def _hold(self, seconds: float) -> None:
        """Say nothing until the bot hangs up."""
        end = time.monotonic() + seconds
        self.connection.settimeout(_STEP)
        while time.monotonic() < end and not self.server.stopping:
            with suppress(TimeoutError):
                if not self.connection.recv(1):
                    break
        self.close_connection = True

    def _reset(self) -> None:
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        os.close(self.connection.detach())

    def _answer(self, answer: Any) -> None:
        code, body = (answer.code, answer.body) if isinstance(answer, Refusal) else (200, {"ok": True, "result": answer})
        self._write(code, json.dumps(body).encode(), "application/json")

    def _write(self, code: int, body: bytes, kind: str) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def _posted(self) -> dict[str, Any]:
        """The parameters in the body: a form, or JSON."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if not body:
            return {}
        if "json" in (self.headers.get("Content-Type") or ""):
            return dict(json.loads(body))
        return dict(parse_qsl(body.decode(), keep_blank_values=True))

    def log_message(self, *_: Any) -> None:
        """Nothing on the screen."""

"""The desk as it is served, for tests that want all of it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from bot.database import opened
from bot.sealing import Seals
from bot.settings import ROOT


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Desk:
    """`lotse desk` as a process, and the database behind it."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder, self.port = folder, _free_port()
        self.address = settings.get("LOTSE_DESK_URL", f"http://127.0.0.1:{self.port}")
        env = {**os.environ, "LOTSE_VAR": str(folder), "LOTSE_DESK_PORT": str(self.port), **settings}
        command = [sys.executable, "-m", "bot", "desk"]
        self.process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
        self.passwords = dict(self._accounts())
        self.engine: Engine = opened(f"sqlite:///{folder}/lotse.db")
        self.seals = Seals((folder / "secret").read_text().strip())
        self._wait()

    def _wait(self) -> None:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        pytest.fail("the desk does not listen")

    def _accounts(self):
        for line in self.process.stdout:
            if found := re.match(r"desk: account (\w+) .*, password (\S+)", line):
                yield found.groups()
            if line.strip() == f"desk: {self.address}/":
                return
        pytest.fail("the desk did not start")

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)

"""A PostgreSQL of the drills' own, where it is installed."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
from pathlib import Path
from typing import Optional

from tests.drills.running import free_port

_BIN = Path("/usr/lib/postgresql")


def is_installed() -> bool:
    """Whether PostgreSQL can be started here."""
    return _program("initdb") is not None and (os.geteuid() != 0 or _user() is not None)


class Postgres:
    """A server that can be stopped; its files lie in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._data, self._port = folder / "postgres", free_port()
        self.url = f"postgresql+psycopg2://drill@127.0.0.1:{self._port}/postgres"
        self._data.mkdir(parents=True)
        self._kept = socket.socket()
        if _user():
            for path in (*folder.parents, folder):
                if path.stat().st_uid == os.geteuid() and path != Path("/"):
                    path.chmod(path.stat().st_mode | 0o055)
            shutil.chown(self._data, _user())
        self._run("initdb", "--auth=trust", "--username=drill", "--no-sync", "--encoding=UTF8")
        self.bring_back()

    def take_away(self) -> None:
        """Stop the server at once. Its port is kept, or another drill would take it and the bot talk to that."""
        self._run("pg_ctl", "stop", "--mode=immediate", "--wait")
        self._kept = socket.socket()
        self._kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._kept.bind(("127.0.0.1", self._port))

    def bring_back(self) -> None:
        """Start it."""
        self._kept.close()
        options = f"-p {self._port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=50"
        self._run("pg_ctl", "start", "--wait", f"--log={self._data}/log", f"--options={options}")

    def _run(self, program: str, *arguments: str) -> None:
        path = _program(program)
        assert path is not None
        subprocess.run([path, "--pgdata", str(self._data), *arguments], user=_user(), check=True, cwd="/",
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _program(name: str) -> Optional[str]:
    versions = sorted(_BIN.glob(f"*/bin/{name}"))
    return str(versions[-1]) if versions else shutil.which(name)


def _user() -> Optional[str]:
    """PostgreSQL does not run as root: its own user, where this is root."""
    if os.geteuid() != 0:
        return None
    return next((row.pw_name for row in pwd.getpwall() if row.pw_name == "postgres"), None)

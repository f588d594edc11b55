"""The only reader of the environment. A bad value stops the start, by name."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from bot.errors import SettingError

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """All settings; see docs/settings.md for their meaning."""

    database_url: str
    secret: str
    host: str
    port: int
    models: Path
    actions_url: Optional[str]
    telegram_token: Optional[str]
    telegram_api_url: Optional[str]

    def __repr__(self) -> str:
        """Without values: the secret and the token must not reach a log."""
        return "Settings(…)"


def read(env: Optional[Mapping[str, str]] = None) -> Settings:
    """Settings from the environment, with defaults for a trial on one's own machine.

    Raises:
        SettingError: a value cannot be used; the message names the variable.

    """
    env = os.environ if env is None else env
    var = Path(env.get("LOTSE_VAR", ROOT / "var"))
    return Settings(
        database_url=env.get("LOTSE_DATABASE_URL") or f"sqlite:///{_made(var)}/lotse.db",
        secret=_secret(env.get("LOTSE_SECRET"), var),
        host=env.get("LOTSE_HOST", "127.0.0.1"),
        port=_port(env.get("LOTSE_PORT", "8080")),
        models=Path(env.get("LOTSE_MODELS", ROOT / "models")),
        actions_url=env.get("LOTSE_ACTIONS_URL") or None,
        telegram_token=env.get("TELEGRAM_BOT_TOKEN") or None,
        telegram_api_url=env.get("TELEGRAM_API_URL") or None,
    )


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise SettingError(f"LOTSE_PORT must be a number from 1 to 65535, not {text!r}")
    return int(text)


def _secret(given: Optional[str], var: Path) -> str:
    """The given secret, or one that is made once and kept beside the database."""
    if given is not None:
        if len(given) < 32:
            raise SettingError("LOTSE_SECRET must have at least 32 characters")
        return given
    path = _made(var) / "secret"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32))
    return path.read_text().strip()

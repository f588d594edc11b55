"""The only reader of the environment. A bad value stops the start, by name."""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Optional
from urllib.parse import urlsplit

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
    telegram_webhook_url: Optional[str]
    telegram_webhook_secret: Optional[str]
    desk_host: str
    desk_port: int
    desk_url: str
    desk_proxy: str
    mail_url: Optional[str]
    mail_from: str

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
    desk_port = _port("LOTSE_DESK_PORT", env.get("LOTSE_DESK_PORT", "8081"))
    return Settings(
        database_url=env.get("LOTSE_DATABASE_URL") or f"sqlite:///{_made(var)}/lotse.db",
        secret=_secret(env.get("LOTSE_SECRET"), var),
        host=env.get("LOTSE_HOST", "127.0.0.1"),
        port=_port("LOTSE_PORT", env.get("LOTSE_PORT", "8080")),
        models=Path(env.get("LOTSE_MODELS", ROOT / "models")),
        actions_url=env.get("LOTSE_ACTIONS_URL") or None,
        telegram_token=env.get("TELEGRAM_BOT_TOKEN") or None,
        telegram_api_url=env.get("TELEGRAM_API_URL") or None,
        telegram_webhook_url=_webhook_url(env),
        telegram_webhook_secret=_webhook_secret(env),
        desk_host=env.get("LOTSE_DESK_HOST", "127.0.0.1"),
        desk_port=desk_port,
        desk_url=_desk_url(env.get("LOTSE_DESK_URL") or f"http://127.0.0.1:{desk_port}"),
        desk_proxy=env.get("LOTSE_DESK_PROXY", "127.0.0.1"),
        mail_url=_mail_url(env.get("LOTSE_MAIL_URL") or None),
        mail_from=env.get("LOTSE_MAIL_FROM", "arbeitslotse@localhost"),
    )


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _port(name: str, text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise SettingError(f"{name} must be a number from 1 to 65535, not {text!r}")
    return int(text)


def _webhook_url(env: Mapping[str, str]) -> Optional[str]:
    url = env.get("TELEGRAM_WEBHOOK_URL") or None
    if url and urlsplit(url).scheme not in ("https", "http"):
        raise SettingError("TELEGRAM_WEBHOOK_URL must begin with https://")
    if url and not env.get("TELEGRAM_WEBHOOK_SECRET"):
        raise SettingError("TELEGRAM_WEBHOOK_SECRET must be set with TELEGRAM_WEBHOOK_URL, or anybody could speak for Telegram")
    return url


def _webhook_secret(env: Mapping[str, str]) -> Optional[str]:
    secret = env.get("TELEGRAM_WEBHOOK_SECRET") or None
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret):
        raise SettingError("TELEGRAM_WEBHOOK_SECRET must have 16 to 256 characters of A-Z a-z 0-9 _ -")
    return secret


def _desk_url(text: str) -> str:
    """Where browsers find the desk: without encryption only on this machine."""
    parts = urlsplit(text)
    here = parts.hostname in ("127.0.0.1", "localhost", "::1")
    if not parts.hostname or parts.scheme not in (("http", "https") if here else ("https",)):
        raise SettingError("LOTSE_DESK_URL must begin with https:// (http:// only for 127.0.0.1)")
    return text.rstrip("/")


def _mail_url(text: Optional[str]) -> Optional[str]:
    if text and (urlsplit(text).scheme not in ("smtp", "smtps") or not urlsplit(text).hostname):
        raise SettingError("LOTSE_MAIL_URL must be of the form smtp://user:password@host:587 or smtps://…:465")
    return text


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

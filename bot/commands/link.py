"""`lotse link`: a link into the Telegram bot, and its QR code for flyers and notices."""

from pathlib import Path
from typing import Optional

import segno

from bot.channels.links import payload
from bot.errors import DataError

_QUIET_ZONE = 4
_PNG_SCALE = 20
"""Dots for each module: a code is then some 7 cm wide at 300 dots an inch."""
_KINDS = (".svg", ".png")


def link(bot: str, language: Optional[str], topic: Optional[str], land: Optional[str], centre: Optional[str]) -> str:
    """The address that opens the bot.

    Raises:
        DataError: there is no such language, topic, Land or centre, or all together are too long.

    """
    packed = payload(language, topic, land, centre)
    return f"https://t.me/{bot.removeprefix('@')}" + (f"?start={packed}" if packed else "")


def draw(address: str, path: Path) -> None:
    """Write the QR code of an address, readable also where up to 15 % of it are lost.

    Raises:
        DataError: the file's name ends neither in .svg nor in .png.

    """
    if path.suffix not in _KINDS:
        raise DataError(f"{path}: the name of a QR code's file ends in {' or '.join(_KINDS)}")
    segno.make_qr(address, error="m", boost_error=False).save(str(path), border=_QUIET_ZONE, scale=_PNG_SCALE)

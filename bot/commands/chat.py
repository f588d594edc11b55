"""`lotse chat`: a conversation in the terminal."""

import asyncio
from collections.abc import Iterable

from sqlalchemy.engine import Row

from bot.quiet import hush
from bot.settings import Settings


def talk(settings: Settings, lines: Iterable[str], as_json: bool, language: str) -> None:
    """Hold a conversation: each line is a message of the person, the assistant's messages are printed."""
    hush()
    from bot.channels.terminal import Terminal
    from bot.database import opened, prepare
    from bot.server import worker
    engine = opened(settings.database_url)
    prepare(engine)
    asyncio.run(_talk(Terminal(worker(settings, engine), language), lines, as_json))


async def _talk(terminal: "Terminal", lines: Iterable[str], as_json: bool) -> None:  # type: ignore[name-defined]  # noqa: F821
    _show(await terminal.start(), as_json)
    for line in lines:
        _show(await terminal.say(line.rstrip("\n")), as_json)


def _show(rows: list[Row], as_json: bool) -> None:
    from bot.channels.terminal import as_json as line
    from bot.channels.terminal import numbered
    for text in (map(line, rows) if as_json else numbered(rows)):
        print(text, flush=True)  # noqa: T201 (this is the command's output)

"""`python -m tests.telegram.loud` is `python -m bot serve` with every log at its loudest."""

from __future__ import annotations

import logging
import sys

import structlog

import bot.quiet
from bot.cli import main

_HUSHED = ("absl", "rasa", "apscheduler", "httpx", "httpcore", "telegram", "sanic", "sanic.access", "asyncio",
           "sqlalchemy.engine")
_hush = bot.quiet.hush


def speak_up() -> None:
    """In place of `hush`: everything at DEBUG."""
    _hush()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG))
    for name in ("", *_HUSHED):
        logging.getLogger(name).setLevel(logging.DEBUG)


if __name__ == "__main__":
    bot.quiet.hush = speak_up
    sys.argv = ["lotse", "serve"]
    main()

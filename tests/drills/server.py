"""The server as it is, but for the model: `python -m tests.drills.server` starts in two or three seconds."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any
from unittest.mock import MagicMock

from sqlalchemy.engine import Engine

from bot.quiet import hush
from bot.sealing import Seals
from bot.settings import Settings, read


def main() -> None:
    """Serve with the form of the drills in place of the model."""
    hush()
    _leave_out("bot.assistant", Assistant=None)
    _leave_out("rasa.engine.recipes.default_recipe", DefaultV1Recipe=MagicMock(register=lambda *_, **__: lambda cls: cls))
    import bot.server
    from bot.channels.worker import Worker
    from tests.drills.form import FormAssistant

    def worker(settings: Settings, engine: Engine) -> Worker:
        seals = Seals(settings.secret)
        return Worker(engine, lambda: FormAssistant(engine, seals), seals)

    bot.server.worker = worker
    bot.server.serve(read())


def _leave_out(name: str, **values: Any) -> None:
    """Put an empty module in the place of one that imports TensorFlow for seconds and is not used here."""
    stand_in = ModuleType(name)
    vars(stand_in).update(values)
    sys.modules[name] = stand_in


if __name__ == "__main__":
    main()

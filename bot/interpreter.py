"""The model for understanding alone: no dialogue, no database."""

from pathlib import Path
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain

from bot.graph import Processor
from bot.nlu.warm import warm


class Interpreter:
    """Parses texts with the newest model below a folder.

    Raises:
        rasa.exceptions.ModelNotFound: no model is there.

    """

    def __init__(self, models: Path) -> None:
        self._processor = Processor(str(models), InMemoryTrackerStore(Domain.empty()), InMemoryLockStore(),
                                    TemplatedNaturalLanguageGenerator({}))
        warm()

    async def parse(self, text: str) -> dict[str, Any]:
        """What the pipeline finds in a text, as Rasa's parse result."""
        return await self._processor.parse_message(UserMessage(text))

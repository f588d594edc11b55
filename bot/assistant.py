"""The trained assistant: one message in, one turn out."""

from pathlib import Path
from typing import Any, Optional

from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import Engine

from bot import turn as turns
from bot.actions.endpoint import ActionEndpoint
from bot.actions.pauses import FORGET_AFTER
from bot.actions.texts import CatalogueTexts
from bot.clock import now
from bot.graph import Processor
from bot.knowledge.answers import Button, Message
from bot.nlu.warm import warm
from bot.sealing import Seals
from bot.tracker_store import TurnTrackerStore


class TurnOutput(OutputChannel):
    """Collects what the dialogue says; it is sent only after the turn is kept."""

    @classmethod
    def name(cls) -> str:
        """Rasa's name of the channel: one for all, since answers are the same everywhere."""
        return "lotse"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Take one message of the dialogue."""
        buttons = tuple(Button(button["title"], button["payload"]) for button in message.get("buttons") or [])
        if message.get("text"):
            turns.current().outgoing.append(Message(message["text"], buttons, bool(message.get("location"))))


class _Processor(Processor):
    """The processor, but for a week no session ends while a form is open: people go and look for their letter."""

    def _has_session_expired(self, tracker: DialogueStateTracker) -> bool:
        return super()._has_session_expired(tracker) and not (tracker.active_loop and _is_remembered(tracker))


def _is_remembered(tracker: DialogueStateTracker) -> bool:
    last = tracker.get_last_event_for(UserUttered)
    return bool(last and now().timestamp() - last.timestamp < FORGET_AFTER.total_seconds())


class Assistant:
    """The model with its store.

    Raises:
        rasa.core.exceptions / ModelNotFound: there is no trained model below the path.

    """

    def __init__(self, model: Path, engine: Engine, seals: Seals, actions_url: Optional[str] = None) -> None:
        store = TurnTrackerStore(Domain.empty(), engine, seals)
        self._processor = _Processor(str(model), store, InMemoryLockStore(), CatalogueTexts(),
                                     action_endpoint=ActionEndpoint(actions_url))
        warm()
        store.domain = self._processor.domain

    async def answer(self, turn: turns.Turn) -> None:
        """Answer the text of a turn; afterwards the turn is kept in the database.

        Raises:
            TurnFailed: nothing was kept.

        """
        turns.begin(turn)
        await self._processor.handle_message(UserMessage(turn.text, TurnOutput(), turn.chat, metadata={"edited": turn.edited}))

"""What all forms share: each can be left at any time, answers a question in between, and asks again.

A form of this project has one slot for the answer and one for its state. Rasa asks for the answer again and again, through
`action_ask_<form>_<form>_answer`, until the state is done. What is asked and how an answer changes the state is pure code
in the form's own room; here it only meets Rasa.
"""

from abc import ABC, abstractmethod
from typing import Any, ClassVar, Optional

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.answers import answer_topic
from bot.actions.context import Said, said
from bot.actions.unsure import is_alarm, say_alarm
from bot.knowledge.topics import topics

State = dict[str, Any]
Events = list[dict[str, Any]]
_SURE_IN_BETWEEN = 0.5
_TALK_IN_BETWEEN = {"help", "privacy", "bot_challenge", "thank", "greet"}


class Form(Action, ABC):
    """The validation of a form: takes the answer, changes the state."""

    form: ClassVar[str]

    @abstractmethod
    def begin(self, tracker: Tracker, now: Said) -> State:
        """The first state, from what the person has said already."""

    @abstractmethod
    def take(self, state: State, now: Said) -> Optional[State]:
        """The state after an answer; None if it is no answer to the question."""

    @abstractmethod
    def finish(self, dispatcher: CollectingDispatcher, tracker: Tracker, state: State) -> Events:
        """What is said and kept when the state is done."""

    def on_the_way(self, dispatcher: CollectingDispatcher, before: Optional[State], after: State, language: str) -> None:
        """Say what the change of state is worth telling; by default nothing."""

    def name(self) -> str:
        """Rasa's hook for the answers of a form."""
        return f"validate_{self.form}_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Take the latest message."""
        now = said(tracker)
        state = tracker.get_slot(self.form)
        if state is None:
            return self._go_on(dispatcher, tracker, now, None, self.begin(tracker, now))
        if is_alarm(now.intent):
            say_alarm(dispatcher, now.intent)
            return self._leave()
        if now.intent == "stop":
            dispatcher.utter_message(response="utter_stopped")
            return self._leave()
        if now.intent == "handoff_request" and self.form != "handoff":
            return [*self._leave(), FollowupAction("handoff_form")]
        taken = self.take(state, now)
        if taken is None:
            return [*_in_between(dispatcher, now), *self._go_on(dispatcher, tracker, now, state, state)]
        return self._go_on(dispatcher, tracker, now, state, taken)

    def _go_on(self, dispatcher: CollectingDispatcher, tracker: Tracker, now: Said, before: Optional[State],
               state: State) -> Events:
        self.on_the_way(dispatcher, before, state, now.language)
        if state["step"] == "done":
            return [*self.finish(dispatcher, tracker, state), *self._leave()]
        return [SlotSet(self.form, state), SlotSet(f"{self.form}_answer", None)]

    def _leave(self) -> Events:
        return [SlotSet(self.form, None), SlotSet(f"{self.form}_answer", None), SlotSet("requested_slot", None)]


def is_question(now: Said) -> bool:
    """Whether a message that is no answer is surely a question on a topic, or small talk."""
    surely = now.pressed or now.confidence >= _SURE_IN_BETWEEN
    return (now.intent in topics() and surely) or (now.intent in _TALK_IN_BETWEEN and now.confidence >= _SURE_IN_BETWEEN)


def _in_between(dispatcher: CollectingDispatcher, now: Said) -> Events:
    """Answer a question that is no answer; the form asks again by itself."""
    if is_question(now) and now.intent in topics():
        return answer_topic(dispatcher, now)
    if is_question(now):
        dispatcher.utter_message(response=f"utter_{now.intent}")
    return []


class Ask(Action, ABC):
    """Asks the question of a form's state."""

    form: ClassVar[str]

    @abstractmethod
    def ask(self, dispatcher: CollectingDispatcher, state: State, language: str) -> None:
        """Say the question."""

    def name(self) -> str:
        """Rasa's hook for the question of a form's slot."""
        return f"action_ask_{self.form}_form_{self.form}_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask."""
        self.ask(dispatcher, tracker.get_slot(self.form), said(tracker).language)
        return []

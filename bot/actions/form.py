"""What all forms share: each can be left at any time, answers a question in between, and asks again.

A form of this project has one slot for the answer and one for its state. Rasa asks for the answer again and again, through
`action_ask_<form>_<form>_answer`, until the state is done. What is asked and how an answer changes the state is pure code
in the form's own room; here it only meets Rasa. Beside that, a state holds `undo` (the message that brought it, and the state
before) and, while the person is asked whether to go on, `held` (the number of the text that waits).
"""

from abc import ABC, abstractmethod
from typing import Any, ClassVar, Optional

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.between import in_between, stands_alone
from bot.actions.context import Said, said
from bot.actions.pauses import paused, resumed
from bot.actions.places import offer_location
from bot.actions.unsure import is_alarm, say_alarm
from bot.actions.welcome import welcome

State = dict[str, Any]
Events = list[dict[str, Any]]
_BEGUN_BY = {"handoff_request": "handoff_form", "centre_search": "centre_form", "calculate": "calculator_form"}


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

    def takes_any_words(self, state: State) -> bool:
        """Whether the open question is answered by whatever a person tells; by default not."""
        return False

    def name(self) -> str:
        """Rasa's hook for the answers of a form."""
        return f"validate_{self.form}_form"

    def begin_again(self, tracker: Tracker, now: Said, state: State) -> Optional[State]:
        """The first state anew, where the message that began the form was edited; None if the new one begins nothing."""
        return self.begin(tracker, now)

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Take the latest message; a text after a long pause is held until the person wants to go on."""
        now, state = said(tracker), tracker.get_slot(self.form)
        if state is None:
            return self._go_on(dispatcher, tracker, now, None, self.begin(tracker, now))
        if state.get("held"):
            now, state = resumed(tracker, now, state)
        if is_alarm(now.intent):
            return self._alarmed(dispatcher, now, state)
        way_out = self._way_out(dispatcher, tracker, now)
        if way_out is not None:
            return [*self._leave(), *way_out]
        if paused(tracker, now):
            return self._stay({**state, "held": now.number})
        return self._take(dispatcher, tracker, now, state)

    def _alarmed(self, dispatcher: CollectingDispatcher, now: Said, state: State) -> Events:
        """The number comes first; nothing that was told is lost by it."""
        say_alarm(dispatcher, now)
        taken = self.take(state, now) if self.takes_any_words(state) else None
        return self._stay({**taken, "undo": {"message": now.number, "state": _without_undo(state)}} if taken else state)

    def _way_out(self, dispatcher: CollectingDispatcher, tracker: Tracker, now: Said) -> Optional[Events]:
        """What follows a message that leaves the form; None where it does not."""
        if now.intent == "stop":
            dispatcher.utter_message(response="utter_stopped")
            return []
        if now.intent == "start":
            return welcome(dispatcher, tracker)
        return self._other_form(now)

    def _other_form(self, now: Said) -> Optional[Events]:
        """The form that a button begins, or the wish for a person in any words; a hand-off does not begin itself again."""
        wished = now.pressed or now.intent == "handoff_request"
        other = _BEGUN_BY.get(now.intent) if wished else None
        return [FollowupAction(other)] if other and (other, self.form) != ("handoff_form", "handoff") else None

    def _take(self, dispatcher: CollectingDispatcher, tracker: Tracker, now: Said, state: State) -> Events:
        """Take a message as an answer; an edited one in place of the last answer, if the message before was one."""
        before = state["undo"]["state"] if now.edited and _was_answered(tracker, state) else state
        taken = self.begin_again(tracker, now, state) if before is None else self._answered(before, now)
        if now.edited and (taken or before not in (None, state)):
            dispatcher.utter_message(response="utter_edited")
        if taken is None:
            return [*in_between(dispatcher, tracker, now), *self._stay(before or state)]
        return self._go_on(dispatcher, tracker, now, before, taken)

    def _answered(self, state: State, now: Said) -> Optional[State]:
        answers = now.intent == "choice" or (now.intent == "change_language" and state["step"] == "language")
        return None if stands_alone(now) or (now.pressed and not answers) else self.take(state, now)

    def _go_on(self, dispatcher: CollectingDispatcher, tracker: Tracker, now: Said, before: Optional[State],
               state: State) -> Events:
        self.on_the_way(dispatcher, before, state, now.language)
        if state["step"] == "done":
            return [*self.finish(dispatcher, tracker, state), *self._leave()]
        return self._stay({**state, "undo": {"message": now.number, "state": _without_undo(before)}})

    def _stay(self, state: State) -> Events:
        return [SlotSet(self.form, state), SlotSet(f"{self.form}_answer", None)]

    def _leave(self) -> Events:
        return [SlotSet(self.form, None), SlotSet(f"{self.form}_answer", None), SlotSet("requested_slot", None)]


def _was_answered(tracker: Tracker, state: State) -> bool:
    """Whether the text before the latest message brought the form into this state."""
    before = said(tracker, back=1)
    return not before.pressed and before.number == (state.get("undo") or {}).get("message")


def _without_undo(state: Optional[State]) -> Optional[State]:
    """One step back is kept, not all of them."""
    return state and {name: value for name, value in state.items() if name != "undo"}


class Ask(Action, ABC):
    """Asks the question of a form's state."""

    form: ClassVar[str]

    @abstractmethod
    def ask(self, dispatcher: CollectingDispatcher, state: State, language: str) -> None:
        """Say the question."""

    def asks_for_place(self, state: State) -> bool:
        """Whether the telephone's own place would answer the question; by default not."""
        return False

    def name(self) -> str:
        """Rasa's hook for the question of a form's slot."""
        return f"action_ask_{self.form}_form_{self.form}_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask; after a long pause, whether to go on."""
        now, state = said(tracker), tracker.get_slot(self.form)
        if state.get("held"):
            dispatcher.utter_message(response="utter_go_on")
        elif not stands_alone(now) and not (is_alarm(now.intent) and not _is_new(state, now)):
            self.ask(dispatcher, state, now.language)
            if self.asks_for_place(state) and _is_new(state, now):
                offer_location(dispatcher, now.language)
        return []


def _is_new(state: State, now: Said) -> bool:
    """Whether the question is asked for the first time, not again after a message that did not answer it."""
    undo = state.get("undo") or {}
    before = undo.get("state") or {}
    return undo.get("message") == now.number and before.get("step") != state["step"]

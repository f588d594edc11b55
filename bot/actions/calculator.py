"""Actions that work out a person's own deadline or sum."""

from datetime import date
from typing import Optional

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.between import is_question
from bot.actions.centres import show_centres
from bot.actions.context import Said, buttons, correction, effect, heard, said, say
from bot.actions.form import Ask, Events, Form, State
from bot.actions.places import kept
from bot.clock import today
from bot.effects import RENEW_REMINDERS
from bot.errors import LotseError
from bot.knowledge import formats
from bot.knowledge.answers import Button
from bot.knowledge.calculators.dialog import begun, corrected, result, taken, told_early
from bot.knowledge.calculators.message import deadline, headline, is_urgent, message
from bot.knowledge.calculators.questions import Question, questions, started_by
from bot.knowledge.calculators.reading import SKIP, Heard
from bot.knowledge.catalogue import translate
from bot.knowledge.centres.gazetteer import states
from bot.knowledge.centres.places import answered_place
from bot.knowledge.phrases import phrase
from bot.knowledge.utterances import utterance
from bot.nlu.commands import is_correction

_FEW_WORDS = 5
_YESTERDAY_AND_TODAY = ("yesterday", "today")


class CalculatorForm(Form):
    """Asks what is missing, one question at a time, and says the result."""

    form = "calculator"

    def begin(self, tracker: Tracker, now: Said) -> State:
        """By a button, by the facts in a message, or to correct the last calculation."""
        anew = correction(tracker.get_slot("calculated"), now)
        if anew:
            return anew
        kind = now.entities.get("value") if now.pressed else started_by(now.intent, {kind for kind, _ in now.facts})
        if kind not in questions():
            return {"kind": "", "values": {}, "step": "done"}
        words = _words_before(tracker) if now.pressed else heard(now)
        return _with_place(begun(kind, words, today()), words.first("place") or "")

    def begin_again(self, tracker: Tracker, now: Said, state: State) -> Optional[State]:
        """With the figures of the edited message, where it has some."""
        return correction(state, now)

    def take(self, state: State, now: Said) -> Optional[State]:
        """An answer to the open field; a correction of an earlier one is taken too."""
        answer = taken(state, heard(now), today())
        if answer is None and _may_correct(now):
            answer = corrected(state["kind"], state["values"], heard(now), today())
        if answer is None:
            return self._told_early(state, now) or _unclear(state, now)
        if questions()[state["kind"]].fields_[state["step"]].type == "state":
            return _with_place(answer, "" if now.pressed else now.text)
        return answer

    def _told_early(self, state: State, now: Said) -> Optional[State]:
        early = told_early(state, heard(now), today())
        return _with_place(early, heard(now).first("place") or "") if early else None

    def finish(self, dispatcher: CollectingDispatcher, tracker: Tracker, state: State) -> Events:
        """Says the result, or why there is none."""
        language = said(tracker).language
        try:
            found = result(state, today())
        except (LotseError, KeyError):
            dispatcher.utter_message(response="utter_not_worked_out")
            return []
        say(dispatcher, message(found, language, today()))
        day = deadline(found)
        calculated = {"kind": state["kind"], "values": state["values"], "line": headline(found, language),
                      "day": day.isoformat() if day else None}
        named = state.get("place") or tracker.get_slot("place")
        if is_urgent(day, today()) and named:
            show_centres(dispatcher, named, language, most=1)
        if day and (tracker.get_slot("calculated") or {}).get("kind") == state["kind"]:
            effect(dispatcher, RENEW_REMINDERS, day=calculated["day"], line=calculated["line"])
        place = [SlotSet("place", state["place"])] if state.get("place") else []
        return [SlotSet("calculated", calculated), SlotSet("topic", questions()[state["kind"]].topics[0]), *place]


def _may_correct(now: Said) -> bool:
    """Whether a message may be meant for an earlier question: by its words, or because there is little but a figure in it."""
    return (now.edited or now.intent == "deny" or is_correction(now.text, now.language)
            or len(now.text.split()) <= _FEW_WORDS)


def _unclear(state: State, now: Said) -> Optional[State]:
    """The same question, after a word on what was not understood; None where the message asks something itself."""
    if now.pressed or is_question(now):
        return None
    is_place = questions()[state["kind"]].fields_[state["step"]].type == "state"
    return {**state, "problem": "place" if is_place else "unclear", "options": []}


def _with_place(state: State, text: str) -> State:
    """The state with the one place that a text names, so that it need not be asked again."""
    places = answered_place(text)
    return {**state, "place": kept(places[0])} if len(places) == 1 else state


def _words_before(tracker: Tracker) -> Heard:
    """The last message in own words, from which facts are taken when the calculator is started by its button."""
    for event in reversed(tracker.events):
        if event.get("event") == "user" and not event["text"].startswith("/"):
            entities = event["parse_data"].get("entities") or []
            return Heard(event["text"], None, tuple((entity["entity"], entity["value"]) for entity in entities))
    return Heard("", None, ())


class AskCalculator(Ask):
    """Asks for the open field."""

    form = "calculator"

    def ask(self, dispatcher: CollectingDispatcher, state: State, language: str) -> None:
        """The question, after a word on what was wrong with the answer."""
        question = questions()[state["kind"]].fields_[state["step"]]
        text = translate(question.question, language)
        if state["problem"]:
            text = _after_problem(state, text, language)
        dispatcher.utter_message(text=text, buttons=buttons(_choices(question, state, language)))

    def asks_for_place(self, state: State) -> bool:
        """Holidays are those of the Land; not where one of several is to be chosen."""
        return questions()[state["kind"]].fields_[state["step"]].type == "state" and not state["options"]


def _after_problem(state: State, question: str, language: str) -> str:
    if state["problem"] == "place":
        return utterance("utter_unknown_place", language).text
    problem = phrase(f"problem_{state['problem']}", language)
    return problem if state["options"] else f"{problem} {question}"


def _choices(question: Question, state: State, language: str) -> tuple[Button, ...]:
    if state["options"]:
        return tuple(_choice(value, _option(question, value, language)) for value in state["options"])
    shown = [_choice(value, translate(label, language, "button")) for value, label in question.choices.items()]
    if question.type == "date" and question.when == "past":
        shown += [_choice(day.isoformat(), phrase(name, language))
                  for name, day in zip(_YESTERDAY_AND_TODAY, _recent(), strict=True)]
    if question.optional:
        shown.append(_choice(SKIP, phrase("skip", language)))
    return tuple(shown)


def _choice(value: str, label: str) -> Button:
    return Button(label, f'/choice{{"value":"{value}"}}')


def _option(question: Question, value: str, language: str) -> str:
    return formats.short_day(date.fromisoformat(value), language) if question.type == "date" else states()[value].name


def _recent() -> tuple[date, date]:
    return date.fromordinal(today().toordinal() - 1), today()

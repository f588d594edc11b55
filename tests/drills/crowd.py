"""People who fill the drills' form: each writes on as soon as the last answer is there, and notes every answer."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import sqlalchemy as sa

from bot.database import handoffs, opened
from bot.sealing import Seals
from tests.drills.form import SLOTS, begun, taken
from tests.telegram.methods import Sent, message
from tests.telegram.updates import Person, Update, Updates

_FIRST_ID = 5_000_000_000
_NEXT = 1e-6
"""Seconds by which an answer in the same message counts as later."""
_AT_ONCE = 0.5
"""How often a person writes two texts at once."""


@dataclass
class Dialogue:
    """One person's way through the form: what is said, what must be answered, and what was."""

    number: int
    said: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)
    given: list[float] = field(default_factory=list)
    answered: dict[str, float] = field(default_factory=dict)
    """When an answer came first."""
    wrong: list[str] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)
    """What else was said, such as that the service is down."""
    doubled: int = 0
    """Messages that brought an answer once more."""
    _ended: bool = False

    def __post_init__(self) -> None:
        dice = random.Random(self.number)
        self.person = Person(_FIRST_ID + 7 * self.number)
        self.said = self.said or [
            "/start", f"town {self.number}", f"wages {self.number}", f"/deadline {dice.choice(['October', 'November'])}",
            f"/reply {dice.choice(['chat', 'letter'])}", f"words {self.number}", "/send send"]
        state = begun()
        for text in self.said:
            state, answer = taken(state, text)
            self.expected.append(answer)

    @property
    def chat(self) -> int:
        """The chat's number at Telegram."""
        return self.person.id

    def packet(self) -> dict[str, str]:
        """What must be stored at the end."""
        return dict(zip(SLOTS, self.said[1:6], strict=True))

    def is_done(self) -> bool:
        """Whether everything is answered."""
        return len(self.answered) == len(self.expected)

    def hear(self, sent: Sent) -> None:
        """Note a message of the bot; joined answers are parted again."""
        parts = sent.text.split("\n\n")
        answers = [part for part in parts if part.startswith("<")]
        self.others.update(part for part in parts if not part.startswith("<"))
        self.doubled += any(answer in self.answered for answer in answers)
        self.wrong += [answer for answer in answers if answer not in self.expected]
        for place, answer in enumerate(answers):
            self.answered.setdefault(answer, sent.at + place * _NEXT)

    def ends(self) -> bool:
        """True the first time it is asked."""
        first, self._ended = not self._ended, True
        return first

    def in_order(self) -> bool:
        """Whether the answers came in the order of the questions."""
        times = [self.answered[answer] for answer in self.expected if answer in self.answered]
        return times == sorted(times)

    def delays(self) -> list[float]:
        """Seconds from each message to its answer."""
        return [self.answered[answer] - given for given, answer in zip(self.given, self.expected, strict=False)
                if answer in self.answered]


class Crowd:
    """Many dialogues at once, over one way to the bot."""

    def __init__(self, dialogues: Iterable[Dialogue], give: Callable[..., None], seed: int = 1,
                 pause: tuple[float, float] = (0, 0), at_once: float = _AT_ONCE) -> None:
        self.dialogues = {dialogue.chat: dialogue for dialogue in dialogues}
        self.at_once = at_once
        self.pause = pause
        """The shortest and the longest time in which a person thinks before the next message."""
        self.at_end: Callable[[Dialogue], None] = lambda dialogue: None
        self._give = give
        self._updates = Updates(seed)
        self._dice = random.Random(seed)
        self._lock = threading.RLock()

    def begin(self, *chats: int) -> None:
        """Let people say their first word: these, or all."""
        for chat in chats or self.dialogues:
            self._go_on(self.dialogues[chat], None)

    def heard(self, sent: Sent) -> None:
        """Take a message of the bot; the person's next one follows at once."""
        dialogue = self.dialogues.get(sent.chat)
        if dialogue is None:
            return
        with self._lock:
            dialogue.hear(sent)
            go_on = bool(dialogue.given) and dialogue.expected[len(dialogue.given) - 1] in dialogue.answered
            ended = go_on and len(dialogue.given) == len(dialogue.said) and dialogue.ends()
        if ended:
            self.at_end(dialogue)
        elif go_on:
            threading.Timer(self._dice.uniform(*self.pause), self._go_on, (dialogue, sent)).start()

    def _go_on(self, dialogue: Dialogue, sent: Sent | None) -> None:
        with self._lock:
            if dialogue.given and dialogue.expected[len(dialogue.given) - 1] not in dialogue.answered:
                return  # the same answer came twice, and the person has written on already
            for text in self._next(dialogue):
                update = self._update(dialogue.person, text, sent)
                dialogue.updates.append(update)
                dialogue.given.append(time.monotonic())
                self._give(update)

    def _next(self, dialogue: Dialogue) -> list[str]:
        left = dialogue.said[len(dialogue.given):]
        typed = [text for text in left[:2] if not text.startswith("/")]
        two = len(typed) == 2 and self._dice.random() < self.at_once
        return left[:2 if two else 1]

    def _update(self, person: Person, text: str, sent: Sent | None) -> Update:
        if text.startswith("/") and text != "/start":
            return self._updates.press(person, text, message(sent) if sent else None)
        return self._updates.text(person, text)

    def left(self) -> list[Dialogue]:
        """The dialogues that are not at their end."""
        return [dialogue for dialogue in self.dialogues.values() if not dialogue.is_done()]

    def answered(self) -> int:
        """How many answers have come."""
        return sum(len(dialogue.answered) for dialogue in self.dialogues.values())

    def wait(self, still: float = 60.0) -> bool:
        """Wait until all are at their end; False if nothing has moved for so many seconds."""
        last, since = self.answered(), time.monotonic()
        while self.left():
            time.sleep(0.05)
            now = self.answered()
            if now != last:
                last, since = now, time.monotonic()
            if time.monotonic() - since > still:
                return False
        return True

    def unanswered(self, accepted: set[int]) -> int:
        """How many messages the bot has accepted and not answered."""
        return sum(answer not in dialogue.answered and update["update_id"] in accepted for dialogue in self.dialogues.values()
                   for update, answer in zip(dialogue.updates, dialogue.expected, strict=False))


@dataclass
class Stored:
    """What the database holds at the end, compared with what was said."""

    second_effects: int = 0
    missing: int = 0
    wrong: int = 0


def stored(database: str, secret: str, dialogues: Iterable[Dialogue]) -> Stored:
    """Compare the stored hand-offs with those that the dialogues must bring."""
    engine, seals, found = opened(database), Seals(secret), Stored()
    with engine.connect() as connection:
        rows = connection.execute(sa.select(handoffs)).all()
    packets: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        packets.setdefault(row.chat, []).append(seals.centre(row.centre).open(row.packet))
    for dialogue in dialogues:
        kept = packets.get(seals.chats.name(f"telegram:{dialogue.chat}"), [])
        found.second_effects += max(0, len(kept) - 1)
        found.missing += not kept
        found.wrong += sum(packet != dialogue.packet() for packet in kept)
    engine.dispose()
    return found

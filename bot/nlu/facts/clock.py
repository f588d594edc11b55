"""Working hours told by the clock: "from 8 to 18", "von 14 bis 18 Uhr", "9am to 5pm", "8:00-16:30"."""

import re
from dataclasses import dataclass
from typing import Optional

from bot.nlu.facts.fact import Value
from bot.nlu.facts.numbers import NOT_INSIDE
from bot.nlu.facts.reading import Reading
from bot.nlu.facts.words import pattern

_DAY = 24 * 60
_EVENING = 12 * 60
_NIGHT_SHIFT, _LONGEST = 14 * 60, 16 * 60
_LIKELY_A_SHIFT = 4 * 60
_DAILY = r"(?: {per.day})?"


def _time(name: str) -> str:
    mark = rf"(?P<mark{name}>{{clock.mark}}|h(?!\w))"
    half = rf"(?P<am{name}>{{clock.morning}}(?! ?{{units}}|\w))|(?P<pm{name}>{{clock.afternoon}}(?!\w))"
    return rf"(?P<hour{name}>\d{{1,2}})(?:(?P<sep{name}>[:.])(?P<minute{name}>\d\d))?(?!\d)(?: ?(?:{mark}|{half}))?"


TEMPLATE = (rf"(?:(?P<start>{{clock.start}}) )?{NOT_INSIDE}{_time('1')} ?(?:-|(?P<to>{{clock.to}})) ?{_time('2')}"
            rf"(?![.,:/-]\d)(?!\w){_DAILY}")


@dataclass(frozen=True)
class _Times:
    """Two times in minutes, and how surely they are times."""

    start: int
    end: int
    marked: bool
    signs: bool
    """Whether every sign between hours and minutes is a colon or missing, so that they are no sums or dates."""


def read(match: "re.Match[str]", message: Reading) -> Optional[Value]:
    """A day's working time, if both times are sure."""
    times = _times(match)
    length = _length(times) if times else None
    if times is None or length is None or not _likely(match, message, times, length):
        return None
    hours = f"{length / 60:.2f}".rstrip("0").rstrip(".")
    return {"from": _written(times.start), "to": _written(times.end), "hours": hours, "per": "day"}


def _times(match: "re.Match[str]") -> Optional[_Times]:
    first, second = _minutes(match, "1"), _minutes(match, "2")
    marks = any(match[f"{kind}{name}"] for kind in ("mark", "am", "pm") for name in "12")
    colon = ":" in (match["sep1"], match["sep2"])
    if first is None or second is None or first == _DAY or bool(match["am1"] or match["pm1"]) and not (match["am2"] or match["pm2"]):
        return None
    return _Times(first, second, marks or colon, "." not in (match["sep1"], match["sep2"]) or marks)


def _minutes(match: "re.Match[str]", name: str) -> Optional[int]:
    hour, minute = int(match[f"hour{name}"]), int(match[f"minute{name}"] or 0)
    half = match[f"am{name}"] or match[f"pm{name}"]
    if minute > 59 or hour > (12 if half else 24) or hour == 24 and minute:
        return None
    if half:
        hour = hour % 12 + (12 if match[f"pm{name}"] else 0)
    return hour * 60 + minute


def _length(times: _Times) -> Optional[int]:
    """Minutes of work; over midnight only from an evening on ("8 to 5" may be anything)."""
    length = times.end - times.start
    if length < 0 and times.start >= _EVENING and length + _DAY <= _NIGHT_SHIFT:
        length += _DAY
    return length if 0 < length <= _LONGEST else None


def _likely(match: "re.Match[str]", message: Reading, times: _Times, length: int) -> bool:
    """Times with a mark are sure; "from 8 to 18" only if nothing that is counted follows and nothing speaks of days off."""
    around = message.before(match.start()) + " " + message.after(match.end())
    if pattern("{clock.never}").search(around):
        return False
    if times.marked and times.signs:
        return True
    ends = message.followed(match.end(), r" ?(?:$|[,;!?)\n]|\.(?!\d))") or match[0][-1].isalpha()
    written_out = bool(match["start"] and match["to"])
    clear = length >= _LIKELY_A_SHIFT and not pattern("{pay}").search(around) if not times.signs else max(times.start, times.end) > _EVENING
    return written_out and ends and clear


def _written(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"

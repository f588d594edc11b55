"""Working hours told by the clock: "from 8 to 18", "von 14 bis 18 Uhr", "9am to 5pm", "8:00-16:30", "8h30 - 17h"."""

from dataclasses import dataclass
from typing import Optional

from bot.nlu.facts.fact import Value
from bot.nlu.facts.numbers import NOT_INSIDE
from bot.nlu.facts.reading import Match, Reading

_HOUR, _HALF_DAY = 60, 12
_DAY, _NOON = 24 * _HOUR, 12 * _HOUR
_NIGHT_SHIFT, _LONGEST, _LIKELY_A_SHIFT = 14 * _HOUR, 16 * _HOUR, 4 * _HOUR
_NOTHING_COUNTED = r" ?(?:$|[,;!?)\n]|\.(?!\d))| (?:\d|{numbers}) ?{units.day}"


_MARK = r"(?:{clock.mark}|h(?![^\W\d_]))"
_NO_MINUTES = r"[.,]\d|%| ?(?:{currency}|{cents}|{gross}|{kilo}|{units.hour}|{units.day}|{units.week}|{units.month}|{units.year})"
"""What makes a number behind "17 Uhr" something else: "17 Uhr 20 Euro"."""

_CLEAR = r"$|[,;!?)\n]|\.(?!\d)| {per.day}| {joiners}| {after_sum}| {units.minute}"
"""What shows that a number a space behind "17 Uhr" is its minutes, not "17 Uhr 20 Leute"."""


def _time(name: str) -> str:
    mark = rf"(?P<mark{name}>{_MARK})"
    half = rf"(?P<am{name}>{{clock.morning}}(?! ?{{units}}|\w))|(?P<pm{name}>{{clock.afternoon}}(?!\w))"
    after_mark = rf" ?{_MARK} ?(?=[0-5]\d(?!\d|{_NO_MINUTES}))"
    digits = rf"(?P<hour{name}>\d{{1,2}})(?:(?P<sep{name}>[:.]|{after_mark})(?P<minute{name}>\d\d))?(?!\d)"
    before = rf"(?:(?P<amb{name}>{{clock.morning_before}}) |(?P<pmb{name}>{{clock.afternoon_before}}) )?"
    return rf"{before}{digits}(?: ?{mark})?(?: ?(?:{half}))?"


TEMPLATE = (rf"(?:(?P<start>{{clock.start}}) )?{NOT_INSIDE}{_time('1')} ?(?:-|(?P<to>{{clock.to}})) ?"
            rf"{_time('2')}(?![.,:/-]\d)(?!\w)(?P<range> {{clock.range_after}})?(?P<daily> {{per.day}})?")


@dataclass(frozen=True)
class _Times:
    """Two times in minutes, and how they were written."""

    start: int
    end: int
    marked: bool
    """With a word like "Uhr", "pm", or a colon."""
    dotted: bool
    """With a dot that might be one of a sum or a date."""

    def length(self) -> Optional[int]:
        """Minutes of work; over midnight only from noon on, for "8 to 5" may be anything."""
        length = self.end - self.start
        if length < 0 and self.start >= _NOON and length + _DAY <= _NIGHT_SHIFT:
            length += _DAY
        return length if 0 < length <= _LONGEST else None


def read(match: Match, message: Reading) -> Optional[Value]:
    """A day's working time, if both times are sure."""
    times = _times(match)
    length = times.length() if times else None
    if times is None or length is None or not _likely(match, message, times, length):
        return None
    hours = f"{length / _HOUR:.2f}".rstrip("0").rstrip(".")
    return {"from": _written(times.start), "to": _written(times.end), "hours": hours, "per": "day"}


def _times(match: Match) -> Optional[_Times]:
    first, second = _minutes(match, "1"), _minutes(match, "2")
    half_told = _half(match, "1") and not _half(match, "2") and int(match["hour2"]) <= _HALF_DAY
    if first is None or second is None or first == _DAY or half_told:
        return None
    signs = (match["sep1"], match["sep2"])
    marks = any(match[f"{kind}{name}"] for kind in ("mark", "am", "pm", "amb", "pmb") for name in "12") or any(
        sign not in (None, ":", ".") for sign in signs)
    return _Times(first, second, marks or ":" in signs, "." in signs and not marks)


def _minutes(match: Match, name: str) -> Optional[int]:
    hour, minute = int(match[f"hour{name}"]), int(match[f"minute{name}"] or 0)
    half = _half(match, name)
    if minute >= _HOUR or hour > (12 if half else 24) or (hour == 24 and minute):
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return hour * _HOUR + minute


def _half(match: Match, name: str) -> Optional[str]:
    """Whether a time is told as one before or after noon."""
    return next((half for half in ("am", "pm") if match[f"{half}{name}"] or match[f"{half}b{name}"]), None)


def _likely(match: Match, message: Reading, times: _Times, length: int) -> bool:
    """Marked times are sure; "from 8 to 18" if nothing counted follows and nothing speaks of days off."""
    around = message.before(match.start()) + " " + message.after(match.end())
    half_before = message.preceded(match.start("hour1"), "{clock.afternoon}") and times.start <= _NOON
    minutes_doubtful = (match["sep2"] or "").endswith(" ") and not message.followed(match.end(), _CLEAR)
    if message.pattern("{clock.never}").search(around) or half_before or minutes_doubtful:
        return False
    if times.marked and not times.dotted:
        return True
    if times.dotted:
        clear = length >= _LIKELY_A_SHIFT and not message.pattern("{pay}").search(around)
    else:
        clear = max(times.start, times.end) > _NOON
    ends = match["daily"] or match["range"] or message.followed(match.end(), _NOTHING_COUNTED)
    return bool((match["start"] or match["range"]) and match["to"] and ends and clear)


def _written(minutes: int) -> str:
    return f"{minutes // _HOUR:02}:{minutes % _HOUR:02}"

"""The errors of this project.

LotseError
├── SettingError     a setting is missing or wrong; names the setting
├── DataError        a data file is wrong; names file, line and mend
├── Unanswerable     a fact is not in force on the day asked for
├── CaseGone         a case is no longer there for its centre
└── TurnFailed       a turn could not be finished; nothing of it was kept
"""


class LotseError(Exception):
    """Base of all errors of this project."""


class SettingError(LotseError):
    """A setting is missing or wrong."""


class DataError(LotseError):
    """A data file is wrong: where, what, and how to mend it."""


class NotLoaded(LotseError):
    """The assistant cannot be loaded now: no model, or it does not fit."""


class Unanswerable(LotseError):
    """A dated fact is not in force, or too old to be trusted, on the day asked for."""


class CaseGone(LotseError):
    """A case was closed, deleted or passed on in the meantime; nothing was changed."""


class TurnFailed(LotseError):
    """A turn could not be finished; nothing of it was kept."""

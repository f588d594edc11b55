"""Periods of the civil code that are counted in months: §§ 187, 188 BGB.

Source: https://www.gesetze-im-internet.de/bgb/__188.html
"""

from calendar import monthrange
from datetime import date, timedelta

DAY = timedelta(days=1)


def months_on(day: date, months: int) -> date:
    """The day with the same number some months later (earlier, if negative), else the last of that month.

    § 187 Abs. 1, § 188 Abs. 2, 3 BGB: the end of a period in months after an event on `day`.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day_of_period(first: date, months: int) -> date:
    """The last day of a period in months that begins with the day `first`: § 187 Abs. 2, § 188 Abs. 2, 3 BGB."""
    corresponding = months_on(first, months)
    return corresponding - DAY if corresponding.day == first.day else corresponding


def end_of_month(day: date) -> date:
    """The last day of the month in which the day lies."""
    return day.replace(day=monthrange(day.year, day.month)[1])

"""All facts of a message."""

from datetime import date

from bot.nlu.facts import dates, money, places, quantities, weekdays
from bot.nlu.facts.fact import Fact, disjoint


def facts(text: str, language: str, today: date) -> list[Fact]:
    """What stands in a message, in its order; of readings that overlap the longest.

    An impossible date gives way to whatever else may stand there: "45.13." may be a sum that ends a sentence.
    """
    others = [fact for kind in (quantities, money, places, weekdays) for fact in kind.find(text, language, today)]
    days = [day for day in dates.find(text, language, today)
            if "invalid" not in day.value or not any(day.overlaps(other) for other in others)]
    return disjoint(days + others)

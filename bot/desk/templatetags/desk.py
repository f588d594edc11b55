"""Words for codes, and texts of persons with what is masked in them."""

from datetime import datetime
from typing import Any

from django import template
from django.utils.timesince import timesince

from bot.desk import words
from bot.handoff.masking import masked
from bot.languages import languages

register = template.Library()

register.filter("topic", words.topic)
register.filter("language", words.language)
register.filter("land", words.land)
register.filter("centre_name", words.centre)
register.filter("role", words.role)
register.filter("state", words.state)
register.filter("outcome", words.outcome)
register.filter("act", words.act)


@register.filter
def direction(code: str) -> str:
    """The direction of a language, as the attribute `dir` wants it."""
    return languages()[code].direction if code in languages() else "auto"


@register.filter
def age(moment: datetime) -> str:
    """How long ago something was, roughly."""
    return timesince(moment, depth=1)


@register.filter
def get(table: dict[Any, Any], key: Any) -> Any:
    """What stands in a table under a key."""
    return table.get(key)


@register.filter
def blanks(text: str) -> str:
    """A ready-made sentence with the names of its fields where they are to be filled in."""
    return text.format(**{name: f"[{label}]" for name, label in words.SENTENCE_FIELDS.items()})


@register.inclusion_tag("desk/person_text.html")
def person_text(text: str, language: str, reveal: bool) -> dict[str, Any]:
    """What a person wrote: names, numbers, addresses and firms are covered, unless they are to be shown."""
    pieces = [(piece.text, str(words.MASKS[piece.kind]) if piece.kind else "") for piece in masked(text, language)]
    return {"pieces": pieces, "language": language, "reveal": reveal, "direction": "auto"}

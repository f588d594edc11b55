"""Personal data in a chat message, found by rules and word lists before anybody else reads it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Optional

from bot.handoff.masking import addresses, firms, guesses, names, numbers
from bot.handoff.masking.text import Span, View, view

__all__ = ["LABELS", "Piece", "hidden", "masked"]

LABELS = {"name": "Name", "phone": "Telefon", "email": "E-Mail", "iban": "IBAN", "passport": "Ausweisnummer",
          "address": "Adresse", "firm": "Firma"}
"""What stands in place of a hidden piece; counselling staff read German."""
_HIDDEN = re.compile(rf"\[(?:{'|'.join(LABELS.values())})\]")
_CASE_CODE = re.compile(r"(?<!\w)(?:AL-[A-Z0-9]{3}-[A-Z0-9]{3}|[A-Z]{2}-\d{3,4}(?:-[A-Z])?)(?![\w-])", re.I)
"""Stays open: staff find the case by it, or by a code of the like."""
_FINDERS: list[tuple[str, Callable[[View], Iterator[Span]]]] = [
    ("email", numbers.emails), ("iban", numbers.accounts), ("passport", numbers.papers), ("phone", numbers.phones),
    ("address", addresses.addresses), ("firm", firms.firms), ("firm", guesses.named_like_firms), ("name", names.names),
    ("firm", guesses.firms),
    ("name", guesses.names),
]
"""In the order of trust: a place that one finder has claimed is not claimed again."""

_GROWING = ("name", "firm")


@dataclass(frozen=True)
class Piece:
    """A part of a message; kind is one of `LABELS`, or None for what stays open."""

    text: str
    kind: Optional[str] = None


def masked(text: str, language: str) -> list[Piece]:
    """The text in pieces, personal data apart; joined they give the text back.

    Args:
        text: what a person wrote; "[Name]" and the like count as hidden already.
        language: code of the register; German and English cues count in every language.

    """
    pieces: list[Piece] = []
    place = 0
    for found in _HIDDEN.finditer(text):
        pieces += [*_split(text[place:found.start()], language), Piece(found[0])]
        place = found.end()
    return [piece for piece in [*pieces, *_split(text[place:], language)] if piece.text]


def hidden(text: str, language: str) -> str:
    """The text with "[Name]", "[Telefon]" … in place of personal data."""
    return "".join(f"[{LABELS[piece.kind]}]" if piece.kind else piece.text for piece in masked(text, language))


def _split(text: str, language: str) -> list[Piece]:
    """Looks again at what stays open until nothing more is found: so masking twice is masking once."""
    parts = _once(text, language)
    if not any(part.kind for part in parts):
        return parts
    return [again for part in parts for again in ([part] if part.kind else _split(part.text, language))]


def _once(text: str, language: str) -> list[Piece]:
    """One look: the first finder that claims a place has it, with its longest claim; a name or a firm may grow."""
    taken: list[tuple[int, int, Optional[str]]] = [(*found.span(), None) for found in _CASE_CODE.finditer(text)]
    seen = view(text, language)
    for kind, finder in _FINDERS:
        for start, end in sorted(finder(seen), key=lambda span: span[0] - span[1]):
            met = [span for span in taken if start < span[1] and span[0] < end]
            if not met:
                taken.append((start, end, kind))
            elif kind in _GROWING and all(span[2] in _GROWING and start <= span[0] and span[1] <= end for span in met):
                taken = [*(span for span in taken if span not in met), (start, end, met[0][2])]
    pieces: list[Piece] = []
    place = 0
    for start, end, found in sorted((span for span in taken if span[2]), key=lambda span: span[0]):
        pieces += [Piece(text[place:start]), Piece(text[start:end], found)]
        place = end
    return [piece for piece in [*pieces, Piece(text[place:])] if piece.text] or [Piece(text)]

"""`lotse calc KIND`: deadlines and sums, one JSON object a line in, one result a line out."""

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, TextIO

from bot.errors import LotseError
from bot.knowledge.calculators.base import CalculationError, Result, run
from bot.knowledge.calculators.wording import render, render_step, texts


def calc_lines(kind: str, lines: Iterable[str], out: TextIO, today: date) -> int:
    """Write one result for each line; a bad line gives an error in its place.

    Returns:
        The exit status: 0, or 2 if a line was bad.

    """
    status = 0
    for line in lines:
        try:
            found = as_json(run(kind, _object(line), today))
        except LotseError as error:
            found, status = {"error": str(error)}, 2
        out.write(json.dumps(found, ensure_ascii=False) + "\n")
        out.flush()
    return status


def as_json(result: Result) -> dict[str, Any]:
    """A result with plain values and German texts."""
    return {
        **{key: _plain(_in_words(value, result.values)) for key, value in result.values.items()},
        "steps": [render_step(step) for step in result.steps],
        "statute": "; ".join(dict.fromkeys("; ".join(result.statutes).split("; "))),
        "assumptions": [render(key, result.values) for key in result.assumptions],
        "not_covered": [render(key, result.values) for key in result.not_covered],
    }


def _in_words(value: Any, values: dict[str, Any]) -> Any:
    """A value that names a text, as that text."""
    return render(value, values) if isinstance(value, str) and value in texts() else value


def _object(line: str) -> dict[str, Any]:
    try:
        raw = json.loads(line, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise CalculationError(f"no JSON ({error}); write one JSON object on each line") from None
    if not isinstance(raw, dict):
        raise CalculationError('this JSON is no object; write {"key": value, …}')
    return raw


def _plain(value: Any) -> Any:
    """Days as ISO strings, decimals as numbers."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value.as_tuple().exponent == 0 else float(value)
    return [_plain(one) for one in value] if isinstance(value, (list, tuple)) else value

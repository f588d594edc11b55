"""`lotse parse`: what the assistant understands in texts."""

import asyncio
import json
from collections.abc import Iterable
from typing import Any, TextIO

from bot.quiet import hush
from bot.settings import Settings


def parse_lines(settings: Settings, lines: Iterable[str], out: TextIO) -> None:
    """Write one JSON object for each line: text, language, topics (surest first), entities, alarm."""
    hush()
    from bot.channels.edge import typed
    from bot.interpreter import Interpreter
    interpreter = Interpreter(settings.models)

    async def run() -> None:
        for line in lines:
            text = line.rstrip("\n")
            out.write(json.dumps(found(text, await interpreter.parse(typed(text)[1])), ensure_ascii=False) + "\n")
            out.flush()

    asyncio.run(run())


def found(text: str, parsed: dict[str, Any]) -> dict[str, Any]:
    """A parse result in the words of this project."""
    return {
        "text": text,
        "language": parsed.get("other_language") or parsed.get("language"),
        "topics": [{"name": row["name"], "confidence": round(row["confidence"], 4)} for row in parsed["intent_ranking"]],
        "entities": [{key: entity.get(key) for key in ("entity", "value", "start", "end")}
                     for entity in parsed["entities"]],
        "alarm": parsed.get("alarm"),
        "likely_alarm": parsed.get("likely_alarm"),
        "intent": parsed["intent"]["name"],
    }

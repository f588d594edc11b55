"""How the bot introduces itself on Telegram: its commands and descriptions, in every language."""

import asyncio
import logging
from typing import Optional

from telegram import Bot, BotCommand
from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut

from bot.channels.telegram.waits import seconds
from bot.knowledge.phrases import phrase
from bot.languages import FALLBACK, languages

logger = logging.getLogger(__name__)
COMMANDS = ("start", "language", "help", "centre", "remind", "mydata", "delete", "privacy", "stop")
_PAUSE_SECONDS = 0.5
_PAUSE_AFTER_FAILURE = 30.0


async def introduce(bot: Bot) -> None:
    """Set commands, description and short description, in English for all others and in each language of the register."""
    for code in (None, *languages()):
        while (wait := await _refused_for(bot, code)) is not None:
            await asyncio.sleep(wait)


async def _refused_for(bot: Bot, code: Optional[str]) -> Optional[float]:
    """Introduce the bot in a language; the seconds after which to try again, None if that is done or of no use."""
    try:
        await _introduce_in(bot, code)
    except RetryAfter as error:
        return seconds(error)
    except TelegramError as error:  # the assistant works without
        logger.warning("Telegram does not take the descriptions: %s", type(error).__name__)
        return _PAUSE_AFTER_FAILURE if type(error) in (NetworkError, TimedOut) else None
    return None


async def _introduce_in(bot: Bot, code: Optional[str]) -> None:
    language = code or FALLBACK
    await bot.set_my_commands([BotCommand(name, phrase(f"command_{name}", language)) for name in COMMANDS], language_code=code)
    await bot.set_my_description(phrase("bot_description", language), language_code=code)
    await bot.set_my_short_description(phrase("bot_short_description", language), language_code=code)
    await asyncio.sleep(_PAUSE_SECONDS)

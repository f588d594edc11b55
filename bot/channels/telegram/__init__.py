"""Telegram, by long polling or by webhook. Updates go to the inbox before they are confirmed; answers come from the outbox."""

"""Arbeitslotse: a labour-rights assistant for migrants in Germany."""

"""Calculators: a person's own deadlines and sums, worked out from the dated facts of bot/knowledge/law/.

Each module of a kind holds a typed input and one pure function: no clock (the day is a parameter), no network, no Rasa.
The texts of steps, assumptions and limits are keys of texts.yml, so that they can be translated.
"""

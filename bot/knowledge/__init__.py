"""What the assistant knows: topics, dated law, calculators, centres. Imports neither Rasa nor Telegram."""

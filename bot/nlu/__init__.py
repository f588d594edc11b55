"""Understanding: Rasa components, one a file, and the pure functions behind them."""

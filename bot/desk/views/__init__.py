"""The pages of the desk, by the work that is done on them."""

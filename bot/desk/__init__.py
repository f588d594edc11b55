"""The centres' desk, a Django project: staff read hand-offs, answer them, and show where the assistant was wrong."""

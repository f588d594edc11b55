"""How people reach the assistant. Every channel writes to the inbox and reads from the outbox; the worker is between them."""

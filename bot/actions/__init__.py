"""What the assistant does: thin actions that read slots, ask the knowledge and say. No text for people stands here."""

"""The commands of `lotse`, one a file."""

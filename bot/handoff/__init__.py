"""From a talk to a human counsellor: the packet that a person releases, and where it is kept."""

"""Facts in a message, found by rules: days, sums, hours, durations, places; rather none than a wrong one."""

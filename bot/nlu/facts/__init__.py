"""Facts in a message, found by rules: days, sums of money, hours, durations, places. No reading rather than a wrong one."""

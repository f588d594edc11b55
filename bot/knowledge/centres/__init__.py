"""The directory of counselling centres and how to find the nearest one."""

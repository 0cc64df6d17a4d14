"""Pages on which those who answer for an area see where it stands: late, soon late, whose work, where it waits, for whom."""

"""Counts that schools give of their pupils, and the area of its young people: needs at SEN Support, absence by month, and who is in no education or work."""

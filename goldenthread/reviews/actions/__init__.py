"""Every write of reviews and of what changes a plan afterwards, a file a noun."""

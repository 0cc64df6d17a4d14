"""Commands of the returns."""

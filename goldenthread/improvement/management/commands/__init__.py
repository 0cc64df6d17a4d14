"""Commands of the improvement plan."""

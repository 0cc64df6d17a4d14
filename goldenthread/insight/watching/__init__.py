"""Figures that are watched: a rule on an indicator, and the analysis that is opened when a month's end passes it."""

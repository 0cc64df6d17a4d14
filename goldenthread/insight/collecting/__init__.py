"""Figures that others count or that somebody enters: who gives which on which days, what is late, and what its owner says of it."""

"""Figures of an area that are counted elsewhere and published: population, pupils, absence, exclusions, attainment. Each with its day and source."""

from .declared import OFFICIAL, Official
from .held import Shown, newest, of_districts, per_thousand

__all__ = ["OFFICIAL", "Official", "Shown", "newest", "of_districts", "per_thousand"]

"""Published figures beside our own: England, the region and ten statistical neighbours, from the Department for Education's open files."""

from .comparing import Authority, Comparison, Published, compare, likeness
from .measures import MEASURES, Measure

__all__ = ["MEASURES", "Authority", "Comparison", "Measure", "Published", "compare", "likeness"]

"""What the figures need to hold: the department's published ones, schools' sizes, and questions to schools."""

from .benchmarks.models import PublishedFile, PublishedRow
from .benchmarks.schools.models import SchoolNumbers, SchoolQuery

__all__ = ["PublishedFile", "PublishedRow", "SchoolNumbers", "SchoolQuery"]

"""What the figures need to hold: the department's published ones, schools' sizes, questions to schools, and figures of past months."""

from .benchmarks.models import PublishedFile, PublishedRow
from .benchmarks.schools.models import SchoolNumbers, SchoolQuery
from .indicators.models import Snapshot

__all__ = ["PublishedFile", "PublishedRow", "SchoolNumbers", "SchoolQuery", "Snapshot"]

"""What the figures need to hold: the department's published ones, schools' sizes, questions to schools, figures of past months, and what is counted ahead."""

from .benchmarks.models import PublishedFile, PublishedRow
from .benchmarks.schools.models import SchoolNumbers, SchoolQuery
from .dashboards.models import Tally
from .indicators.models import Snapshot

__all__ = ["PublishedFile", "PublishedRow", "SchoolNumbers", "SchoolQuery", "Snapshot", "Tally"]

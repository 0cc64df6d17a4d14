"""What the figures need to hold: the department's published ones, schools' sizes, questions to schools, figures of past months, what is counted ahead, and what others publish of the area."""

from .benchmarks.models import PublishedFile, PublishedRow
from .benchmarks.schools.models import SchoolNumbers, SchoolQuery
from .dashboards.models import Tally
from .indicators.models import Snapshot
from .official.models import OfficialFigure

__all__ = ["OfficialFigure", "PublishedFile", "PublishedRow", "SchoolNumbers", "SchoolQuery", "Snapshot", "Tally"]

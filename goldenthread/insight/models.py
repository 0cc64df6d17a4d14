"""What the figures need to hold: the department's published ones, schools' sizes, questions to schools, figures of past months, what is counted ahead, what others publish of the area, and what is watched."""

from .benchmarks.models import PublishedFile, PublishedRow
from .benchmarks.schools.models import SchoolNumbers, SchoolQuery
from .dashboards.models import Tally
from .indicators.models import KeptCount, Snapshot
from .official.models import OfficialFigure
from .watching.models import Analysis, Watch

__all__ = ["Analysis", "KeptCount", "OfficialFigure", "PublishedFile", "PublishedRow", "SchoolNumbers", "SchoolQuery", "Snapshot", "Tally", "Watch"]

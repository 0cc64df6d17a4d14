"""What the figures need to hold: the department's published ones, schools' sizes, questions to schools, figures of past months, what is counted ahead, what others publish of the area, what is watched, collected and checked, the services that children wait for, what schools count of their pupils, and what was noted of a figure at a meeting."""

from .benchmarks.models import PublishedFile, PublishedRow
from .benchmarks.schools.models import SchoolNumbers, SchoolQuery
from .checking.models import FigureCheck
from .collecting.models import Collection, FigureNote
from .dashboards.models import Tally
from .indicators.models import KeptCount, Snapshot
from .meetings.models import Scrutiny, ScrutinyAction
from .official.models import OfficialFigure
from .pupils.models import PupilFile, PupilRow, PupilTarget
from .schools.models import PublishedNeed, SchoolAbsence, SchoolNeeds, YoungPeople
from .services.minimum.models import MinimumItem, MinimumSet, MinimumValue
from .services.models import Referral, Service, ServiceReturn
from .watching.models import Analysis, Watch

__all__ = [
    "Analysis", "Collection", "FigureCheck", "FigureNote", "KeptCount", "MinimumItem", "MinimumSet", "MinimumValue", "OfficialFigure", "PublishedFile", "PublishedNeed", "PublishedRow", "PupilFile", "PupilRow", "PupilTarget", "Referral", "SchoolAbsence", "SchoolNeeds", "SchoolNumbers", "SchoolQuery", "Scrutiny", "ScrutinyAction", "Service", "ServiceReturn", "Snapshot",
    "Tally", "Watch", "YoungPeople",
]  # fmt: skip

"""What is kept of a plan after it was issued: its reviews, and the changes that follow."""

from .adulthood import Leaver, LeaverContact, PathwayStep
from .catch_up import CatchUp, CatchUpPlace
from .change import Cease, Reassessment
from .considered import Considered
from .course import Course
from .meeting import Contribution, Invitee, Progress, Report
from .move import Custody, LookedAfter, MoveIn, MoveOut
from .review import Review
from .transfer import PhaseTransfer

__all__ = [
    "CatchUp",
    "CatchUpPlace",
    "Cease",
    "Considered",
    "Contribution",
    "Course",
    "Custody",
    "Invitee",
    "Leaver",
    "LeaverContact",
    "LookedAfter",
    "MoveIn",
    "MoveOut",
    "PathwayStep",
    "PhaseTransfer",
    "Progress",
    "Reassessment",
    "Report",
    "Review",
]

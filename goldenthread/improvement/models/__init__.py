"""What the local area promised its inspectors: findings, plans, their actions, and the scale each plan rates itself by."""

from importlib import import_module

from ..parts import parts_with
from .files import PlanFile
from .inspections import Finding, Inspection, SelfEvaluation
from .mending import Mend
from .places import InFile
from .plans import Action, ActionGroup, Evidence, ImprovementPlan, Milestone, Section, UnplacedText
from .progress import Answer, Attachment, Cost, Dependency, Progress, SubTask
from .ratings import Rating, RatingScheme
from .roles import ActionRole, PlanRole, RoleHeld
from .versions import Partner, PlanVersion, SignOff

__all__ = [
    "Action", "ActionGroup", "ActionRole", "Answer", "Attachment", "Cost", "Dependency", "Evidence", "Finding", "ImprovementPlan", "InFile", "Inspection", "Mend",
    "Milestone", "Partner", "PlanFile", "PlanRole", "PlanVersion", "Progress", "Rating", "RatingScheme", "RoleHeld", "Section", "SelfEvaluation", "SignOff",
    "SubTask", "UnplacedText",
]  # fmt: skip

# The parts' models belong to this room; Django looks for them here. They come last, since they lean on those above.
for _part in parts_with("models"):
    import_module(_part)

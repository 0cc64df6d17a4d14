"""What the local area promised its inspectors: findings, plans, their actions, and the scale each plan rates itself by."""

from importlib import import_module

from ..parts import parts_with
from .files import PlanFile
from .inspections import Finding, Inspection
from .places import InFile
from .plans import Action, ActionGroup, Evidence, ImprovementPlan, Milestone, Section, UnplacedText
from .ratings import Rating, RatingScheme

__all__ = [
    "Action", "ActionGroup", "Evidence", "Finding", "ImprovementPlan", "InFile", "Inspection", "Milestone", "PlanFile", "Rating", "RatingScheme", "Section",
    "UnplacedText",
]  # fmt: skip

# The parts' models belong to this room; Django looks for them here. They come last, since they lean on those above.
for _part in parts_with("models"):
    import_module(_part)

"""What is kept of a plan after it was issued: its reviews, and the changes that follow."""

from .review import Review
from .transfer import PhaseTransfer

__all__ = ["PhaseTransfer", "Review"]

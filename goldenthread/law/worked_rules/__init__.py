"""What each rule answers for a worked case: from the inputs of a row to everything the rule gives."""

from goldenthread.law.worked_rules import assessment, moves_and_disputes, reviews
from goldenthread.law.worked_rules.inputs import Inputs, Rule

__all__ = ["RULES", "Inputs"]

RULES: dict[str, Rule] = assessment.RULES | reviews.RULES | moves_and_disputes.RULES
"""Every rule that a worked case can name, by its id."""

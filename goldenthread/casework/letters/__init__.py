"""The letters that a request causes: what they say, who gets them, and how they are made and sent."""

from .making import (
    ACKNOWLEDGEMENT,
    Drafted,
    LettersChanged,
    Made,
    Rendered,
    acknowledged,
    drafts_of_acknowledgement,
    drafts_of_decision,
    drafts_of_draft_plan,
    drafts_of_final_plan,
    drafts_of_no_plan,
    make,
    of_decision,
    render,
)
from .recipients import known, rights_holders

__all__ = [
    "ACKNOWLEDGEMENT",
    "Drafted",
    "LettersChanged",
    "Made",
    "Rendered",
    "acknowledged",
    "drafts_of_acknowledgement",
    "drafts_of_decision",
    "drafts_of_draft_plan",
    "drafts_of_final_plan",
    "drafts_of_no_plan",
    "known",
    "make",
    "of_decision",
    "render",
    "rights_holders",
]

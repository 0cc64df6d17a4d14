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
    make,
    of_decision,
    render,
)
from .recipients import known

__all__ = [
    "ACKNOWLEDGEMENT",
    "Drafted",
    "LettersChanged",
    "Made",
    "Rendered",
    "acknowledged",
    "drafts_of_acknowledgement",
    "drafts_of_decision",
    "known",
    "make",
    "of_decision",
    "render",
]

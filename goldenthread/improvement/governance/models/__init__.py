"""Boards, meetings, risks, escalations, reports, questions: the rows, and the promises the database keeps about them."""

from .engagement import Engagement, PublicQuestion, TookPart
from .ladder import SENIORITY, Board, Level, Representative, Rung, Sector
from .meeting import ActionUpdate, AgreedAction, BoardDecision, BoardMeeting, BoardPaper, MeetingItem, Presence
from .report import FrozenReport
from .risk import Escalation, Risk, RiskScore

__all__ = [
    "SENIORITY",
    "ActionUpdate",
    "AgreedAction",
    "Board",
    "BoardDecision",
    "BoardMeeting",
    "BoardPaper",
    "Engagement",
    "Escalation",
    "FrozenReport",
    "Level",
    "MeetingItem",
    "Presence",
    "PublicQuestion",
    "Representative",
    "Risk",
    "RiskScore",
    "Rung",
    "Sector",
    "TookPart",
]

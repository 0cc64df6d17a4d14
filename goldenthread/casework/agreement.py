"""How long the family has for a draft, and where a consultation stands: read off the facts, never kept."""

from __future__ import annotations

from datetime import date

from goldenthread.law.days import days_beginning_with, in_words
from goldenthread.plans.models import Version

from .models import Consultation

#: The family has at least so many days, the day of service among them (SEND Regulations 2014, regulation 13(1)).
COMMENT_DAYS = 15


def comment_by(served_on: date) -> date:
    """The last of the fifteen days, which begin with the day of service (rule T-2)."""
    return days_beginning_with(served_on, COMMENT_DAYS)


def state(consultation: Consultation, today: date) -> str:
    """Where a consultation stands: waiting, lapsed (no answer in its time), yes, no or withdrawn."""
    if consultation.withdrawn_on:
        return "withdrawn"
    if consultation.reply:
        return consultation.reply
    return "lapsed" if consultation.due_on < today else "waiting"


def waiting_words(version: Version, on: date) -> str:
    """Whether the family's days still run, in words; empty where it was not served."""
    if version.first_served_on is None:
        return ""
    last = comment_by(version.first_served_on)
    return f"The family may comment until {in_words(last)}." if on <= last else f"The family’s fifteen days ended on {in_words(last)}."

"""The council's own promises about complaints. No law sets these dates; the Ombudsman's Complaint Handling Code advises them."""

from __future__ import annotations

from datetime import date

from goldenthread.law.days import working_days_after

#: Working days to acknowledge a complaint, and to answer each stage of it.
ACKNOWLEDGE_WORKING_DAYS = 5
ANSWER_WORKING_DAYS = {1: 10, 2: 20}
SAYS = (
    "The dates of a complaint are the council’s own promise, not law: 10 working days for stage 1 and 20 for stage 2, as the "
    "Ombudsman’s Complaint Handling Code advises."
)


def answer_by(stage: int, opened_on: date) -> date:
    """The last day for the answer to a stage."""
    return working_days_after(opened_on, ANSWER_WORKING_DAYS[stage])


def acknowledge_by(opened_on: date) -> date:
    """The last day to acknowledge a complaint."""
    return working_days_after(opened_on, ACKNOWLEDGE_WORKING_DAYS)

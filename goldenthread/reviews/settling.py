"""What a version that was issued settles: the plan that a reassessment ends in, and the one that names the next setting.

Both follow from the version itself, so that nobody types a day, or a school, that the plan does not say.
"""

from __future__ import annotations

from datetime import date

from goldenthread.casework.proposing import Proposal, proposal_of
from goldenthread.core.actions import record
from goldenthread.plans.models import Version

from . import transfers
from .models import PhaseTransfer, Reassessment

PLANS = frozenset({"plans"})


def settle(version: Version, on: date) -> None:
    """Called inside the action that issues a version, whichever room's it is (`plans.following_issue`)."""
    if version.plan_id is None:
        return
    _reassessed(version, on)
    _moves_on(version, proposal_of(version), on)


def _reassessed(version: Version, on: date) -> None:
    if version.matter_kind != "request" or version.matter_id is None:
        return
    row = Reassessment.objects.filter(request_id=version.matter_id, final_on__isnull=True).first()
    if row is None:
        return
    row.final_on, row.final_version, row.final_words = on, version, str(version)
    row.save(update_fields=["final_on", "final_version", "final_words"])
    record("reviews.finish_reassessment", child=version.child, subject=row, fact={"final_on": on, "number": version.number}, touches=PLANS)


def _moves_on(version: Version, proposal: Proposal, on: date) -> None:
    move = transfers.named_by(version, proposal)
    if move is None:
        return
    phase, year, row = move
    if row is None:
        assert version.plan is not None
        row = PhaseTransfer(plan=version.plan, phase=phase, due_on=transfers.due_by(version.plan, phase, year))
    if row.final_on is not None:
        return  # what was sent first is what the date in law was kept with, or missed
    setting = proposal.setting if proposal.where == Proposal.Where.SETTING else None
    row.phase = row.phase or phase
    row.final_on, row.final_version, row.final_setting, row.final_words = on, version, setting, "" if setting else proposal.words
    row.save()
    fact = {"phase": phase, "final_on": on, "organisation": setting.pk if setting else None, "number": version.number}
    record("reviews.note_transfer_final", child=version.child, subject=row, fact=fact, touches=PLANS)

"""A dispute is closed, or taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.people import rights

from ..models import Appeal, Dispute, Undertaking
from ..policies import check_end
from ..taking import CLOCKS, take, tell_family


@action
def end_dispute(*, dispute: Dispute, ended_on: date, ended: str, why: str = "", version: int | None = None, by: Any, on: date) -> None:
    """It is over: settled, not settled, or all was carried out."""
    take(dispute, version, by)
    left = Undertaking.objects.filter(dispute=dispute, done_on__isnull=True).exclude(basis=Undertaking.Basis.DIRECTION).count()
    check_end(dispute, ended_on=ended_on, ended=ended, left=left, on=on)
    if ended == Dispute.Ended.WITHDRAWN and dispute.kind == Dispute.Kind.APPEAL:
        raise Refused("Record that the family withdrew the appeal: that closes it.")
    if dispute.kind == Dispute.Kind.APPEAL and _undecided(dispute.appeal):
        raise Refused("An appeal is over when the Tribunal has decided, the family withdrew it, or the council gave way on all of it.")
    dispute.ended_on, dispute.ended, dispute.ended_why = ended_on, ended, why.strip()
    dispute.save(update_fields=["ended_on", "ended", "ended_why"])
    tell_family(dispute, "ended", on, by=by)
    record("disputes.end_dispute", child=dispute.child, subject=dispute, fact={"ended_on": ended_on, "ended": ended, "kind": dispute.kind}, why=why.strip(), touches=CLOCKS)


def _undecided(appeal: Appeal) -> bool:
    return appeal.decided_on is None and appeal.withdrawn_on is None and not (appeal.conceded_on and appeal.conceded_part == Appeal.Part.WHOLE)


@action
def withdraw_dispute(*, dispute: Dispute, why: str = "", by: Any, on: date) -> None:
    """The family takes back what it asked for: a mediation, disagreement resolution or a complaint."""
    from ..whose import check_theirs

    check_theirs(dispute, by, on)
    if dispute.ended_on is not None:
        raise Refused("This is over already.")
    if dispute.kind in (Dispute.Kind.APPEAL, Dispute.Kind.OMBUDSMAN):
        raise Refused("Tell the Tribunal or the Ombudsman. They then tell the council.")
    dispute.ended_on, dispute.ended, dispute.ended_why = on, Dispute.Ended.WITHDRAWN, why.strip()
    dispute.save(update_fields=["ended_on", "ended", "ended_why"])
    holder = rights.holder_of(dispute.child, on).who
    record("disputes.withdraw_dispute", child=dispute.child, subject=dispute, fact={"ended_on": on, "kind": dispute.kind, "rights": holder}, touches=CLOCKS)

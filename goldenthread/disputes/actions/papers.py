"""Papers of a dispute, and papers that go into no bundle."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Document
from goldenthread.people.policies import check_may, standing_of

from ..models import Dispute, KeptOut, Paper
from ..policies import check_past
from ..taking import NOTHING, Sent, keep


@action
def add_paper(*, dispute: Dispute, paper: Sent, from_family: bool = False, by: Any, on: date) -> Paper:
    """A paper is added to the dispute: evidence, a working document, an order, a letter."""
    check_may(standing_of(by), dispute.child, "dispute", "create" if from_family else "update")
    check_past(paper.made_on, on, "The date of the paper")
    if not paper.title.strip():
        raise Refused("Enter what the paper is.")
    made = keep(dispute, paper, by, on, from_family=from_family)
    assert made is not None
    record("disputes.add_paper", child=dispute.child, subject=dispute, fact={"kind": paper.kind, "made_on": paper.made_on}, touches=NOTHING)
    return made


@action
def answer_for_paper(*, paper: Paper, because: str, by: Any, on: date) -> None:
    """A person looked at a paper that names another child, and answers for its being this child's."""
    check_may(standing_of(by), paper.dispute.child, "dispute", "update")
    if not because.strip():
        raise Refused("Enter why it is this child’s paper.")
    paper.looked_on, paper.looked_why = on, because.strip()
    paper.save(update_fields=["looked_on", "looked_why"])
    record("disputes.answer_for_paper", child=paper.dispute.child, subject=paper.dispute, fact={"looked_on": on}, why=because.strip(), touches=NOTHING)


@action
def keep_out_paper(*, document: Document, because: str, by: Any, on: date) -> KeptOut:
    """A sealed paper, or another person's, goes into no bundle."""
    check_may(standing_of(by), document.child, "dispute", "update")
    if not because.strip():
        raise Refused("Enter why this paper must not go into a bundle.")
    if KeptOut.objects.filter(document=document).exists():
        raise Refused("This paper is kept out already.")
    made = KeptOut.objects.create(document=document, because=because.strip(), on=on, by_id=getattr(by, "pk", None))
    record("disputes.keep_out_paper", child=document.child, subject=document, fact={"kind": document.kind}, why=because.strip(), touches=NOTHING)
    return made


@action
def let_in_paper(*, document: Document, because: str, by: Any, on: date) -> None:
    """A paper that was kept out may go into bundles again. Only somebody who decides on disputes lets it in."""
    check_may(standing_of(by), document.child, "dispute", "decide")
    kept = KeptOut.objects.filter(document=document).first()
    if kept is None:
        raise Refused("This paper is not kept out.")
    if not because.strip():
        raise Refused("Enter why it may go into bundles again.")
    kept.delete()
    record("disputes.let_in_paper", child=document.child, subject=document, fact={"kind": document.kind}, why=because.strip(), touches=NOTHING)

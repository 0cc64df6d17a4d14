"""Disputes in a given state, made with one call each."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.casework.models import Decision
from goldenthread.casework.tests.situations import decided, received
from goldenthread.disputes import actions
from goldenthread.disputes.models import Dispute
from goldenthread.people.models import Deadline
from goldenthread.plans.models import Plan
from tests import making

TODAY = making.TODAY
#: The day of the council's letter in these stories.
NOTICE = date(2026, 10, 5)


def manager() -> Any:
    """Somebody who may decide on disputes."""
    return making.somebody("team_manager", name="Tomas Reyes")


def refused() -> Decision:
    """A refusal to assess that the family was told of today."""
    decision = decided(received(), yes=False)
    return Decision.objects.select_related("request__child__area").get(request=decision.request, about=decision.about)


def with_plan(name: str = "Kai Alder", made_on: date = date(2026, 3, 2)) -> Any:
    """A child with a plan in force."""
    child = making.child(name)
    Plan.objects.create(child=child, area=child.area, made_on=made_on)
    making.kept(child)
    return child


def mediation(child: Any = None, **fields: Any) -> Dispute:
    """A family that asked for mediation on a day."""
    given = {
        "child": child or with_plan(), "about": "plan_contents", "notice_sent_on": NOTICE, "opened_on": date(2026, 10, 26),
        "said": "The speech therapy is too little.", "by": manager(), "on": TODAY,
    }  # fmt: skip
    return again(actions.ask_for_mediation(**{**given, **fields}))


def appeal(child: Any = None, *, registered: bool = True, **fields: Any) -> Dispute:
    """An appeal that the council has received."""
    by = fields.pop("by", None) or manager()
    given = {
        "child": child or with_plan(), "about": "plan_contents", "notice_sent_on": NOTICE, "certificate_on": date(2026, 10, 20),
        "lodged_on": date(2026, 11, 2), "sections": ["B", "F"], "by": by, "on": TODAY,
    }  # fmt: skip
    made = again(actions.record_appeal(**{**given, **fields}))
    if registered:
        actions.register_appeal(dispute=made, registered_on=date(2026, 11, 9), council_received_on=date(2026, 11, 9), number="EH990/26/00012", by=by, on=TODAY)
    return again(made)


def complaint(child: Any = None, **fields: Any) -> Dispute:
    """A complaint that came."""
    given = {
        "child": child or with_plan(), "about": "communication", "channel": "email", "said": "Nobody answered four messages.",
        "opened_on": date(2026, 11, 9), "by": manager(), "on": TODAY,
    }  # fmt: skip
    return again(actions.record_complaint(**{**given, **fields}))


def again(dispute: Dispute) -> Dispute:
    """As it is on record."""
    return Dispute.objects.select_related("child__area", "area", "mediation", "appeal", "complaint", "ombudsman", "adult", "decision").get(pk=dispute.pk)


def kept(dispute: Dispute) -> dict[str, Deadline]:
    """The clocks that are kept of a dispute and of all that hangs from it, by name."""
    return {row.clock: row for row in Deadline.objects.filter(child=dispute.child, matter_kind="dispute")}

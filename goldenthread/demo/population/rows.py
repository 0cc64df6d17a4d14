"""From a person as drawn to rows: those that a return gives, and what only the area knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from random import Random

from goldenthread.casework.models import Decision, ExceptionClaim, Request
from goldenthread.people.models import Involvement
from goldenthread.plans.models import Plan
from goldenthread.returns.rows import Establishments, Rows, rows_of
from goldenthread.reviews.models import PhaseTransfer, Review

from ..chance import uuid
from .drawn import Drawn

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
#: Services that are asked for advice in an assessment: as what, and how often.
ASKED = {
    "psychology": ("adviser", 1.0),
    "health": ("adviser", 0.7),
    "social_care": ("social_care", 0.3),
    "icb": ("health", 0.5),
}
GROUNDS = ("exceptional_circumstances", "absence", "school_closure")


def rows_for(
    drawn: Drawn,
    *,
    area_id: int,
    year: int,
    known: Establishments,
    dice: Random,
    worker: Callable[[], int | None],
    services: Mapping[str, int],
) -> Rows:
    """All rows of one person. `worker` gives the coordinator of one more family; `services` are asked for advice."""
    rows = rows_of(drawn.person, area_id=area_id, year=year, on=drawn.known_on, known=known)
    child, parts = rows.child, rows.parts
    child.id = uuid(dice)
    child.reference = "GT-" + "".join(dice.choices(_ALPHABET, k=8))
    plan: Plan | None = None
    for part in parts:
        kind = type(part)
        if kind is Plan:
            plan = part
            part.id, part.child_id = uuid(dice), child.id
            part.transferred_in_on = drawn.transferred_in_on
        elif kind is Request:
            request = part
            part.id, part.child_id = uuid(dice), child.id
            part.plan_id = plan.id if plan else None
            _request(part, drawn)
        elif kind is Decision:
            part.request_id = request.id
            _decision(part, drawn, dice)
        elif kind is Review:
            assert plan
            part.id, part.plan_id = uuid(dice), plan.id
            _review(part, drawn)
        elif kind is PhaseTransfer:
            part.plan_id = plan.id if plan else None
        elif kind is ExceptionClaim:
            part.request_id = request.id
            part.ground = GROUNDS[int(dice.random() ** 2 * 3)]
        elif hasattr(part, "child_id"):
            part.child_id = child.id
        elif plan:
            part.plan_id = plan.id
    if drawn.former_review and plan:
        met_on, told_on, outcome = drawn.former_review
        notice_on = told_on if outcome == "A" else None
        parts.append(
            Review(
                id=uuid(dice), plan=plan, met_on=met_on, notified_on=told_on, outcome=outcome, notice_sent_on=notice_on,
                amended_final_on=notice_on + timedelta(days=50) if notice_on else None,
            )
        )  # fmt: skip
    for due_on, final_on in drawn.transfers[:-1]:
        parts.append(PhaseTransfer(plan=plan, due_on=due_on, final_on=final_on))
    if drawn.worked and (worker_id := worker()):
        parts.append(
            Involvement(
                child=child, area_id=area_id, user_id=worker_id, role="named_worker", from_on=drawn.known_on,
                because="Named when the record was taken on",
            )
        )  # fmt: skip
    if drawn.assessing:
        for service, (role, often) in ASKED.items():
            if service in services and dice.random() < often:
                parts.append(
                    Involvement(
                        child=child, area_id=area_id, organisation_id=services[service], role=role, from_on=drawn.known_on,
                        because="Asked for advice in the assessment",
                    )
                )  # fmt: skip
    return rows


def _request(request: Request, drawn: Drawn) -> None:
    request.ended_on = drawn.ended_on
    if drawn.kept_here:
        request.channel, request.first_return = drawn.channel, None
        if request.route == "family":
            born_on = drawn.person.born_on
            assert born_on and request.received_on
            request.route = "young_person" if (request.received_on - born_on).days > 17 * 365 else "parent"


def _decision(decision: Decision, drawn: Drawn, dice: Random) -> None:
    if not drawn.kept_here:
        return
    decision.forum = "panel" if dice.random() < 0.7 else "officer"
    if decision.notified_on:
        decision.made_on = decision.notified_on - timedelta(days=int(dice.random() * 4))
    elif decision.about == "issue":
        decision.made_on = drawn.drafting_on


def _review(review: Review, drawn: Drawn) -> None:
    review.first_return = None
    review.amended_final_on, review.no_amendment_on = drawn.amended_final_on, drawn.no_amendment_on

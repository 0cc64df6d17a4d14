"""Whom the law says to ask about this child, and which body of the area usually answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from goldenthread.law import advice as law
from goldenthread.law import school_year
from goldenthread.law.cite import Citation
from goldenthread.people.models import Attendance, Child, Organisation, SenNeed

from ..models import AdviceRequest, Request
from .words import WHAT

#: The kind of body that usually gives each kind of advice.
ANSWERED_BY = {
    "education": Organisation.Kind.SETTING,
    "preparation_for_adulthood": Organisation.Kind.SETTING,
    "medical": Organisation.Kind.HEALTH,
    "psychology": Organisation.Kind.PSYCHOLOGY,
    "social_care": Organisation.Kind.SOCIAL_CARE,
}
#: Kinds of body that can be asked at all.
CAN_BE_ASKED = (
    Organisation.Kind.HEALTH, Organisation.Kind.PSYCHOLOGY, Organisation.Kind.SOCIAL_CARE, Organisation.Kind.ICB, Organisation.Kind.PROVIDER,
)  # fmt: skip
HEARING, SEEING = {"HI", "MSI"}, {"VI", "MSI"}
#: What must_seek lists that is asked only where somebody says so.
ON_REQUEST = {"other_la_thinks_appropriate"}


@dataclass(frozen=True)
class Proposal:
    """An ask that the law proposes. `body` usually answers; None where the officer must say, or for the family.

    `doubtful` says why it is not ticked beforehand.
    """

    kind: str
    name: str
    citation: Citation
    what: str
    through: str = ""
    body: Organisation | None = None
    doubtful: str = ""


def bodies_of(child: Child) -> Sequence[Organisation]:
    """Whoever can be asked about this child: the area's services, and where the child is on roll."""
    here = Q(area_id=child.area_id, kind__in=CAN_BE_ASKED)
    taught = Q(pk__in=Attendance.objects.filter(child=child, left_on__isnull=True).values("organisation_id"))
    return list(Organisation.objects.filter(here | taught, closed_on__isnull=True).order_by("name", "pk"))


def proposals(request: Request, bodies: Sequence[Organisation], on: date) -> list[Proposal]:
    """What the law says to seek for this child and has not been asked for yet (SEND Regulations 2014, regulation 6)."""
    child = request.child
    needs = set(SenNeed.objects.filter(child=child, until_on__isnull=True).order_by("pk").values_list("need", flat=True))
    found = law.must_seek(
        year_group=school_year.national_curriculum_year(child.date_of_birth, on),
        visually_impaired=bool(needs & SEEING),
        hearing_impaired=bool(needs & HEARING),
        parent_in_armed_forces=True,  # nobody here knows: it is proposed, not ticked, and says when
    )
    asked = set(AdviceRequest.objects.filter(request=request, withdrawn_on__isnull=True).order_by("pk").values_list("kind", flat=True))
    usual = {kind: _first(bodies, of) for kind, of in ANSWERED_BY.items()}
    return [
        Proposal(
            adviser.kind, adviser.name, adviser.citation, WHAT[adviser.kind] + _through(adviser.through), adviser.through,
            usual.get(adviser.kind), "Only where a parent serves in the armed forces" if adviser.kind == "mod" else "",
        )
        for adviser in found
        if adviser.kind not in asked | ON_REQUEST
    ]  # fmt: skip


def _through(teacher: str) -> str:
    return f" First consult {law.THROUGH_NAMES[teacher]} (regulation 6(2))." if teacher else ""


def _first(bodies: Sequence[Organisation], kind: str) -> Organisation | None:
    return min((body for body in bodies if body.kind == kind), key=lambda body: body.pk, default=None)

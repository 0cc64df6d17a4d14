"""Whom to invite to a review: those the law lists, and everybody else who is involved, from what is on record."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from goldenthread.casework import letters
from goldenthread.core import wall
from goldenthread.people import rights
from goldenthread.people.models import Attendance, Involvement, Organisation

from .models import Invitee, Review

_BODIES = {"health": (Organisation.Kind.HEALTH, Organisation.Kind.ICB), "social_care": (Organisation.Kind.SOCIAL_CARE,)}


def setting_of(plan: Any) -> Organisation | None:
    """Where the child is taught: the setting that holds the meeting. None for home education and for nobody's roll."""
    at = Attendance.objects.filter(child_id=plan.child_id, left_on__isnull=True, organisation__isnull=False).select_related("organisation").order_by("rank", "pk").first()
    if at is not None:
        return at.organisation
    if plan.organised_arrangements:
        return None
    if Attendance.objects.filter(child_id=plan.child_id, left_on__isnull=True).exists():
        return None  # taught where there is no establishment: at home, or otherwise
    named = plan.named_settings.filter(organisation__isnull=False).select_related("organisation").first()
    return named.organisation if named else None


#: A setting sees a part of the record; the law's list follows from all of it.
BECAUSE = "whom to invite to a review follows from everything that is on record"


def proposed(review: Review, on: date) -> list[Invitee]:
    """Rows of those to invite, not saved yet, in the order of the law's list."""
    with wall.lifted(because=BECAUSE):
        return _proposed(review, on)


def _proposed(review: Review, on: date) -> list[Invitee]:
    child = review.plan.child
    around = letters.known(child)
    involved = list(
        Involvement.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=on), child=child, from_on__lte=on).select_related("user", "organisation").order_by("pk")
    )
    found = [*_family(review, around, involved, on)]
    if review.convened_by is not None:
        found.append(Invitee(review=review, role="setting", name=review.convened_by.name, organisation=review.convened_by))
    if around.worker is not None:
        found.append(Invitee(review=review, role="council", name=around.worker.name, user=around.worker))
    for role, kinds in _BODIES.items():
        bodies = {each.organisation_id: each.organisation for each in involved if each.organisation and each.organisation.kind in kinds and each.role != "consulted"}
        if not bodies:
            first = Organisation.objects.filter(area_id=child.area_id, kind__in=kinds, closed_on__isnull=True).order_by("-kind" if role == "health" else "kind", "pk").first()
            bodies = {first.pk: first} if first else {}
        found += [Invitee(review=review, role=role, name=each.name, organisation=each) for each in bodies.values()]
    there = {each.organisation_id for each in found if each.organisation_id}
    for each in involved:
        if each.role == "adviser" and each.organisation is not None and each.organisation.pk not in there:
            there.add(each.organisation.pk)
            found.append(Invitee(review=review, role="other", name=each.organisation.name, organisation=each.organisation, added=True))
    return found


def _family(review: Review, around: Any, involved: list[Involvement], on: date) -> list[Invitee]:
    """The parents and the child; once the rights are the young person's, those parents who still see the record."""
    child = review.plan.child
    own = next((each.user for each in involved if each.role == "young_person"), None)
    holds = rights.are_their_own(child, on)
    seeing = {each.user_id for each in involved if each.role == "family"}
    ties = [tie for tie in around.ties if (tie.until_on is None or tie.until_on >= on) and (tie.from_on is None or tie.from_on <= on)]
    parents = {
        tie.adult_id: tie.adult
        for tie in ties
        if (tie.adult.user_id in seeing if holds else tie.parental_responsibility_from or tie.lives_with_from)
    }
    if not parents and not holds:
        parents = {tie.adult_id: tie.adult for tie in ties}
    found = [Invitee(review=review, role="parent", name=adult.name, adult=adult) for adult in parents.values()]
    return [*found, Invitee(review=review, role="child", name=child.name, user=own)]

"""A family lets somebody into its record for a time: the information, advice and support service, or a friend."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from goldenthread.core.actions import action, record
from goldenthread.core.refusals import NotAllowed, Refused

from .models import Child, Involvement, Organisation

#: A family lets somebody in for at most so many days at once.
LONGEST_DAYS = 365
NOTHING: frozenset[str] = frozenset()


@action
def let_helper_in(
    *, child: Child, until_on: date, by: Any, on: date, organisation: Organisation | None = None, user: Any = None
) -> Involvement:
    """A parent or the young person who holds the rights lets a service or a person read the record until a day."""
    check_family(child, by, on)
    if (organisation is None) == (user is None):
        raise TypeError("let_helper_in takes an organisation or a user")
    if until_on < on:
        raise Refused("The last day must be today or later.")
    if until_on > on + timedelta(days=LONGEST_DAYS):
        raise Refused("You can let somebody in for a year at most. Choose an earlier day; you can do it again then.")
    if _now(child, on).filter(organisation=organisation, user=user).exists():
        raise Refused("They can see the record already. End that first if you want another last day.")
    made = Involvement.objects.create(
        child=child, area_id=child.area_id, organisation=organisation, user=user, role="helper", from_on=on, until_on=until_on,
        because="The family let them in", let_in_by=by,
    )  # fmt: skip
    record(
        "people.let_helper_in", child=child, subject=made, touches=NOTHING,
        fact={"organisation": getattr(organisation, "pk", None), "user": getattr(user, "pk", None), "until_on": until_on},
    )  # fmt: skip
    return made


@action
def end_helper(*, involvement: Involvement, by: Any, on: date) -> None:
    """The family ends it: from this moment the helper finds nothing."""
    check_family(involvement.child, by, on)
    if involvement.role != "helper":
        raise Refused("Only somebody whom the family let in can be asked to leave here.")
    child = involvement.child
    if involvement.from_on >= on:
        fact = {"from_on": involvement.from_on, "organisation": involvement.organisation_id, "user": involvement.user_id}
        involvement.delete()
    else:
        involvement.until_on = on - timedelta(days=1)
        involvement.save(update_fields=["until_on"])
        fact = {"involvement": involvement.pk}
    record("people.end_helper", child=child, fact=fact, touches=NOTHING)


def helpers_of(child: Child, on: date) -> Any:
    """Whom the family has let in, today."""
    return _now(child, on).select_related("organisation", "user").order_by("until_on", "pk")


def ties_of_family(user: Any, on: date) -> Any:
    """How somebody is tied today to the children of their own family, or to their own record."""
    ties = Involvement.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=on), role__in=("family", "young_person"), from_on__lte=on)
    who = getattr(user, "pk", None)
    return ties.none() if who is None else ties.filter(user_id=who)


def check_family(child: Child, by: Any, on: date) -> None:
    """Only somebody of the family lets others in."""
    if not ties_of_family(by, on).filter(child=child).exists():
        raise NotAllowed("Only the family can let somebody into this record.")


def _now(child: Child, on: date) -> Any:
    return Involvement.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=on), child=child, role="helper", from_on__lte=on)

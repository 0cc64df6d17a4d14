"""Forty managers of the area, and plans to review; or, with "check", what became of them. Prints JSON."""

import json
import sys
from datetime import date, timedelta

import django

django.setup()

from django.db import transaction  # noqa: E402

from goldenthread.access.models import User  # noqa: E402
from goldenthread.core import clock, wall  # noqa: E402
from goldenthread.core.keeping import Some  # noqa: E402
from goldenthread.demo.moving import days_ahead  # noqa: E402
from goldenthread.people.models import Deadline, Document, Involvement, Membership  # noqa: E402
from goldenthread.plans.models import Plan  # noqa: E402
from goldenthread.reviews import wholesale  # noqa: E402
from goldenthread.reviews.models import Invitee, Review  # noqa: E402

PEOPLE = 40


def people() -> list[str]:
    """The personas of forty managers in the team of the manager whom the demonstration has."""
    seat = Membership.objects.get(user__persona="marek")
    for number in range(PEOPLE):
        user, new = User.objects.get_or_create(
            email=f"manager-{number}@calderbeck.example", defaults={"name": f"Manager {number}", "persona": f"manager-{number}"}
        )
        if new:
            Membership.objects.create(user=user, organisation=seat.organisation, role=seat.role, from_on=seat.from_on)
    return [f"manager-{number}" for number in range(PEOPLE)]


def to_review(count: int) -> list[str]:
    """Children with a plan in force, a named worker and no meeting arranged, young enough that their parents hold the rights."""
    worked = Involvement.objects.filter(role="named_worker", until_on__isnull=True).values("child_id")
    arranged = Review.objects.filter(planned_on__isnull=False, met_on__isnull=True, notified_on__isnull=True).values("plan_id")
    young = date.today() - timedelta(days=365 * 15)  # noqa: DTZ011 - whose parents hold the rights
    found = Plan.objects.filter(ceased_on__isnull=True, made_on__lte=date.today() - timedelta(days=60), child_id__in=worked, child__date_of_birth__gt=young, child__closed_list_on__isnull=True)  # noqa: DTZ011
    area = Membership.objects.get(user__persona="marek").organisation.area_id
    found = found.filter(child__area=area).exclude(pk__in=arranged)
    return [str(child) for child in found.order_by("child_id").values_list("child_id", flat=True).distinct()[:count]]


def became(children: list[str]) -> dict[str, int]:
    """What is on record of these children's newest reviews, and how many children are kept otherwise than the facts say."""
    with clock.moved(timedelta(days=days_ahead())):
        today = clock.today()
        done = Review.objects.filter(plan__child__in=children, planned_on__isnull=False, notified_on=today, outcome="M", met_on__isnull=False)
        ids = list(done.values_list("pk", flat=True))
        return {
            "decided": len(ids),
            "invited": Invitee.objects.filter(review__in=ids, invited_on__isnull=False, attended="yes").count(),
            "not_invited": Invitee.objects.filter(review__in=ids, invited_on__isnull=True).count(),
            "letters": Document.objects.filter(child__in=children, kind="review-no-change").count(),
            "next_years": Deadline.objects.filter(child__in=children, clock="AR-NEXT12", starts_on=today, met_on__isnull=True).count(),
            "kept_wrongly": len(wholesale.differing(Some(named=children))),
        }


with transaction.atomic(), wall.lifted(because="a measurement of the whole area"):
    if sys.argv[1] == "check":
        print(json.dumps(became(json.load(sys.stdin))))
    else:
        print(json.dumps({"people": people(), "children": to_review(int(sys.argv[2]))}))

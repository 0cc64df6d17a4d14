"""Sixty children of one school with three lines of provision each; or, with "check", what was said of them in a week. Prints JSON."""

import json
import sys
from collections import Counter
from datetime import date, timedelta

import django

django.setup()

from django.db import transaction  # noqa: E402

from goldenthread.access.models import User  # noqa: E402
from goldenthread.core import wall  # noqa: E402
from goldenthread.core.actions import action, record  # noqa: E402
from goldenthread.core.actors import command  # noqa: E402
from goldenthread.people.models import Attendance, Involvement, Membership  # noqa: E402
from goldenthread.plans.models import Line, Plan, Version  # noqa: E402
from goldenthread.provision.models import DeliveryRecord  # noqa: E402

LINES = ("Reading with an adult, 20 minutes every week", "Help at lunch every day", "A talk with a mentor every week")
TODAY = date.today()  # noqa: DTZ011 - the bench's own day
ISSUED = TODAY - timedelta(days=300)


@action
def promise(*, plans, school, worker, by, on):
    """Each of these plans is of a child at the school, and was issued with its lines."""
    for plan in plans:
        child = plan.child
        Attendance.objects.filter(child=child, left_on__isnull=True).update(left_on=ISSUED)
        Attendance.objects.create(child=child, organisation=school, entry_on=ISSUED)
        Involvement.objects.create(child=child, area_id=child.area_id, organisation=school, role="setting", from_on=ISSUED, because="On roll")
        number = 1 + child.plan_versions.count()
        version = Version.objects.create(child=child, area_id=child.area_id, plan=plan, number=number, started_on=ISSUED, started_by=worker)
        Line.objects.bulk_create(
            Line(version=version, section="F", kind="provision", text=text, position=10 * place) for place, text in enumerate(LINES, 1)
        )
        Version.objects.filter(pk=version.pk).update(
            kind="final", issued_on=ISSUED, issued_by=worker, proposed_by=User.objects.exclude(pk=worker.pk).first(), proposed_on=ISSUED, digest="0" * 64
        )
        record("bench.promise", child=child, subject=version)


def prepare(children: int) -> dict[str, int]:
    """At the school of the demonstration's SENCO."""
    seat = Membership.objects.select_related("organisation").get(user__persona="priya", organisation__kind="setting")
    worker = User.objects.get(persona="ellis")
    found = Plan.objects.filter(ceased_on__isnull=True, child__area=seat.organisation.area_id, child__closed_list_on__isnull=True, versions__isnull=True)
    there = Involvement.objects.filter(organisation=seat.organisation).values("child_id")
    plans = list(found.exclude(child__plan_versions__isnull=False).exclude(child_id__in=there).select_related("child").order_by("child_id")[:children])
    promise(plans=plans, school=seat.organisation, worker=worker, by=command("bench"), on=TODAY)
    return {"children": len(plans)}


def became(week: str) -> dict[str, object]:
    """What stands of what the school said of a week."""
    said = DeliveryRecord.objects.filter(week=week, side="setting", source="sheet")
    return {
        "states": Counter(said.filter(corrected_at__isnull=True).values_list("state", flat=True)), "corrected": said.filter(corrected_at__isnull=False).count(),
        "lines": said.values("line").distinct().count(), "children": said.values("child").distinct().count(),
    }


with transaction.atomic(), wall.lifted(because="a measurement of a whole school"):
    print(json.dumps(became(sys.argv[2]) if sys.argv[1] == "check" else prepare(int(sys.argv[2]))))

"""The rules over every record that changed, within minutes: what is found is kept beside the record for whoever has the case.

The log of events says which records changed, so that saving costs nothing more. A pass takes the children of events since the
last pass, checks each as it stands, and keeps what is found; a record whose last event is in already is left alone. When
census day is past, the year that is worked towards is another, and everybody is gone through again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Max

from goldenthread.core import clock
from goldenthread.core.actions import action, record
from goldenthread.core.models import Event
from goldenthread.people.models import Area, Child

from . import mending, outgoing
from .checking.checker import Checker
from .checking.findings import Finding
from .holding import as_header, current_year, placed
from .models import Recheck, RecordCheck
from .structure import collections

#: How many records one pass takes at most, and how much of the log it looks through; what is left is for the next.
MOST, WINDOW = 500, 20_000
#: How far behind the end of the log the mark stays, for an action that began earlier and commits later.
BEHIND = 1000


@action
def recheck_changed(*, by: Any, on: date, most: int = MOST) -> int:
    """Check the records that changed since the last pass, and keep what is found. Returns how many were checked."""
    year = current_year(on)
    mark = Recheck.objects.select_for_update().get_or_create(pk=1)[0]
    if mark.year != year:
        mark.year, mark.upto = year, 0
    changed, upto = _changed(mark.upto, year, most)
    keep_checks(children=changed, year=year, on=on)
    mark.upto = upto
    mark.save()
    record("returns.recheck_changed", fact={"records": len(changed), "year": year})
    return len(changed)


def waiting(on: date) -> bool:
    """Whether any record may have changed since the last pass. Asked first, so that a quiet minute writes nothing."""
    year, newest = current_year(on), _newest()
    mark = Recheck.objects.filter(pk=1).first()
    if mark is None or mark.year != year:
        return newest > 0
    return mark.upto + WINDOW < newest or bool(_changed(mark.upto, year, 1)[0])


def _newest() -> int:
    return Event.objects.aggregate(newest=Max("pk"))["newest"] or 0


def _changed(upto: int, year: int, most: int) -> tuple[list[UUID], int]:
    """Children with an event after `upto`, in the next stretch of the log, that is not in their check, the earliest first;
    and the mark to go on from."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT e.child_id, min(e.id) FROM core_event e
              JOIN people_child c ON c.id = e.child_id
              LEFT JOIN returns_recordcheck r ON r.child_id = e.child_id AND r.year = %s
             WHERE e.id > %s AND e.id <= %s AND (r.upto IS NULL OR e.id > r.upto)
             GROUP BY e.child_id ORDER BY min(e.id) LIMIT %s
            """,
            [year, upto, upto + WINDOW, most],
        )
        rows = cursor.fetchall()
    if len(rows) == most:  # go on from before the first event of the last of them: whoever comes after has a later one
        return [row[0] for row in rows], rows[-1][1] - 1
    return [row[0] for row in rows], max(upto, min(upto + WINDOW, _newest() - BEHIND))


def keep_checks(*, children: Sequence[UUID], year: int, on: date) -> None:
    """Inside an action: what the rules find in these records, in place of what was found before. What still stands keeps its days."""
    if not children:
        return
    found = findings_of(children, year)
    last = dict(Event.objects.filter(child_id__in=children).values_list("child_id").annotate(Max("pk")))
    before = dict(RecordCheck.objects.filter(child_id__in=children).values_list("child_id", "findings"))
    days = {area.pk: mending.days_of(area) for area in Area.objects.filter(children__in=children).distinct()}
    now, census_on = clock.now(), collections()[year].census_date
    rows = []
    for child_id, of_area, area_id, findings in found:
        counts = Counter(one.severity for one in findings)
        told = mending.dated(
            [{"rule": one.rule, "severity": one.severity, "path": one.path, "sentence": one.sentence} for one in findings],
            before.get(child_id, ()), days=days[of_area], census_on=census_on, on=on,
        )  # fmt: skip
        rows.append(
            RecordCheck(
                child_id=child_id, area_id=area_id, year=year, upto=last.get(child_id, 0), errors=counts["E"], queries=counts["Q"], warnings=counts["W"],
                findings=told, mend_by=mending.first_by(told), checked_at=now,
            )
        )  # fmt: skip
    RecordCheck.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["child"],
        update_fields=["area", "year", "upto", "errors", "queries", "warnings", "findings", "mend_by", "checked_at"],
    )  # fmt: skip


def findings_of(children: Collection[UUID], year: int) -> Iterable[tuple[UUID, int, int | None, list[Finding]]]:
    """What the rules find in each of these records, the facts of all of them read at once: the child, its area, the area that may
    know of it (None for a closed record), the findings."""
    areas = Area.objects.in_bulk({each for each in Child.objects.filter(pk__in=children).values_list("area_id", flat=True) if each})
    checkers = {pk: Checker(as_header(area, year)) for pk, area in areas.items()}
    for child, person in outgoing.of_children(children, year):
        findings = placed(checkers[child.area_id].check_person(person)) if person is not None and child.area_id in checkers else []
        yield child.pk, child.area_id, None if child.closed_list_on else child.area_id, findings

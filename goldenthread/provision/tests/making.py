"""Plans in force with lines of provision, made with one call each."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.people.models import Attendance, Child
from goldenthread.plans.models import Line, Link, Plan, Version
from goldenthread.provision.models import TermDates, WatchedLine
from goldenthread.provision.rhythm import monday
from tests import making

ON = making.TODAY  # a Monday
ISSUED = date(2026, 9, 7)
THERAPY = {
    "section": "F", "kind": "provision", "text": "Speech and language therapy to use picture cards", "deliverer": "A speech and language therapist",
    "minutes": 30, "times": 1, "per": "week", "group_size": 1,
}  # fmt: skip
#: The half terms of an invented area around the day of the tests.
TERMS = (("autumn", date(2026, 9, 2), date(2026, 10, 23)), ("autumn", date(2026, 11, 2), date(2026, 12, 18)), ("spring", date(2027, 1, 4), date(2027, 2, 12)))


def terms(of: Any = None) -> None:
    """The area's term dates."""
    of = of or making.area()
    for term, first, last in TERMS:
        TermDates.objects.get_or_create(area=of, organisation=None, first_on=first, defaults={"term": term, "last_on": last, "year": 2026})


def plan(
    of: Child | None = None, *lines: dict[str, Any], issued_on: date = ISSUED, at: Any = None, worker: Any = None, links: tuple[tuple[int, int], ...] = ()
) -> Version:
    """An issued plan with these lines; of somebody with a named worker, on roll somewhere. `links` are pairs of places of lines, the upper first."""
    of = of or making.child()
    worker = worker or making.officer("Priya Nair")
    if not of.involvements.filter(role="named_worker", until_on__isnull=True).exists():
        making.involve(worker, of, "named_worker")
    if at is not None:
        Attendance.objects.get_or_create(child=of, organisation=at, defaults={"entry_on": date(2024, 9, 2)})
        if not of.involvements.filter(role="setting", organisation=at).exists():
            making.involve(at, of, "setting")
    made = Plan.objects.create(child=of, area=of.area, made_on=issued_on)
    number = of.plan_versions.count() + 1
    version = Version.objects.create(child=of, area=of.area, plan=made, number=number, started_on=issued_on, started_by=worker)
    made_lines = [
        Line.objects.create(version=version, position=position * 10, **{"section": "F", "kind": "provision", **said})
        for position, said in enumerate(lines or (THERAPY,), 1)
    ]
    for upper, lower in links:
        Link.objects.create(upper=made_lines[upper], lower=made_lines[lower])
    seal(version, issued_on, worker)
    return version


def seal(version: Version, on: date, by: Any) -> None:
    """The version is issued on a day, and what is kept follows."""
    Version.objects.filter(pk=version.pk).update(
        kind="final", issued_on=on, issued_by=by, proposed_by=making.user(), proposed_on=on, digest="0" * 64
    )
    version.refresh_from_db()
    making.kept(version.child)


def watched(version: Version, number: int = 0) -> WatchedLine:
    """What is kept of a line of the plan."""
    return list(WatchedLine.objects.filter(line__version=version).select_related("child__area", "line__body", "deliverer", "setting").order_by("line__position"))[number]


def parent_of(child: Child, name: str = "Jo Alder") -> Any:
    """A parent who signs in."""
    person = making.somebody("parent", making.body("forum"), name=name)
    making.involve(person, child, "family")
    return person


def week(number: int) -> date:
    """The Monday so many weeks from this week's: -1 is last week's."""
    return date.fromordinal(monday(ON).toordinal() + 7 * number)

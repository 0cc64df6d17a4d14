"""The area's own record held against the rules of a year's return: one child while somebody works, everybody as a job."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.db.models import Count, QuerySet

from goldenthread.core import clock
from goldenthread.core import rows as core_rows
from goldenthread.core.actions import action, record
from goldenthread.people.models import Area, Child
from goldenthread.people.policies import check_may_in_area, standing_of

from . import outgoing
from .checking.checker import Checker
from .checking.findings import Finding
from .made import make_return, moment, posts_of
from .models import FindingNote, ReturnCheck, ReturnFinding
from .reading.survey import Identifiers
from .records import Header
from .registers import beyond
from .structure import collections, local_authorities, readable_years
from .tally import Tally
from .years import current_year as current_year

BATCH = 500


def of_child(child: Child, year: int) -> list[Finding]:
    """What the rules of a year find in one child's record as it stands, whoever else is on record left aside."""
    person = outgoing.of_child(child, year)
    if person is None:
        return []
    return placed(Checker(as_header(child.area, year)).check_person(person))


def as_header(area: Area, year: int) -> Header:
    """The head of an area's return of a year, as a file made now would have it."""
    return outgoing.header(area, year, made_at=moment(), posts=posts_of(area, year))


def placed(findings: list[Finding]) -> list[Finding]:
    """The worst first, each rule at each place once."""
    return sorted({(one.rule, one.path): one for one in findings}.values(), key=lambda one: ("EQW".index(one.severity), one.rule))


@action
def ask_for_check(*, area: Area, year: int, by: Any, on: date) -> ReturnCheck:
    """Have the whole area's record checked for a year's return, and the file made. One at a time: the one under way stands."""
    check_may_in_area(standing_of(by, on), area, "return", "create")
    under_way = ReturnCheck.objects.filter(area=area, year=year).exclude(state=ReturnCheck.State.DONE).first()
    record("returns.ask_for_check", subject=under_way or area, fact={"area": area.code, "year": year})
    if under_way is not None:
        return under_way
    asked = ReturnCheck.objects.create(area=area, year=year)
    from .tasks import check_return  # the job imports this module

    check_return.configure(lock=f"returns.check.{area.pk}").defer(check_id=asked.pk, by_id=by.pk)
    return asked


def check(asked: ReturnCheck, *, by: Any, on: date) -> ReturnCheck:
    """Check everybody, keeping findings as it goes, and make the file. For a job: it commits as it goes.

    Nobody on the closed list is told of: what is found in their record is on their record's own page.
    """
    area, year = asked.area, asked.year
    asked.state, asked.people = ReturnCheck.State.CHECKING, 0
    asked.save()
    header = as_header(area, year)
    seen, now, before = Identifiers(), Tally(), Tally()
    for _, person in outgoing.told(area, year, closed=False):
        seen.add(person)
        now.count(person, collections()[year])
    if year - 1 in readable_years():
        for _, person in outgoing.told(area, year - 1, closed=False):
            before.count(person, collections()[year - 1])
    asked.totals = {"now": now.as_said(), "before": before.as_said() if before.people else {}}
    checker = Checker(header, repeated=seen.repeated(), beyond=beyond(area, year))
    counts: Counter[str] = Counter()
    _keep(of=asked, found=[(None, one) for one in _of_the_whole(area, checker.check_header())], counts=counts, by=by, on=on)
    batch: list[tuple[Any, Finding]] = []
    for number, (child, person) in enumerate(outgoing.told(area, year, closed=False), start=1):
        batch += [(child, one) for one in placed(checker.check_person(person))]
        if number % BATCH == 0:
            _keep(of=asked, found=batch, counts=counts, by=by, on=on)
            batch, asked.people = [], number
            asked.save()
        asked.people = number
    _keep(of=asked, found=[*batch, *((None, one) for one in checker.finish())], counts=counts, by=by, on=on)
    with tempfile.TemporaryDirectory() as folder:
        make_return(area=area, year=year, path=Path(folder) / f"SEN2-{area.code}-{year}.xml", closed=False, keep=True, by=by, on=on)
    asked.errors, asked.queries, asked.warnings = (counts[one] for one in "EQW")
    asked.state, asked.finished_at = ReturnCheck.State.DONE, clock.now()
    asked.save()
    _forget(than=asked, by=by, on=on)
    return asked


def _of_the_whole(area: Area, findings: list[Finding]) -> list[Finding]:
    """An invented area's number is rightly nobody's."""
    return [one for one in findings if area.code in local_authorities() or one.rule != "H105"]


@action
def start_check_over(*, of: ReturnCheck, by: Any, on: date) -> None:
    """Take away what a check that was cut off had found."""
    ReturnFinding.objects.filter(of=of).delete()
    record("returns.start_check_over", subject=of, fact={})


@action
def _keep(*, of: ReturnCheck, found: list[tuple[Any, Finding]], counts: Counter[str], by: Any, on: date) -> None:
    core_rows.insert_many(
        ReturnFinding,
        [
            ReturnFinding(of=of, child_id=child, rule=one.rule, severity=one.severity, path=one.path[:120], sentence=one.sentence)
            for child, one in found
        ],
    )
    counts.update(one.severity for _, one in found)
    record("returns.check", subject=of, fact={"findings": len(found)})


@action
def _forget(*, than: ReturnCheck, by: Any, on: date) -> None:
    """What older checks of the year found is gone once a newer one has ended: it is worked out, not a fact."""
    older = ReturnCheck.objects.filter(area=than.area, year=than.year, asked_at__lt=than.asked_at)
    ReturnFinding.objects.filter(of__in=older).delete()
    older.delete()
    record("returns.forget_checks", subject=than, fact={})


def by_rule(of: ReturnCheck) -> list[Mapping[str, Any]]:
    """How often each rule was broken: rule, severity, many. Children whom the asker may not see are not counted."""
    return list(ReturnFinding.objects.filter(of=of).values("rule", "severity").annotate(many=Count("pk")).order_by())


def found_in(of: ReturnCheck, *, rule: str = "") -> QuerySet[ReturnFinding]:
    """Findings of a check, of one rule or of all, each with its child and named worker: those the asker may see."""
    rows = ReturnFinding.objects.filter(of=of, **({"rule": rule} if rule else {}))
    return rows.select_related("child", "child__case", "child__case__worker").order_by("rule", "pk")


def notes_of(area: Area, year: int) -> QuerySet[FindingNote]:
    """Why queries of the year's return may stand."""
    return FindingNote.objects.filter(area=area, year=year)


def stands(area: Area, year: int) -> ReturnCheck | None:
    """The newest check of the year that has ended."""
    return ReturnCheck.objects.filter(area=area, year=year, state=ReturnCheck.State.DONE).first()

"""The four steps of taking a return in: read, check, match, write.

The file is surveyed to its end before anything is taken, so that a broken one leaves no trace. Then people are read again
a batch at a time; each batch is matched and written by one action in one transaction, with a row for every person saying
what became of them. One person whom the database will not hold is refused alone. A run that is cut off can be started
again: what is there already is unchanged. An area takes in one return at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from goldenthread.core import files, form_keys
from goldenthread.core import rows as core_rows
from goldenthread.core.actions import action, record
from goldenthread.core.one_at_a_time import one_at_a_time
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Area, Child
from goldenthread.people.policies import check_may_in_area, standing_of

from . import merging, records, said
from .checking import Checker, Finding, refusals
from .errors import ReturnUnreadable
from .matching import Match, Matcher
from .models import ImportRow, ImportRun
from .reading import Limits, Survey, check_sender, read_return, survey
from .reading.survey import name_and_birth
from .rows import Establishments, Rows, rows_of
from .structure import local_authorities
from .taking_on import write_rows

BATCH = 500
BUSY = "Another return of this area is being taken in. Wait until it has finished, then send this one again."
#: What the database says of a value that it will not hold, and of rows that cannot both be.
NOT_HELD = (DataError, IntegrityError, psycopg.DataError, psycopg.IntegrityError)
WHY_NOT_HELD = {
    "too long": "A name or another text here is longer than a record can hold. Shorten it.",
    "upn_once_an_area": "This UPN belongs to another record here.",
    "uln_once_an_area": "This ULN belongs to another record here.",
    "plan_made_once": "Two plans of this person were made on the same day.",
    "plan_ends_after_it_began": "A plan of this person ended before it was made.",
    "NUL": "A text here holds a sign that cannot be kept.",
}
SEVERITY = {"E": "error", "Q": "query", "W": "warning"}


@dataclass(frozen=True)
class Checked:
    """A person of the file, with what the checks found."""

    person: records.Person
    findings: Sequence[Finding]


@dataclass
class Batch:
    """What is to be done with some people of the file."""

    rows: list[ImportRow]
    new: list[tuple[ImportRow, Rows]]
    changed: list[tuple[ImportRow, Child, merging.Change]]


def read_through(run: ImportRun, path: Path, limits: Limits | None = None) -> Survey | None:
    """Step one: see the whole file. None, and the run failed with a sentence, where it cannot be read."""
    try:
        found = survey(path, limits=limits or Limits())
        check_sender(found.header, run.area.code, name=run.file_name)
    except ReturnUnreadable as fault:
        fail(run=run, sentence=str(fault).replace(path.name, run.file_name))
        return None
    run.year, run.reference_date = found.header.year, found.header.reference_date
    run.serial_no = (found.header.serial_no or "")[:3]
    run.people_in = found.people
    run.state = ImportRun.State.WRITING
    run.save()
    return found


def fail(*, run: ImportRun, sentence: str) -> None:
    """Say that nothing was taken in, and why."""
    run.state, run.fault, run.finished_at = ImportRun.State.FAILED, sentence, timezone.now()
    run.save()


@action
def start_over(*, run: ImportRun, by: Any, on: date) -> None:
    """Forget what an earlier try of this run accounted for; what it took in stays, and will be unchanged."""
    run.rows.all().delete()
    for name in ("done", "created", "changed", "unchanged", "held", "refused"):
        setattr(run, name, 0)
    run.save()
    record("returns.start_over", subject=run)


@action
def ask_for_import(*, area: Area, file_name: str, sha256: str, size: int, key: UUID, by: Any, on: date) -> ImportRun:
    """Note the file, and have the worker take it in. The same form sent twice is one run."""
    check_may_in_area(standing_of(by, on), area, "return", "create")
    run = ImportRun(area=area, file_name=file_name[:200], sha256=sha256, started_by_id=by.pk)
    form_keys.claim(key=key, user_id=by.pk, result_url=f"/returns/{run.pk}")
    run.file = files.note(sha256=sha256, size=size, content_type="application/octet-stream", scan="not_scanned")
    run.save(force_insert=True)
    record("returns.ask_for_import", subject=run, fact={"area": area.code, "sha256": sha256})
    from .tasks import import_return  # the job imports this module

    import_return.configure(lock=f"returns.import.{area.pk}").defer(run_id=str(run.pk))
    return run


def take_in(run: ImportRun, path: Path, *, by: Any, on: date, limits: Limits | None = None) -> ImportRun:
    """All four steps for one file. Each batch commits by itself unless the caller holds a transaction."""
    try:
        with one_at_a_time("returns.import", run.area_id, busy=BUSY):
            _left_behind(run)
            return _take_in(run, path, by=by, on=on, limits=limits or Limits())
    except Refused as busy:
        fail(run=run, sentence=busy.sentence)
        return run


def _take_in(run: ImportRun, path: Path, *, by: Any, on: date, limits: Limits) -> ImportRun:
    run.state = ImportRun.State.READING
    run.save()
    found = read_through(run, path, limits)
    if found is None:
        return run
    try:
        _take_everybody_in(run, path, found, by=by, on=on, limits=limits)
    except Exception:
        stop(run)
        raise
    run.state, run.finished_at = ImportRun.State.DONE, timezone.now()
    run.save()
    if not run.balances:
        raise RuntimeError(f"Import {run.pk} does not balance")
    return run


def _take_everybody_in(run: ImportRun, path: Path, found: Survey, *, by: Any, on: date, limits: Limits) -> None:
    known = Establishments.all()
    older = _is_older(run)
    with read_return(path, limits=limits) as source:
        checker = Checker(found.header, repeated=found.repeated)
        invented = run.area.code not in local_authorities()  # then every file says rightly that its number is nobody's
        header = [finding for finding in checker.check_header() if not (invented and finding.rule == "H105")]
        run.findings = [_plain(finding) for finding in header]
        people = source.people()
        while batch := [Checked(person, checker.check_person(person)) for person in islice(people, BATCH)]:
            _take_in_or_refuse(run, batch, survey=found, known=known, older=older, by=by, on=on)
        run.findings += [_plain(finding) for finding in checker.finish(source.problems)]


def _take_in_or_refuse(run: ImportRun, people: Sequence[Checked], **how: Any) -> None:
    """Take a batch in; where the database refuses a value of somebody's, take each alone and refuse that one only."""
    findings = run.findings
    try:
        take_in_batch(run=run, people=people, **how)
    except NOT_HELD as fault:
        run.refresh_from_db()
        run.findings = findings
        if len(people) > 1:
            for one in people:
                _take_in_or_refuse(run, [one], **how)
        else:
            refuse_person(run=run, checked=people[0], survey=how["survey"], why=_in_words(fault), by=how["by"], on=how["on"])


def _left_behind(run: ImportRun) -> None:
    """Whatever says that it is still taking this area's people in was cut off: only one can, and that is this run."""
    working = (ImportRun.State.READING, ImportRun.State.WRITING)
    for other in ImportRun.objects.filter(area_id=run.area_id, state__in=working).exclude(pk=run.pk):
        stop(other)


def stop(run: ImportRun) -> None:
    """Say that a run was cut off, and what to do."""
    run.refresh_from_db()
    run.state, run.finished_at = ImportRun.State.STOPPED, timezone.now()
    run.fault = (
        f"This import stopped after {run.done:,} of {run.people_in:,} people. What was taken in is kept. "
        "Send the same file again: whoever is here already stays as they are."
    )
    run.save()


def _is_older(run: ImportRun) -> bool:
    """Whether a return of a later census day has been taken in here. This one then adds what is missing, and no more."""
    taken = ImportRun.objects.filter(area_id=run.area_id, state=ImportRun.State.DONE)
    return run.reference_date is not None and taken.filter(reference_date__gt=run.reference_date).exists()


def _in_words(fault: Exception) -> str:
    """Why the database would not hold somebody, as far as it says."""
    said = str(fault)
    return next((words for name, words in WHY_NOT_HELD.items() if name in said), "Something here cannot be held as it stands.")


@action
def refuse_person(*, run: ImportRun, checked: Checked, survey: Survey, why: str, by: Any, on: date) -> None:
    """Somebody whom the database will not hold is accounted for as refused, and what was said of them is kept."""
    row = _row(run, checked.person, checked.findings, sent_as=survey.name)
    row.outcome, row.said = ImportRow.Outcome.REFUSED, said.kept(checked.person)
    row.sentence = f"{why} Correct it where it was recorded, and take the file in again."
    row.save(force_insert=True)
    run.refused += 1
    run.done += 1
    run.save()
    record("returns.refuse_person", subject=run, fact={"person": checked.person.number})


@action
def take_in_batch(
    *, run: ImportRun, people: Sequence[Checked], survey: Survey, known: Establishments, older: bool, by: Any, on: date
) -> None:
    """Steps three and four for some people, in one transaction with the rows that account for them."""
    batch = sorted_out(run, people, survey, known, older=older)
    write_rows([rows for _, rows in batch.new], because=f"return {run.year}")
    for row, child, change in batch.changed:
        change.write()
        record("returns.change", child=child, subject=child, fact={"return": run.year, "changed": change.what()})
        row.outcome = ImportRow.Outcome.CHANGED
    core_rows.insert_many(ImportRow, batch.rows)
    for row in batch.rows:
        setattr(run, row.outcome, getattr(run, row.outcome) + 1)
    run.done += len(people)
    run.save()
    record("returns.take_in_batch", subject=run, fact={"people": len(people), "done": run.done})


def sorted_out(
    run: ImportRun, people: Sequence[Checked], found: Survey, known: Establishments, *, older: bool
) -> Batch:
    """Match each person, and say what is to be done. Nothing is written."""
    year, on = run.year or found.header.year, run.reference_date or run.started_at.date()
    matcher = Matcher(run.area_id, [checked.person for checked in people])
    taken = _taken(run, matcher)
    batch = Batch([], [], [])
    matched: list[tuple[ImportRow, records.Person, Match]] = []
    for checked in people:
        person = checked.person
        row = _row(run, person, checked.findings, sent_as=found.name)
        batch.rows.append(row)
        if stopping := refusals(checked.findings):
            _refuse(row, person, stopping)
            continue
        match = matcher.match(person)
        if first := _repeated_in_file(person, found):
            match = Match(
                held=f"Person {first} of this file has the same name and date of birth. Say whether they are one child."
            )
        elif match.child_id in taken:
            match = Match(
                held=f"Person {taken[match.child_id]} of this file is on the same record. Say whether they are one child.",
                possible=(match.child_id,),
            )
        if match.held:
            _hold(row, person, match)
        elif match.child_id is None:
            rows = rows_of(person, area_id=run.area_id, year=year, on=on, known=known)
            matcher.add(rows.child, person)
            taken[rows.child.pk] = person.number
            batch.new.append((row, rows))
        else:
            taken[match.child_id] = person.number
            matched.append((row, person, match))
    children = merging.children_of(match.child_id for _, _, match in matched)
    for row, person, match in matched:
        child = children[match.child_id]
        row.child = child
        if change := merging.merged(child, person, year=year, on=on, known=known, older=older):
            batch.changed.append((row, child, change))
            row.sentence = "The record was brought up to what this return says."
            if older:
                row.sentence = "What this older return has beside a newer one was added. Nothing was overwritten."
        else:
            row.outcome, row.sentence = ImportRow.Outcome.UNCHANGED, "The record says the same already."
            if older:
                row.sentence = "A newer return was taken in before, and this older one has nothing to add."
    for row, rows in batch.new:
        row.child, row.outcome, row.sentence = rows.child, ImportRow.Outcome.CREATED, "A new record was started."
    return batch


def _taken(run: ImportRun, matcher: Matcher) -> dict[UUID, int]:
    """Which of these children somebody earlier in this file is, by the earlier one's place."""
    rows = ImportRow.objects.filter(run=run, child_id__in=matcher.ids).order_by("-number")
    return dict(rows.values_list("child_id", "number"))


def _repeated_in_file(person: records.Person, found: Survey) -> int | None:
    """The place of an earlier person of this file with the same name and birthday."""
    places = found.repeated.name_and_birth.get(name_and_birth(person), ())
    return places[0] if places and places[0] < person.number else None


def _row(run: ImportRun, person: records.Person, findings: Sequence[Finding], *, sent_as: str) -> ImportRow:
    file = run.file_name if person.file in ("", sent_as) else person.file
    return ImportRow(
        run=run,
        number=person.number,
        file=file[:100],
        line=person.line,
        element=(person.path or f"Person[{person.number}]")[:200],
        outcome=ImportRow.Outcome.CHANGED,
        sentence="",
        findings=[_plain(finding) for finding in findings],
    )


def _refuse(row: ImportRow, person: records.Person, stopping: Sequence[Finding]) -> None:
    first = stopping[0]
    more = f" There are {len(stopping) - 1} more." if len(stopping) > 1 else ""
    row.outcome, row.said = ImportRow.Outcome.REFUSED, said.kept(person)
    row.sentence = f"{first.sentence} Correct it where it was recorded, and take the file in again.{more}"
    row.element, row.line = first.path[:200], first.line or row.line


def _hold(row: ImportRow, person: records.Person, match: Match) -> None:
    row.outcome, row.said, row.sentence = ImportRow.Outcome.HELD, said.kept(person), match.held
    row.possible_ids = [str(child_id) for child_id in match.possible]


def _plain(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": SEVERITY[finding.severity],
        "sentence": finding.sentence,
        "path": finding.path,
        "line": finding.line,
    }


@action
def settle(*, row: ImportRow, same_as: Child | None, by: Any, on: date) -> Child:
    """Say who a held person is: a child on record, or another who gets a record of their own."""
    row = ImportRow.objects.select_for_update().get(pk=row.pk)
    if row.outcome != ImportRow.Outcome.HELD or row.settled_on:
        raise Refused("Somebody has already said who this is.")
    run, person = row.run, said.read_again(row.said or {})
    check_may_in_area(standing_of(by, on), run.area, "return", "create")
    if same_as is not None and same_as.area_id != run.area_id:
        raise Refused("That record belongs to another area.")
    try:
        with transaction.atomic():
            child = _settled(run, person, same_as, on)
    except NOT_HELD as fault:
        why = _in_words(fault)
        raise Refused(f"{why} Say which record this is, or have it corrected and take the file in again.") from None
    row.child, row.settled_on, row.settled_by_id = child, on, getattr(by, "pk", None)
    row.save()
    record("returns.settle", subject=row, fact={"run": run.pk, "same": same_as is not None})
    return child


def _settled(run: ImportRun, person: records.Person, same_as: Child | None, on: date) -> Child:
    year, day = run.year or 0, run.reference_date or on
    known = Establishments.all()
    if same_as is None:
        rows = rows_of(person, area_id=run.area_id, year=year, on=day, known=known)
        write_rows([rows], because=f"return {year}, settled")
        return rows.child
    child = merging.children_of([same_as.pk])[same_as.pk]
    change = merging.merged(child, person, year=year, on=day, known=known, older=_is_older(run))
    change.write()
    record("returns.settle", child=child, subject=child, fact={"return": year, "changed": change.what()})
    return child

"""The four steps of taking a return in: read, check, match, write.

The file is surveyed to its end before anything is taken, so that a broken one leaves no trace. Then people are read again
a batch at a time; each batch is checked, matched and written by one action in one transaction, with a row for every
person saying what became of them. A run that is cut off can be started again: what is there already is unchanged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import timezone

from goldenthread.core import files, form_keys
from goldenthread.core import rows as core_rows
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Area, Child

from . import merging, records, said
from .checking import Checker, Finding, refusals
from .errors import ReturnUnreadable
from .matching import Match, Matcher
from .models import ImportRow, ImportRun
from .reading import Limits, Survey, check_sender, read_return, survey
from .reading.survey import name_and_birth
from .rows import Establishments, Rows, rows_of
from .taking_on import write_rows

BATCH = 500
SEVERITY = {"E": "error", "Q": "query", "W": "warning"}


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
    run = ImportRun(area=area, file_name=file_name[:200], sha256=sha256, started_by_id=by.pk)
    form_keys.claim(key=key, user_id=by.pk, result_url=f"/returns/{run.pk}")
    run.file = files.note(sha256=sha256, size=size, content_type="application/octet-stream", scan="not_scanned")
    run.save(force_insert=True)
    record("returns.ask_for_import", subject=run, fact={"area": area.code, "sha256": sha256})
    from .tasks import import_return  # the job imports this module

    import_return.defer(run_id=str(run.pk))
    return run


def take_in(run: ImportRun, path: Path, *, by: Any, on: date, limits: Limits | None = None) -> ImportRun:
    """All four steps for one file. Each batch commits by itself unless the caller holds a transaction."""
    run.state = ImportRun.State.READING
    run.save()
    found = read_through(run, path, limits)
    if found is None:
        return run
    known = Establishments.all()
    with read_return(path, limits=limits or Limits()) as source:
        checker = Checker(found.header, repeated=found.repeated)
        run.findings = [_plain(finding) for finding in checker.check_header()]
        people = source.people()
        while batch := list(islice(people, BATCH)):
            take_in_batch(run=run, people=batch, checker=checker, survey=found, known=known, by=by, on=on)
        run.findings += [_plain(finding) for finding in checker.finish(source.problems)]
    run.state, run.finished_at = ImportRun.State.DONE, timezone.now()
    run.save()
    if not run.balances:
        raise RuntimeError(f"Import {run.pk} does not balance")
    return run


@action
def take_in_batch(
    *,
    run: ImportRun,
    people: Sequence[records.Person],
    checker: Checker,
    survey: Survey,
    known: Establishments,
    by: Any,
    on: date,
) -> None:
    """Steps two to four for some people, in one transaction with the rows that account for them."""
    batch = sorted_out(run, people, checker, survey, known)
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
    run: ImportRun, people: Sequence[records.Person], checker: Checker, found: Survey, known: Establishments
) -> Batch:
    """Check and match each person, and say what is to be done. Nothing is written."""
    year, on = run.year or checker.around.header.year, run.reference_date or run.started_at.date()
    matcher = Matcher(run.area_id, people)
    batch = Batch([], [], [])
    matched: list[tuple[ImportRow, records.Person, Match]] = []
    for person in people:
        findings = checker.check_person(person)
        row = _row(run, person, findings, sent_as=found.name)
        batch.rows.append(row)
        if stopping := refusals(findings):
            _refuse(row, person, stopping)
            continue
        match = matcher.match(person)
        if first := _repeated_in_file(person, found):
            match = Match(
                held=f"Person {first} of this file has the same name and date of birth. Say whether they are one child."
            )
        if match.held:
            _hold(row, person, match)
        elif match.child_id is None:
            rows = rows_of(person, area_id=run.area_id, year=year, on=on, known=known)
            matcher.add(rows.child, person)
            batch.new.append((row, rows))
        else:
            matched.append((row, person, match))
    children = merging.children_of(match.child_id for _, _, match in matched)
    for row, person, match in matched:
        child = children[match.child_id]
        row.child = child
        if change := merging.merged(child, person, year=year, on=on, known=known):
            batch.changed.append((row, child, change))
            row.sentence = "The record was brought up to what this return says."
        else:
            row.outcome, row.sentence = ImportRow.Outcome.UNCHANGED, "The record says the same already."
    for row, rows in batch.new:
        row.child, row.outcome, row.sentence = rows.child, ImportRow.Outcome.CREATED, "A new record was started."
    return batch


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
    year, day = run.year or 0, run.reference_date or on
    known = Establishments.all()
    if same_as is None:
        rows = rows_of(person, area_id=run.area_id, year=year, on=day, known=known)
        write_rows([rows], because=f"return {year}, settled")
        child = rows.child
    else:
        child = merging.children_of([same_as.pk])[same_as.pk]
        change = merging.merged(child, person, year=year, on=day, known=known)
        change.write()
        record("returns.settle", child=child, subject=child, fact={"return": year, "changed": change.what()})
    row.child, row.settled_on, row.settled_by_id = child, on, getattr(by, "pk", None)
    row.save()
    record("returns.settle", subject=row, fact={"run": run.pk, "same": same_as is not None})
    return child

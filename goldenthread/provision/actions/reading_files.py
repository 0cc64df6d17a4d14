"""A provider's file: every row is checked and says what it would come to; written only when a person says so."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q

from goldenthread.access import permissions
from goldenthread.core import rows as new_rows
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Changed, NotAllowed, Refused
from goldenthread.law.days import in_words
from goldenthread.people.models import Organisation
from goldenthread.people.policies import standing_of

from .. import policies, reading, saying
from ..models import DeliveryFile, DeliveryRecord, DeliveryRow, WatchedLine
from ..rhythm import monday
from ..saying import Told

REFUSED = DeliveryRow.Outcome.REFUSED
SENTENCES = {
    saying.CREATED: "New: {what}.", saying.CHANGED: "Takes the place of what you said of this day before: {what}.",
    saying.UNCHANGED: "Known already: nothing changes.",
}  # fmt: skip
WRITTEN = {saying.CREATED: "Written: {what}.", saying.CHANGED: "Corrected: {what}. What you said before is kept.", saying.UNCHANGED: "Known already: nothing changed."}


def check_sends_for(standing: Any, organisation: Organisation) -> None:
    """This person speaks for the body whose file it is."""
    if standing is None:
        return
    for seat in standing.seats:
        if seat.organisation_id == organisation.pk and permissions.scopes(seat.role, "provision", "create") & {"line", "roll", "asked"}:
            return
    raise NotAllowed("You do not work for this body, so you cannot send its file.")


@action
def check_file(*, organisation: Organisation, name: str, content: bytes, by: Any, on: date) -> DeliveryFile:
    """The file, row by row, with what each would come to. Nothing of it is written yet."""
    check_sends_for(standing_of(by), organisation)
    read = reading.rows_of(content)
    made = DeliveryFile(
        organisation=organisation, name=name[:200], sha256=hashlib.sha256(content).hexdigest(), sent_on=on, sent_by_id=getattr(by, "pk", None)
    )
    record("provision.check_file", subject=made, fact={"rows": len(read), "organisation": organisation.pk})
    found = _told(organisation, read, on)
    known = saying.known_words([told for _, told, _ in found if told is not None])
    rows = [_row_of(made, row, told, wrong, known) for row, told, wrong in found]
    new_rows.insert([made])
    new_rows.insert_many(DeliveryRow, rows)
    return made


@action
def write_file(*, file: DeliveryFile, by: Any, on: date) -> dict[str, int]:
    """Write what the rows say, as they stand against the record now; each row says what became of it."""
    check_sends_for(standing_of(by), file.organisation)
    if not DeliveryFile.objects.filter(pk=file.pk, written_on__isnull=True).update(written_on=on):
        raise Changed("This file was written already. Send it again if you changed something in it.")
    rows = [row for row in file.rows.select_related("child") if row.outcome != REFUSED]
    lines = {str(line.pk): line for line in _lines(file.organisation)}
    told, whose = [], []
    gone = []
    for row in rows:
        line = lines.get(row.said.get("line", ""))
        if line is None:
            row.outcome, row.sentence = REFUSED, "This line is no longer yours to answer for, or the plan changed. Send the file again."
            gone.append(row)
            continue
        told.append(_revived(row.said, line, file.organisation_id))
        whose.append(row)
    outcomes = saying.write_told(told, DeliveryRecord.Source.FILE, by, on) if told else []
    for row, one, outcome in zip(whose, told, outcomes, strict=True):
        row.outcome, row.sentence = outcome, WRITTEN[outcome].format(what=_what(one))
    DeliveryRow.objects.bulk_update([*whose, *gone], ["outcome", "sentence"], batch_size=1000)
    counts = saying.counted(outcomes)
    record("provision.write_file", subject=file, fact={**counts, "refused": file.rows.filter(outcome=REFUSED).count(), "organisation": file.organisation_id})
    return counts


def _lines(organisation: Organisation) -> list[WatchedLine]:
    """The lines that this body speaks of: those it gives, and those of the children at this setting."""
    mine = Q(deliverer=organisation) | Q(setting=organisation)
    return list(WatchedLine.objects.filter(mine).select_related("child").order_by("pk"))


def _told(organisation: Organisation, read: Sequence[reading.Row], on: date) -> list[tuple[reading.Row, Told | None, str]]:
    """Each row with what it says, or a sentence that says why it cannot be taken."""
    by_line: dict[str, list[WatchedLine]] = {}
    children: set[str] = set()
    for line in _lines(organisation):
        by_line.setdefault(reading.line_reference(line.lineage), []).append(line)
        children |= {line.child.upn, line.child.reference} - {""}
    found: list[tuple[reading.Row, Told | None, str]] = []
    seen: dict[tuple[Any, ...], int] = {}
    for row in read:
        told, wrong = None, row.wrong
        if not wrong:
            told, wrong = _one(organisation, row, by_line.get(row.line, []), row.child in children, on)
        if told is not None and (before := seen.setdefault(told.key, row.number)) != row.number:
            told, wrong = None, f"Row {before} says the same child, line and day. Leave one of them."
        found.append((row, told, wrong))
    return found


def _one(organisation: Organisation, row: reading.Row, lines: list[WatchedLine], known: bool, on: date) -> tuple[Told | None, str]:
    line = next((each for each in lines if row.child in (each.child.upn, each.child.reference)), None)
    if line is None:
        if not known:
            return None, "No child with this UPN or reference has a line that you give. Check it against your list."
        return None, "This child has no such line that you give. Check the line’s reference against your list."
    assert row.on is not None
    if row.on > on:
        return None, f"The date {in_words(row.on)} has not come yet."
    side = policies.Side.DELIVERER if line.deliverer_id == organisation.pk else policies.Side.SETTING
    told = Told(line, str(side), monday(row.on), row.state, row.why, row.note, None, row.minutes, row.on, organisation.pk)
    try:
        policies.check_week(told.week, line, on)
    except Refused as refused:
        return None, refused.sentence
    return told, ""


def _row_of(file: DeliveryFile, row: reading.Row, told: Told | None, wrong: str, known: dict[Any, Any]) -> DeliveryRow:
    if told is None:
        return DeliveryRow(file=file, number=row.number, said={}, outcome=REFUSED, sentence=wrong)
    outcome = saying.would_be(told, known)
    assert told.happened_on is not None  # a row that says no day was refused
    said = {
        "line": str(told.line.pk), "side": told.side, "on": told.happened_on.isoformat(), "state": told.state, "why": told.why, "note": told.note,
        "minutes": told.minutes,
    }  # fmt: skip
    return DeliveryRow(file=file, number=row.number, child_id=told.line.child_id, said=said, outcome=outcome, sentence=SENTENCES[outcome].format(what=_what(told)))


def _revived(said: dict[str, Any], line: WatchedLine, organisation_id: int) -> Told:
    on = date.fromisoformat(said["on"])
    return Told(line, said["side"], monday(on), said["state"], said["why"], said["note"], None, said["minutes"], on, organisation_id)


def _what(told: Told) -> str:
    """Such as "given on 16 November 2026, 30 minutes"."""
    assert told.happened_on is not None
    more = f", {told.minutes} minutes" if told.minutes else ""
    why = f", {DeliveryRecord.Why(told.why).label.lower()}" if told.why else ""
    return f"{told.state} on {in_words(told.happened_on)}{more}{why}"

"""Every write between the area and health: a file of flags taken in, a held row settled, a file made for health and received there."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from goldenthread.core import files
from goldenthread.core import rows as core_rows
from goldenthread.core.actions import action, record
from goldenthread.core.models import AreaSetting
from goldenthread.core.refusals import Refused
from goldenthread.law.days import in_words
from goldenthread.people.agreements.policies import check_covers
from goldenthread.people.models import Address, Agreement, Area, Child, Organisation
from goldenthread.people.policies import check_may_in_area, standing_of

from ..models import FlagList, FlagRow, HealthExtract
from ..tables import as_cell
from .matching import Matcher
from .reading import COLUMNS, Patient, patients_of
from .reconciling import reconciled
from .schedule import EVERY, setting_name
from .statuses import statuses

HEALTH = (Organisation.Kind.HEALTH, Organisation.Kind.ICB)


@action
def take_in_flags(*, area: Area, organisation: Organisation, agreement: Agreement, file_name: str, content: bytes, by: Any, on: date) -> FlagList:
    """Read a health body's file, match every row, and keep what came of each. Nothing of any child's record changes."""
    check_may_in_area(standing_of(by, on), area, "return", "create")
    _check_partner(area, organisation, agreement, on)
    sha256 = hashlib.sha256(content).hexdigest()
    before = FlagList.objects.filter(area=area, sha256=sha256, taken_on=on).first()
    if before is not None:
        raise Refused("This very file was taken in today already. It is in the list below.")
    patients = patients_of(content)
    made = FlagList.objects.create(
        area=area, organisation=organisation, agreement=agreement, file_name=file_name[:200], sha256=sha256, rows_in=len(patients), taken_on=on,
        taken_by_id=getattr(by, "pk", None),
    )  # fmt: skip
    matcher = Matcher(area.pk, patients)
    rows = [_row(made, patient, matcher) for patient in patients]
    core_rows.insert_many(FlagRow, rows)
    record("returns.take_in_flags", subject=made, fact={"area": area.code, "organisation": organisation.pk, "rows": len(rows), "sha256": sha256})
    return made


def _row(of: FlagList, patient: Patient, matcher: Matcher) -> FlagRow:
    if patient.wrong:
        return core_rows.new(FlagRow, of=of, number=patient.number, said=patient.as_said(), outcome=FlagRow.Outcome.UNREADABLE, sentence=patient.wrong[:300])
    match = matcher.match(patient)
    outcome = FlagRow.Outcome.MATCHED if match.child_id else FlagRow.Outcome.HELD if match.possible else FlagRow.Outcome.UNMATCHED
    possible = [str(child_id) for child_id in match.possible]
    return core_rows.new(FlagRow, of=of, number=patient.number, said=patient.as_said(), outcome=outcome, sentence=match.why[:300], child_id=match.child_id, possible_ids=possible)


@action
def settle_flag(*, row: FlagRow, same_as: Child | None, by: Any, on: date) -> None:
    """A person says who a held row is: one of the children that it may be, or nobody on record."""
    row = FlagRow.objects.select_for_update(of=("self",)).select_related("of__area").get(pk=row.pk)
    check_may_in_area(standing_of(by, on), row.of.area, "return", "create")
    if row.outcome != FlagRow.Outcome.HELD:
        raise Refused("Somebody has settled this row already.")
    if same_as is not None and not (str(same_as.pk) in row.possible_ids and Child.objects.filter(pk=same_as.pk, area_id=row.of.area_id, closed_list_on=None).exists()):
        raise Refused("Choose one of the children that it may be, or nobody.")
    row.child = same_as
    row.outcome = FlagRow.Outcome.MATCHED if same_as else FlagRow.Outcome.UNMATCHED
    row.sentence = "A person said that it is this child." if same_as else "A person said that it is nobody on record here."
    row.settled_on, row.settled_by_id = on, getattr(by, "pk", None)
    row.save(update_fields=["child", "outcome", "sentence", "settled_on", "settled_by_id"])
    record("returns.settle_flag", child=same_as, subject=row.of, fact={"row": row.number, "matched": same_as is not None}, touches=())


@action
def answer_flags(*, of: FlagList, by: Any, on: date) -> HealthExtract:
    """Make the file that tells the health body what to change: whom to flag, whom to take off, whom nobody was found for."""
    check_may_in_area(standing_of(by, on), of.area, "return", "export")
    check_covers(of.agreement, of.organisation, on)
    found = reconciled(of)
    if found.held.exists():
        raise Refused("Say first who the held rows are: until then nobody knows whether they are to be changed.")
    adding = list(found.to_add)
    postcodes = _postcodes(adding)
    lines: list[list[Any]] = [["Add the flag", "", *_keys(child, postcodes)] for child in adding]
    lines += [["Take the flag off", row.number, *_said(row)] for row in found.to_remove]
    lines += [["Not found here: check, do not take off", row.number, *_said(row)] for row in found.unmatched]
    lines += [["The row could not be read", row.number, *_said(row)] for row in found.unreadable]
    children = [child.pk for child in adding] + [row.child_id for row in found.to_remove if row.child_id]
    return _made(
        HealthExtract.Kind.FLAGS, area=of.area, organisation=of.organisation, agreement=of.agreement, answers=of, children=children,
        heading=["What to do", "Row of your file", *COLUMNS], lines=lines, by=by, on=on,
    )  # fmt: skip


@action
def tell_statuses(*, area: Area, organisation: Organisation, agreement: Agreement, by: Any, on: date) -> HealthExtract:
    """Make the file that tells a health body who is educated at home, missing education, or not in education or work."""
    check_may_in_area(standing_of(by, on), area, "return", "export")
    _check_partner(area, organisation, agreement, on)
    found = statuses(area.pk, on)
    postcodes = {each.child.pk: each.postcode for each in found}
    lines = [[each.words, each.since, *_keys(each.child, postcodes)] for each in found]
    return _made(
        HealthExtract.Kind.STATUS, area=area, organisation=organisation, agreement=agreement, answers=None, children=[each.child.pk for each in found],
        heading=["Where the child is", "Since", *COLUMNS], lines=lines, by=by, on=on,
    )  # fmt: skip


@action
def receive_extract(*, extract: HealthExtract, received_by: str, received_on: date, by: Any, on: date) -> None:
    """The health body said that it has the file: who said so, and when."""
    extract = HealthExtract.objects.select_for_update(of=("self",)).select_related("area").get(pk=extract.pk)
    check_may_in_area(standing_of(by, on), extract.area, "return", "export")
    if extract.received_on is not None:
        raise Refused(f"The receipt is on record already: {extract.received_by}, {in_words(extract.received_on)}.")
    if not extract.made_on <= received_on <= on:
        raise Refused("The day must be between the day on which the file was made and today.")
    extract.received_by, extract.received_on = received_by, received_on
    extract.save(update_fields=["received_by", "received_on"])
    record("returns.receive_extract", subject=extract, fact={"received_on": received_on})


@action
def settle_schedule(*, area: Area, organisation: Organisation, agreement: Agreement, every: str, by: Any, on: date) -> None:
    """How often the file of who is out of school is made for a health body, and under which agreement."""
    check_may_in_area(standing_of(by, on), area, "return", "export")
    _check_partner(area, organisation, agreement, on)
    if every not in EVERY:
        raise Refused("Choose how often the file is made.")
    value = {"organisation": organisation.pk, "agreement": str(agreement.pk), "every": every}
    AreaSetting.objects.update_or_create(
        name=setting_name(area), defaults={"value": value, "decided_on": on, "because": "The area settled how often health is told who is out of school"}
    )
    record("returns.settle_schedule", fact={"area": area.code, **value})


def _check_partner(area: Area, organisation: Organisation, agreement: Agreement, on: date) -> None:
    if organisation.kind not in HEALTH or organisation.area_id != area.pk:
        raise Refused(f"{organisation.name} is no health body of this area.")
    if agreement.area_id != area.pk:
        raise Refused("Choose an agreement of this area.")
    check_covers(agreement, organisation, on)


def _made(
    kind: str, *, area: Area, organisation: Organisation, agreement: Agreement, answers: FlagList | None, children: Sequence[UUID], heading: list[str],
    lines: Sequence[Iterable[Any]], by: Any, on: date,
) -> HealthExtract:  # fmt: skip
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heading)
    writer.writerows([as_cell(cell) for cell in line] for line in lines)
    file = files.store(("\ufeff" + out.getvalue()).encode(), content_type="text/csv", scan="clean")
    made = HealthExtract.objects.create(
        area=area, organisation=organisation, agreement=agreement, kind=kind, answers=answers, children=sorted(set(children)), rows_out=len(lines), file=file,
        made_on=on, made_by_id=getattr(by, "pk", None),
    )  # fmt: skip
    fact = {"area": area.code, "kind": kind, "organisation": organisation.pk, "agreement": str(agreement.pk), "rows": len(lines), "sha256": file.pk}
    record("returns.make_extract", subject=made, fact=fact)
    return made


def _keys(child: Child, postcodes: dict[UUID, str]) -> list[Any]:
    return [child.nhs_number, child.surname, child.forename, child.date_of_birth, postcodes.get(child.pk, "")]


def _said(row: FlagRow) -> list[Any]:
    """A row in the words of the health body's own file: nothing is told that it did not know."""
    return [row.said.get(name, "") for name in ("nhs_number", "surname", "forename", "born_on", "postcode")]


def _postcodes(children: Iterable[Child]) -> dict[UUID, str]:
    ids = [child.pk for child in children]
    return dict(Address.objects.filter(child_id__in=ids, until_on=None).order_by("from_on", "pk").values_list("child_id", "postcode"))

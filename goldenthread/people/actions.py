"""Every write about a child, the family around them, and who is involved."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Q

from goldenthread.core import outbox, rows
from goldenthread.core.actions import action, record, write
from goldenthread.core.models import Message
from goldenthread.core.refusals import Refused
from goldenthread.core.versions import next_version

from .models import Address, Adult, Area, Attendance, Child, Document, Involvement, Organisation, Relationship, SenNeed
from .newcomers import (
    IDENTITY,
    NewAdult,
    NewChild,
    change_worker,
    close,
    involvement_of,
    let_read_on,
    relationship_of,
    rows_of_adult,
    rows_of_child,
    say_recorded,
)
from .policies import check_may, check_may_in_area, standing_of
from .words import words_of_new

#: What `correct_child` may change.
CORRECTABLE = frozenset(
    {
        "forename", "surname", "preferred_name", "date_of_birth", "sex", "ethnicity", "upn", "uln", "nhs_number", "no_upn_because",
        "first_language", "interpreter", "communication",
    }
)  # fmt: skip


# --- A child


@action
def record_child(*, area: Area, new: NewChild, by: Any, on: date) -> Child:
    """Start a record. Whether the child is on record already was asked before (`twins`)."""
    check_may_in_area(standing_of(by), area, "ident", "create")
    child, made = rows_of_child(area, new, on)
    say_recorded(child, new, touches=())
    write(made, words_of_new(child, new.setting))
    return child


@action
def correct_child(*, child: Child, version: int | None, why: str, by: Any, on: date, **changes: Any) -> Child:
    """Change who the child is. The event says which parts changed, never what they said."""
    check_may(standing_of(by), child, "ident", "update")
    if unknown := changes.keys() - CORRECTABLE:
        raise TypeError(f"correct_child does not change {sorted(unknown)}")
    next_version(child, version)
    changed = sorted(name for name, value in changes.items() if getattr(child, name) != value)
    for name in changed:
        setattr(child, name, changes[name])
    if changed:
        child.save(update_fields=changed)
    record("people.correct_child", child=child, subject=child, fact={"changed": changed}, why=why)
    return child


@action
def record_address(*, child: Child, lines: str, postcode: str, from_on: date, by: Any, on: date) -> Address:
    """Where the child lives from a day. What was held before ends the day before."""
    check_may(standing_of(by), child, "contact", "update")
    if from_on > on:
        raise Refused("The date they moved must be today or in the past.")
    _end_before(Address.objects.filter(child=child, until_on__isnull=True), "until_on", "from_on", from_on)
    address = Address.objects.create(child=child, lines=lines, postcode=postcode, from_on=from_on)
    record("people.record_address", child=child, subject=address, fact={"from_on": from_on}, touches=IDENTITY)
    return address


@action
def record_attendance(
    *, child: Child, organisation: Organisation, entry_on: date | None, by: Any, on: date
) -> Attendance:
    """The child is on roll at a setting from a day; the setting they leave reads on for 28 days (dual roll: `rank` 2 stays)."""
    check_may(standing_of(by), child, "request", "update")
    left_on = entry_on or on
    former = list(Attendance.objects.filter(child=child, left_on__isnull=True, rank=1))
    for each in former:
        each.left_on = max(left_on, each.entry_on) if each.entry_on else left_on
        each.save(update_fields=["left_on"])
    let_read_on(
        Involvement.objects.filter(
            child=child,
            role="setting",
            until_on__isnull=True,
            organisation_id__in=[each.organisation_id for each in former],
        ),
        left_on,
    )
    attendance = Attendance(child=child, organisation=organisation, entry_on=entry_on)
    rows.insert(
        [
            attendance,
            involvement_of(child, organisation=organisation, role="setting", because="The child is on roll", on=on),
        ]
    )
    record(
        "people.record_attendance",
        child=child,
        subject=child,
        fact={"organisation": organisation.pk, "entry_on": entry_on},
    )
    return attendance


@action
def record_need(*, child: Child, need: str, rank: int, by: Any, on: date) -> SenNeed:
    """The child's first or second type of need, in the return's codes, from today."""
    check_may(standing_of(by), child, "request", "update")
    _end_before(SenNeed.objects.filter(child=child, rank=rank, until_on__isnull=True), "until_on", "from_on", on)
    made = SenNeed.objects.create(child=child, need=need, rank=rank, from_on=on)
    record("people.record_need", child=child, subject=made, fact={"need": need, "rank": rank})
    return made


# --- The family


@action
def add_adult(*, child: Child, new: NewAdult, by: Any, on: date) -> Adult:
    """An adult who is not on record yet becomes part of this child's family."""
    check_may(standing_of(by), child, "family", "create")
    made = rows_of_adult(child, new, on)
    rows.insert(made)
    adult: Any = made[0]
    record(
        "people.add_adult",
        child=child,
        subject=adult,
        fact={"kind": new.kind, "parental_responsibility": new.parental_responsibility},
        touches=(),
    )
    return adult


@action
def relate_adult(
    *,
    child: Child,
    adult: Adult,
    kind: str,
    parental_responsibility: bool,
    lives_with: bool,
    tell_by: str = "post",
    by: Any,
    on: date,
) -> Relationship:
    """Tie an adult on record to this child. One with an account gains their way in to the record."""
    check_may(standing_of(by), child, "family", "create")
    relationship = relationship_of(child, adult, kind, parental_responsibility, lives_with, tell_by, on)
    made: list[models.Model] = [relationship]
    if adult.user_id:
        made.append(involvement_of(child, user=adult.user, role="family", because="Parent or carer", on=on))
    rows.insert(made)
    record(
        "people.relate_adult",
        child=child,
        subject=adult,
        fact={"kind": kind, "parental_responsibility": parental_responsibility},
        touches=(),
    )
    return relationship


@action
def end_relationship(*, relationship: Relationship, why: str, by: Any, on: date) -> None:
    """The tie holds no longer: the adult's way in to the record ends today, and what waits to be sent to them is stopped."""
    child, adult = relationship.child, relationship.adult
    check_may(standing_of(by), child, "family", "update")
    if not why.strip():
        raise Refused("Say why the tie ended.")
    relationship.until_on = on
    relationship.save(update_fields=["until_on"])
    if not Relationship.objects.filter(child=child, adult=adult, until_on__isnull=True).exists():
        _shut_out(child, adult, why, by, on)
    record("people.end_relationship", child=child, subject=adult, why=why, touches=())


def _shut_out(child: Child, adult: Adult, why: str, by: Any, on: date) -> None:
    """An adult who is tied to the child in no way any more."""
    to_them = Q(document_id__in=Document.objects.filter(child=child, addressee=adult).values("pk"))
    if adult.user_id:
        ties = Involvement.objects.filter(child=child, user_id=adult.user_id, role="family", until_on__isnull=True)
        close(ties, on)
        to_them |= Q(to_user_id=adult.user_id)
    to_them |= Q(to__in=[address for address in (adult.email, adult.phone) if address])
    waiting = Message.objects.filter(to_them, child_id=child.pk, state=Message.State.QUEUED)
    outbox.stop(messages=waiting.order_by("queued_at", "pk"), because=why, by=by, on=on)


# --- Who is involved


@action
def open_involvement(
    *,
    child: Child,
    role: str,
    because: str,
    by: Any,
    on: date,
    user: Any = None,
    organisation: Organisation | None = None,
) -> Involvement:
    """Give a person or a body a way in to this record, in a role. One that is open already is left as it is."""
    check_may(standing_of(by), child, "request", "update")
    already = Involvement.objects.filter(
        child=child, role=role, user=user, organisation=organisation, until_on__isnull=True
    ).first()
    if already is None:
        already = involvement_of(child, user=user, organisation=organisation, role=role, because=because, on=on)
        already.save()
    fact = {"role": role, "user": getattr(user, "pk", None), "organisation": getattr(organisation, "pk", None)}
    record("people.open_involvement", child=child, subject=already, fact=fact, why=because, touches=())
    return already


@action
def close_involvement(*, involvement: Involvement, why: str, by: Any, on: date) -> None:
    """Their way in ends at once."""
    check_may(standing_of(by), involvement.child, "request", "update")
    close(Involvement.objects.filter(pk=involvement.pk), on)
    record(
        "people.close_involvement",
        child=involvement.child,
        subject=involvement,
        fact={"role": involvement.role},
        why=why,
        touches=(),
    )


@action
def set_named_worker(*, child: Child, worker: Any, why: str = "", by: Any, on: date) -> Involvement:
    """The one officer whom the family can ask for by name."""
    check_may(standing_of(by), child, "request", "update")
    made = change_worker(child, worker, why or "Named worker", on)
    record(
        "people.set_named_worker",
        child=child,
        subject=made,
        fact={"worker": worker.pk},
        why=why,
        touches={"requests", "plans"},
    )
    return made


# --- Papers


@action
def add_document(
    *, child: Child, file: Any, kind: str, title: str, by: Any, on: date, matter_kind: str = "", matter_id: Any = None
) -> Document:
    """A paper joins the record. Its bytes were stored before (`core.files`)."""
    check_may(standing_of(by), child, "document", "create")
    document = Document(
        child=child, file=file, kind=kind, title=title, matter_kind=matter_kind, matter_id=matter_id, made_on=on
    )
    rows.insert([document])
    record("people.add_document", child=child, subject=document, fact={"kind": kind}, touches=())
    return document


def _end_before(facts: Any, ends: str, begins: str, new_from: date) -> None:
    """What held until now ended the day before the new fact began, but not before it began itself."""
    for each in facts:
        began = getattr(each, begins)
        last = new_from - timedelta(days=1)
        setattr(each, ends, max(last, began) if began else last)
        each.save(update_fields=[ends])

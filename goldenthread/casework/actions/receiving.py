"""A request comes in, is put right, changes hands or is taken back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID, uuid4

from django.db import IntegrityError, models
from django.db.models import Exists, OuterRef

from goldenthread.core import form_keys, jobs, rows
from goldenthread.core.actions import action, record, write
from goldenthread.core.refusals import Refused
from goldenthread.core.versions import next_version
from goldenthread.people.models import Child, Deadline, Document, Involvement, Organisation
from goldenthread.people.newcomers import (
    NewAdult,
    NewChild,
    change_worker,
    involvement_of,
    rows_of_adult,
    rows_of_child,
    say_recorded,
)
from goldenthread.people.policies import standing_of
from goldenthread.people.twins import PossibleMatch, check_no_twin, possible_matches
from goldenthread.people.words import words_of_new
from goldenthread.plans.models import Plan

from .. import policies
from ..clocks import kept_clocks
from ..keeping import part_of_new_case
from ..models import Decision, Request
from ..telling_of_workers import tell_of_worker
from .advising import _end_asks

REQUESTS = frozenset({"requests"})
WORKING = "Working on the request"


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """A paper that came with the request: its bytes are stored already."""

    file: Any
    title: str
    kind: str = "evidence"


@action
def receive_request(
    *,
    route: str,
    channel: str,
    received_on: date,
    by: Any,
    on: date,
    child: Child | None = None,
    new_child: NewChild | None = None,
    area: Any = None,
    ruled_out: Collection[UUID] = (),
    adults: Sequence[NewAdult] = (),
    requested_by: Organisation | None = None,
    about: str = "",
    evidence: Sequence[Evidence] = (),
    worker: Any = None,
    in_youth_accommodation: bool | None = None,
    form_key: UUID | None = None,
    result_url: str = "",
) -> Request:
    """A request for a needs assessment was received: the six and the twenty weeks run from `received_on`.

    For a child on record give `child`; otherwise `new_child` and `area`, with the ids of possible matches that a person
    `ruled_out`. `form_key` makes the same form sent twice one request, which then has that id.
    """
    about_whom = child or new_child
    if about_whom is None or (child and new_child):
        raise TypeError("receive_request takes a child or a new_child")
    area = child.area if child else area
    standing = standing_of(by)
    born = about_whom.date_of_birth
    made: list[models.Model] = []
    from .. import tasks  # the tasks import the actions

    try:
        open_request, plan = (_open_request(child), _plan_in_force(child)) if child else (None, None)
        policies.check_receive(
            standing=standing,
            area=area,
            child=child,
            date_of_birth=born,
            received_on=received_on,
            on=on,
            open_request=open_request,
            plan=plan,
        )
        if new_child is not None:
            check_no_twin(_matches(area, new_child), ruled_out)
    except Refused:
        if form_key is not None and (sent := form_keys.result(key=form_key, user_id=getattr(by, "pk", None))):
            raise form_keys.AlreadySent(sent) from None  # what stands in the way is this form's own request
        raise
    if child is None:
        child, made = rows_of_child(area, cast(NewChild, new_child), on)
    for adult in adults:
        made += rows_of_adult(child, adult, on)
    request = rows.new(
        Request, id=form_key or uuid4(), child=child, area=area, received_on=received_on, route=route, channel=channel, requested_by=requested_by,
        about=about, in_youth_accommodation=in_youth_accommodation,
    )  # fmt: skip
    made.append(request)
    made += _involved(child, requested_by, worker, on, new_child=new_child)
    made += [
        rows.new(
            Document,
            child=child,
            file=paper.file,
            kind=paper.kind,
            title=paper.title,
            matter_kind="request",
            matter_id=request.pk,
            made_on=on,
        )
        for paper in evidence
    ]
    if form_key is not None:
        made.append(form_keys.row(key=form_key, user_id=getattr(by, "pk", None), result_url=result_url))
    fact = {
        "received_on": received_on,
        "route": route,
        "channel": channel,
        "papers": len(evidence),
        "ruled_out": sorted(str(each) for each in ruled_out),
    }
    also = [jobs.later(tasks.acknowledge, request_id=str(request.pk))]
    if new_child is not None:  # nothing is kept of the child yet: clocks, words and the case join the one statement
        worker_id = getattr(worker, "pk", None)
        clocks = kept_clocks(request, (), (), area_id=request.area_id, worker_id=worker_id)
        made += [rows.new(Deadline, **row._asdict()) for row in clocks]
        say_recorded(child, new_child, touches=None)
        also.append(words_of_new(child, new_child.setting))
        also.append(part_of_new_case(child, received_on, worker_id=worker_id, setting=new_child.setting, clocks=clocks))
    touches = REQUESTS if new_child is None else None
    record("casework.receive_request", child=child, subject=request, fact=fact, touches=touches)
    _write(made, also, result_url)
    return request


def _matches(area: Any, new: NewChild) -> list[PossibleMatch]:
    return possible_matches(
        area_ids=[area.pk],
        forename=new.forename,
        surname=new.surname,
        date_of_birth=new.date_of_birth,
        upn=new.upn,
        nhs_number=new.nhs_number,
    )


def _write(made: Sequence[models.Model], also: Sequence[rows.Part], result_url: str) -> None:
    try:
        write(made, *also)
    except IntegrityError as error:
        if form_keys.used_before(error):
            raise form_keys.AlreadySent(result_url) from None
        if "upn_once_an_area" in str(error):
            raise Refused(
                "This UPN belongs to another record. Check it with the school, or leave it out for now."
            ) from None
        raise


def _open_request(child: Child) -> Request | None:
    """The child's request that has not come to an end: not withdrawn, not refused, no plan made from it."""
    waiting = Request.objects.filter(child=child, ended="", plan__isnull=True)
    refused = Decision.objects.filter(request=OuterRef("pk"), yes=False, replaced_on__isnull=True)
    return waiting.exclude(Exists(refused)).order_by("-received_on", "pk").first()


def _plan_in_force(child: Child) -> Plan | None:
    return Plan.objects.filter(child=child, ceased_on__isnull=True).order_by("pk").first()


def _involved(
    child: Child, requested_by: Organisation | None, worker: Any, on: date, *, new_child: NewChild | None
) -> list[Involvement]:
    """Ways in that the request opens: the named worker's, the asking setting's, and those of a family with accounts."""
    now: set[tuple[Any, Any, Any]]
    if new_child is not None:
        now = {("setting", None, new_child.setting.pk)} if new_child.setting else set()
        made = [involvement_of(child, user=worker, role="named_worker", because=WORKING, on=on)] if worker else []
    else:
        held = Involvement.objects.filter(child=child, until_on__isnull=True)
        now = set(held.values_list("role", "user_id", "organisation_id"))
        made = _family_with_accounts(child, now, on)
        if worker:
            change_worker(child, worker, WORKING, on)
    asking = requested_by if requested_by and requested_by.kind == Organisation.Kind.SETTING else None
    if asking is not None and ("setting", None, asking.pk) not in now:
        made.append(involvement_of(child, organisation=asking, role="setting", because="Made the request", on=on))
    return made


def _family_with_accounts(child: Child, now: Collection[tuple[Any, Any, Any]], on: date) -> list[Involvement]:
    """Parents and carers who can sign in and have no way in to this record yet."""
    family = child.relationships.filter(until_on__isnull=True, adult__user__isnull=False).select_related("adult__user")
    return [
        involvement_of(child, user=tie.adult.user, role="family", because="Parent or carer", on=on)
        for tie in family.order_by("pk").distinct()
        if ("family", tie.adult.user_id, None) not in now and ("family_before", tie.adult.user_id, None) not in now
    ]


@action
def withdraw_request(*, request: Request, why: str, version: int | None = None, by: Any, on: date) -> Request:
    """Whoever asked has taken the request back: its clocks stop and the record stays."""
    policies.check_withdraw(standing=standing_of(by), request=request, decisions=request.decisions.order_by("pk"))
    if not why.strip():
        raise Refused("Say who withdrew the request and how they told you.")
    next_version(request, version)
    request.ended, request.ended_on = Request.Ended.WITHDRAWN, on
    request.save(update_fields=["ended", "ended_on"])
    _end_asks(request, on)
    record(
        "casework.withdraw_request",
        child=request.child,
        subject=request,
        fact={"ended_on": on},
        why=why,
        touches=REQUESTS,
    )
    return request


@action
def correct_received_date(
    *, request: Request, received_on: date, why: str, version: int | None = None, by: Any, on: date
) -> Request:
    """The request was received on another day than recorded: every clock is counted again, and both dates are kept."""
    policies.check_correct_received(
        standing=standing_of(by),
        request=request,
        received_on=received_on,
        why=why,
        decisions=request.decisions.order_by("pk"),
        on=on,
    )
    next_version(request, version)
    before, request.received_on = request.received_on, received_on
    request.save(update_fields=["received_on"])
    record(
        "casework.correct_received_date",
        child=request.child,
        subject=request,
        fact={"was": before, "received_on": received_on},
        why=why,
        touches=REQUESTS,
    )
    return request


@action
def set_named_worker(*, request: Request, worker: Any, why: str = "", by: Any, on: date) -> Involvement:
    """Who works on this request and is named to the family."""
    policies.check_update(standing=standing_of(by), request=request)
    had = Involvement.objects.filter(child=request.child, role="named_worker", until_on__isnull=True).values_list("user_id", flat=True).first()
    made = change_worker(request.child, worker, why or WORKING, on)
    if had != worker.pk:
        tell_of_worker([request.child], {worker.pk: 1}, on)
    record(
        "casework.set_named_worker",
        child=request.child,
        subject=request,
        fact={"worker": worker.pk},
        why=why,
        touches={"requests", "plans"},
    )
    return made

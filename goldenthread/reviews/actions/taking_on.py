"""A plan from another council is taken on in four steps: read, checked, matched to a child by a person, written.

It is no new request: the plan counts as made by this council on the day on which it was first made, and its year goes on
(SEND Regulations 2014, regulation 15; Ombudsman, Buckinghamshire 24 012 873).
"""

from __future__ import annotations

import io
from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError

from goldenthread.casework import letters
from goldenthread.core import files, scanning, uploads
from goldenthread.core.actions import action, record, write
from goldenthread.core.models import StoredFile
from goldenthread.core.refusals import Changed, Refused
from goldenthread.core.versions import CHANGED, next_version
from goldenthread.law import moves
from goldenthread.law.days import in_words
from goldenthread.people import actions as people
from goldenthread.people import twins
from goldenthread.people.models import Area, Child, Organisation
from goldenthread.people.newcomers import NewAdult, NewChild
from goldenthread.people.policies import check_may, check_may_in_area, standing_of
from goldenthread.plans.models import NamedSetting, Plan

from .. import bundle, change_letters, writing_down
from ..bundle.shape import day
from ..models import MoveIn, Review

PLANS = frozenset({"plans"})
ZIP = "application/zip"


# --- Read and check


@action
def read_bundle(*, area: Area, content: bytes, by: Any, on: date, scan: str = StoredFile.Scan.NOT_SCANNED) -> MoveIn:
    """The file is read, every hash and size checked, and what it says kept until somebody says whose it is. Nothing else is written."""
    check_may_in_area(standing_of(by), area, "ident", "create")
    try:
        read = bundle.read(io.BytesIO(content), len(content))
    except bundle.NotABundle as fault:
        raise Refused(str(fault)) from None
    kept = files.store(content, content_type=ZIP, scan=scan)
    before = MoveIn.objects.filter(area=area, file=kept).exclude(state=MoveIn.State.GIVEN_UP).first()
    if before is not None:
        record("reviews.read_bundle", subject=before, fact={"again": True})
        return before
    sender = read.data["from"]
    made = MoveIn(
        area=area, file=kept, said=dict(read.data), findings=[*read.findings, *_more_findings(read, area, on)], from_code=sender.get("code") or "", from_name=sender["council"][:120],
        transferred_on=day(read.data.get("move", {}).get("moving_on")), taken_on=on, taken_by_id=getattr(by, "pk", None),
    )  # fmt: skip
    try:
        made.save(force_insert=True)
    except IntegrityError as error:
        if "one_bundle_once" in str(error):
            raise Changed(CHANGED) from None
        raise
    record("reviews.read_bundle", subject=made, fact={"sha256": kept.pk, "papers": len(read.papers), "findings": len(made.findings)})
    return made


def _more_findings(read: bundle.Bundle, area: Area, on: date) -> list[str]:
    found = []
    if read.data["from"].get("code") == area.code:
        found.append("This file was made by this council itself.")
    named = [each for each in (read.data["plan"].get("named") or []) if each.get("urn")]
    known = set(Organisation.objects.filter(urn__in=[each["urn"] for each in named]).values_list("urn", flat=True))
    found += [f"{each.get('name') or 'A setting'} (URN {each['urn']}) is not known here. It is kept by its name." for each in named if each["urn"] not in known]
    if (made_on := day(read.data["plan"]["made_on"])) and made_on > on:
        raise Refused("The plan in the file says that it was made on a day to come. Ask the council that made it to put it right.")
    return found


# --- Match


def matches(move: MoveIn) -> list[twins.PossibleMatch]:
    """Children of this area who may be the one whom the file is about, surest first."""
    said = move.said["child"]
    return twins.possible_matches(
        area_ids=[move.area_id], forename=said["forename"], surname=said.get("surname") or "", date_of_birth=date.fromisoformat(said["date_of_birth"]),
        upn=said.get("upn") or "", nhs_number=said.get("nhs_number") or "",
    )  # fmt: skip


@action
def match_bundle(*, move: MoveIn, child: Child | None, why: str = "", version: int | None = None, by: Any, on: date) -> MoveIn:
    """A person says who the file is about: a child on record, or nobody here yet (then `why`, where somebody looks alike)."""
    check_may_in_area(standing_of(by), move.area, "ident", "create")
    if move.state not in (MoveIn.State.READ, MoveIn.State.MATCHED):
        raise Refused(f"This file was {move.get_state_display().lower()} already.")
    if child is None and matches(move) and not why.strip():
        raise Refused("Somebody here looks like this child. Say how you know that it is somebody else.")
    if child is not None:
        if child.area_id != move.area_id:
            raise Refused("That child is known to another area.")
        check_may(standing_of(by), child, "request", "update")
        in_force = Plan.objects.filter(child=child, ceased_on__isnull=True).first()
        if in_force is not None:
            raise Refused(f"{child.name} has a plan in force here, made on {in_words(in_force.made_on)}. It is the same plan, or the wrong child. Ask the old council.")
    next_version(move, version)
    move.child, move.new_child, move.matched_why, move.state = child, child is None, why.strip(), MoveIn.State.MATCHED
    move.save(update_fields=["child", "new_child", "matched_why", "state"])
    record("reviews.match_bundle", child=child, subject=move, fact={"new": child is None}, why=move.matched_why, touches=frozenset())
    return move


# --- Write


@action
def write_bundle(*, move: MoveIn, transferred_on: date, can_attend: bool, meanwhile: str = "", version: int | None = None, by: Any, on: date) -> Plan:
    """The plan is this council's from the day it was transferred: made when it was first made, reviewed when it was last reviewed."""
    check_may_in_area(standing_of(by), move.area, "ident", "create")
    if move.state != MoveIn.State.MATCHED:
        raise Refused("Say first who the file is about." if move.state == MoveIn.State.READ else f"This file was {move.get_state_display().lower()} already.")
    made_on = date.fromisoformat(move.said["plan"]["made_on"])
    if transferred_on > on:
        raise Refused("The day the plan was transferred must be today or in the past.")
    if transferred_on < made_on:
        raise Refused(f"The plan was made on {in_words(made_on)}. It was transferred after that.")
    if not can_attend and not meanwhile.strip():
        raise Refused("Say what is arranged while the setting in the plan is too far away.", citation=moves.CITATIONS["attendance"])
    next_version(move, version)
    content = _content(move)
    child = move.child or _start_record(move, by=by, on=on)
    plan = _plan(move, child, made_on, transferred_on)
    _reviews(plan, move.said.get("reviews") or [])
    writing_down.papers_and_version(plan=plan, read=content, by=by, on=on)
    move.child, move.plan, move.state, move.written_on, move.transferred_on = child, plan, MoveIn.State.WRITTEN, on, transferred_on
    move.can_attend, move.meanwhile = can_attend, meanwhile.strip()
    move.said = {"plan": {"made_on": move.said["plan"]["made_on"]}}  # what it said of the family is in the record now
    move.save(update_fields=["child", "plan", "state", "written_on", "transferred_on", "can_attend", "meanwhile", "said"])
    record(
        "reviews.write_bundle", child=child, subject=move, fact={"transferred_on": transferred_on, "made_on": made_on, "from": move.from_code, "new": move.new_child}
    )
    return plan


def _content(move: MoveIn) -> bundle.Bundle:
    """The file read again, with every check: between the steps nothing is taken on trust."""
    if move.file.scan == StoredFile.Scan.INFECTED:
        raise Refused(uploads.VIRUS)
    try:
        # Read by this program alone and never opened by a person: each paper in it is looked into before it is kept.
        content = files.path_of(move.file_id).read_bytes()
        return bundle.read(io.BytesIO(content), len(content))
    except bundle.NotABundle as fault:
        raise Refused(str(fault)) from None
    except FileNotFoundError:
        raise Refused("The file is missing. Take it in again.") from None


def _start_record(move: MoveIn, *, by: Any, on: date) -> Child:
    said, address = move.said["child"], move.said.get("address") or {}
    adults = tuple(
        NewAdult(
            name=each["name"], kind=each["kind"] if each["kind"] in writing_down.KINDS_OF_ADULT else "other", email=each.get("email") or "", phone=each.get("phone") or "",
            address=each.get("address") or "", postcode=(each.get("postcode") or "")[:8], letter_format=(each.get("letter_format") or "")[:20],
            tell_by=each.get("tell_by") if each.get("tell_by") in ("email", "text", "post") else "post", parental_responsibility=bool(each.get("parental_responsibility")), lives_with=bool(each.get("lives_with")),
        )
        for each in move.said.get("family") or []
    )  # fmt: skip
    new = NewChild(
        forename=said["forename"][:200], surname=(said.get("surname") or "")[:200], preferred_name=(said.get("preferred_name") or "")[:200],
        date_of_birth=date.fromisoformat(said["date_of_birth"]), sex=said.get("sex") if said.get("sex") in Child.Sex.values else Child.Sex.NOT_KNOWN,
        upn=(said.get("upn") or "")[:13], nhs_number=(said.get("nhs_number") or "")[:10], first_language=(said.get("first_language") or "")[:60],
        interpreter=(said.get("interpreter") or "")[:60], communication=said.get("communication") or "", address=address.get("lines") or "", postcode=(address.get("postcode") or "")[:8],
        adults=adults,
    )  # fmt: skip
    try:
        return people.record_child(area=move.area, new=new, by=by, on=on)
    except IntegrityError as error:
        if "once_an_area" in str(error):
            raise Refused("Another child here has this unique pupil number. Match the file to that child, or ask the old council.") from None
        raise


def _plan(move: MoveIn, child: Child, made_on: date, transferred_on: date) -> Plan:
    said = move.said["plan"]
    before = Plan.objects.filter(child=child, made_on=made_on).first()
    if before is not None:  # the family moved away and came back
        before.ceased_on, before.cease_reason, before.cease_notified_on = None, "", None
        before.transferred_in_on, before.transferred_from = transferred_on, move.from_code[:3]
        before.save(update_fields=["ceased_on", "cease_reason", "cease_notified_on", "transferred_in_on", "transferred_from"])
        return before
    plan = Plan.objects.create(
        child=child, area=move.area, made_on=made_on, transferred_in_on=transferred_on, transferred_from=move.from_code[:3], residential=(said.get("residential") or "")[:1],
        work_based=(said.get("work_based") or "")[:1], personal_budget=said.get("personal_budget"), organised_arrangements=said.get("organised_arrangements"),
        direct_payment=(said.get("direct_payment") or "")[:1],
    )  # fmt: skip
    named = said.get("named") or []
    by_urn = {each.urn: each for each in Organisation.objects.filter(urn__in=[one["urn"] for one in named if one.get("urn")])}
    for rank, each in enumerate(named[:2], 1):
        organisation = by_urn.get(each.get("urn"))
        other = "" if organisation else (each.get("name") or "")[:255]
        NamedSetting.objects.create(plan=plan, organisation=organisation, setting_type=(each.get("setting_type") or ("" if organisation else "OTH"))[:4], setting_other=other, rank=rank)
    return plan


def _reviews(plan: Plan, said: Collection[dict[str, Any]]) -> None:
    """Reviews that were held before, with their days: the year goes on from the last one that was decided."""
    met: set[date] = set()
    for each in said:
        days = {name: day(each.get(name)) for name in ("met_on", "notified_on", "notice_sent_on", "amended_final_on", "no_amendment_on")}
        if not (days["met_on"] or days["notified_on"]) or days["met_on"] in met or plan.reviews.filter(**days).exists():
            continue
        if days["met_on"]:
            met.add(days["met_on"])
        outcome = each.get("outcome", "")
        Review.objects.create(plan=plan, outcome=outcome if outcome in Review.Outcome.values else "", **days)


@action
def give_up_bundle(*, move: MoveIn, by: Any, on: date) -> MoveIn:
    """The file is not taken on. What it said is forgotten; that it came is not."""
    check_may_in_area(standing_of(by), move.area, "ident", "create")
    if move.state == MoveIn.State.WRITTEN:
        raise Refused("The plan is taken on already.")
    move.state, move.said = MoveIn.State.GIVEN_UP, {}
    move.save(update_fields=["state", "said"])
    record("reviews.give_up_bundle", subject=move, fact={})
    return move


# --- Afterwards


def review_by(plan: Plan) -> date:
    """The later of 12 months from the last review, or the making, and three months from the transfer (regulation 15(5))."""
    decided = [review.notified_on for review in plan.reviews.all() if review.notified_on and review.notified_on <= (plan.transferred_in_on or review.notified_on)]
    assert plan.transferred_in_on is not None
    return moves.review_by(max(decided, default=plan.made_on), plan.transferred_in_on).by


@action
def note_told_after_move(*, move: MoveIn, will_assess: bool, by: Any, on: date) -> MoveIn:
    """The letter of regulation 15(4) leaves: that the plan has passed, whether we assess, and when we review."""
    assert move.plan is not None and move.child is not None
    child = move.child
    check_may(standing_of(by), child, "request", "update")
    if move.told_on is not None:
        raise Refused(f"The family was told on {in_words(move.told_on)}.")
    assert move.plan.transferred_in_on is not None
    drafts = change_letters.taken_over(
        child, letters.known(child), came_from=move.from_name, transferred_on=move.plan.transferred_in_on, will_assess=will_assess, review_by=review_by(move.plan), meanwhile=move.meanwhile, on=on
    )
    made = letters.make(drafts, kind="transfer-in", request=move, on=on, rendered={}, matter_kind="move")
    move.will_assess, move.told_on = will_assess, on
    move.save(update_fields=["will_assess", "told_on"])
    record("reviews.note_told_after_move", child=child, subject=move, fact={"told_on": on, "will_assess": will_assess, "letters": len(made.documents)}, touches=PLANS)
    write(list(made.documents), *made.parts())
    return move


def child_of(move: MoveIn, child_id: UUID) -> Child | None:
    """A child of this area by id."""
    return Child.objects.filter(pk=child_id, area_id=move.area_id).first()


def scanned(file: Any) -> tuple[bytes, str]:
    """The bytes of a file that was sent, and what the scanner said of it; refused where a virus was found."""
    try:
        verdict = scanning.look_into(file)
    except scanning.ScannerAway:
        scan: str = StoredFile.Scan.NOT_SCANNED
    else:
        if verdict.infected:
            raise Refused(uploads.VIRUS)
        scan = verdict.scan
    file.seek(0)
    return file.read(), scan

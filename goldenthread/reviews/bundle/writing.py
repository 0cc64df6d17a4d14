"""Packing a plan for another council: what its duty needs, and nothing that is sealed or addressed to one person."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any

from goldenthread.core import files
from goldenthread.core.refusals import Refused
from goldenthread.core.uploads import EXTENSION
from goldenthread.people.models import Address, Attendance, Document, Relationship, SenNeed
from goldenthread.plans.models import Advice, Plan, Version
from goldenthread.plans.snapshot import canonical
from goldenthread.plans.snapshot import of as snapshot_of

from ..models import MoveOut, Review
from .shape import ADVICE, DATA, FORMAT, MANIFEST, PLAN

#: The day that a zip says its files were made: always the same, so that the same plan gives the same bytes.
ONE_DAY = (1980, 1, 1, 0, 0, 0)
REVIEW_DAYS = ("met_on", "notified_on", "notice_sent_on", "amended_final_on", "no_amendment_on")


def packed(plan: Plan, move: MoveOut | None, *, on: date) -> bytes:
    """The bundle as bytes."""
    version = Version.objects.filter(plan=plan, issued_on__isnull=False).select_related("child", "pdf__file", "word__file").order_by("-number").first()
    parts = list(_parts(plan, move, version, on))
    listed = [
        {"path": path, "kind": kind, "title": title, "made_on": made_on, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for path, kind, title, made_on, content in parts
    ]
    manifest = {"format": FORMAT, "made_on": on.isoformat(), "files": listed}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as into:
        _put(into, MANIFEST, _json(manifest))
        for path, _, _, _, content in parts:
            _put(into, path, content)
    return made.getvalue()


def _put(into: zipfile.ZipFile, path: str, content: bytes) -> None:
    info = zipfile.ZipInfo(path, ONE_DAY)
    info.compress_type = zipfile.ZIP_DEFLATED
    into.writestr(info, content)


def _json(said: Any) -> bytes:
    return json.dumps(said, sort_keys=True, indent=1, ensure_ascii=False).encode()


def _parts(plan: Plan, move: MoveOut | None, version: Version | None, on: date) -> Iterator[tuple[str, str, str, str, bytes]]:
    """Path, kind, title, day and bytes of each paper."""
    yield DATA, "data", "Data", on.isoformat(), _json(data_of(plan, move, version, on))
    if version is not None:
        issued_on = version.issued_on or on
        yield PLAN, "plan-data", "The plan as data", issued_on.isoformat(), canonical(snapshot_of(version, on=issued_on))
        for paper, kind, ending in ((version.pdf, "plan", "pdf"), (version.word, "plan-word", "docx")):
            if paper is not None:
                yield f"plan.{ending}", kind, paper.title, paper.made_on.isoformat(), _bytes(paper)
    advice = list(_advice(plan))
    if advice:
        yield ADVICE, "advice-data", "Advice as data", on.isoformat(), _json(advice)
    papers = Document.objects.filter(child=plan.child, kind="advice", addressee__isnull=True, to_child=False).select_related("file").order_by("made_on", "pk")
    for number, paper in enumerate(papers, 1):
        extension = EXTENSION.get(paper.file.content_type)
        if extension and not paper.file.held:
            yield f"advice/{number:02}{extension}", "advice", paper.title, paper.made_on.isoformat(), _bytes(paper)


def _bytes(paper: Document) -> bytes:
    try:
        with files.opened(paper.file) as opened:
            return opened.read()
    except FileNotFoundError:
        raise Refused(f"The file of “{paper.title}” is missing. Tell your administrator, who can restore it.") from None


def data_of(plan: Plan, move: MoveOut | None, version: Version | None, on: date) -> dict[str, Any]:
    """What a new council must know, in the shape of `shape.SHAPE`."""
    child, area = plan.child, plan.area
    address = Address.objects.filter(child=child, until_on__isnull=True).first()
    return {
        "format": FORMAT, "made_on": on.isoformat(),
        "from": {"code": area.code, "council": area.council, "email": area.email, "phone": area.phone},
        "child": {
            **{name: getattr(child, name) for name in ("forename", "surname", "preferred_name", "sex", "upn", "uln", "nhs_number", "ethnicity", "first_language", "interpreter", "communication")},
            "date_of_birth": child.date_of_birth.isoformat(),
        },
        "address": {"lines": address.lines if address else "", "postcode": address.postcode if address else ""},
        "family": [_adult(tie) for tie in Relationship.objects.filter(child=child, until_on__isnull=True).select_related("adult")],
        "needs": [{"need": need.need, "rank": need.rank} for need in SenNeed.objects.filter(child=child, until_on__isnull=True)],
        "attends": [_setting(at) for at in Attendance.objects.filter(child=child, left_on__isnull=True).select_related("organisation")],
        "plan": {
            "made_on": plan.made_on.isoformat(), "issued_on": _day(version and version.issued_on), "version_digest": version.digest if version else "",
            "residential": plan.residential, "work_based": plan.work_based, "personal_budget": plan.personal_budget,
            "organised_arrangements": plan.organised_arrangements, "direct_payment": plan.direct_payment,
            "named": [_setting(named) for named in plan.named_settings.select_related("organisation")],
        },
        "reviews": [
            {"outcome": review.outcome, **{name: _day(getattr(review, name)) for name in REVIEW_DAYS}}
            for review in Review.objects.filter(plan=plan) if review.met_on or review.notified_on
        ],
        "move": {"aware_on": _day(move and move.aware_on), "moving_on": _day(move and move.moving_on)},
    }  # fmt: skip


def _day(on: Any) -> str | None:
    return on.isoformat() if on else None


def _setting(row: Any) -> dict[str, Any]:
    return {
        "name": row.organisation.name if row.organisation else row.setting_other, "urn": row.organisation.urn if row.organisation else None,
        "setting_type": row.setting_type, "rank": row.rank,
    }  # fmt: skip


def _adult(tie: Relationship) -> dict[str, Any]:
    adult = tie.adult
    return {
        **{name: getattr(adult, name) for name in ("name", "email", "phone", "address", "postcode", "letter_format")}, "kind": tie.kind, "tell_by": tie.tell_by,
        "parental_responsibility": tie.parental_responsibility_from is not None, "lives_with": tie.lives_with_from is not None,
    }  # fmt: skip


PASSAGE = ("kind", "text", "broad_area", "theme", "measure", "deliverer", "skill", "group_size", "minutes", "times", "per", "weeks", "review", "page")


def _advice(plan: Plan) -> Iterator[dict[str, Any]]:
    """Advice that was given, passage by passage, so that the new council's plan can go on saying where its lines came from."""
    given = Advice.objects.filter(child=plan.child, given_on__isnull=False).select_related("organisation").prefetch_related("passages").order_by("given_on", "pk")
    for each in given:
        yield {
            "kind": each.kind, "author": each.author, "role": ", ".join(part for part in (each.author_role, each.organisation.name if each.organisation else "") if part),
            "given_on": _day(each.given_on), "seen_on": _day(each.seen_on), "summary": each.summary,
            "passages": [{"id": str(said.pk), "by_when": _day(said.by_when), "starts_on": _day(said.starts_on), **{name: getattr(said, name) for name in PASSAGE}} for said in each.passages.all()],
        }  # fmt: skip

"""A version is begun, given up, or sealed for issue."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError

from goldenthread.core import form_keys, rows
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.people.policies import standing_of

from .. import following_issue, policies, snapshot
from ..models import Line, LineWording, Link, Plan, Source, Version
from ..sections import NEWEST, template
from .lines import NOTHING_KEPT

BEGUN_MEANWHILE = "Somebody else began a draft for this child a moment ago. Go on with that one."


@action
def start_draft(
    *,
    child: Any,
    by: Any,
    on: date,
    matter: tuple[str, UUID] | None = None,
    plan: Plan | None = None,
    earlier: Version | None = None,
    template_name: str = NEWEST,
    id: UUID | None = None,
    form_key: UUID | None = None,
    result_url: str = "",
) -> Version:
    """A version begins. `matter` is what it is written for: ("request", its id). With `earlier` it begins as a copy of that."""
    versions = list(Version.objects.filter(child=child).order_by("-number"))
    open_now = next((each for each in versions if each.issued_on is None and each.given_up_on is None), None)
    policies.check_start(standing=standing_of(by), child=child, open_version=open_now)
    template(template_name)
    kind, matter_id = matter or ("", None)
    version = Version(
        id=id or uuid4(), child=child, area_id=child.area_id, plan=plan or (earlier.plan if earlier else None), earlier=earlier,
        matter_kind=kind, matter_id=matter_id, number=versions[0].number + 1 if versions else 1,
        kind=Version.Kind.PROPOSED if plan or (earlier and earlier.plan_id) else Version.Kind.DRAFT, template=template_name,
        started_on=on, started_by_id=getattr(by, "pk", None),
    )  # fmt: skip
    key = [] if form_key is None else [form_keys.row(key=form_key, user_id=getattr(by, "pk", None), result_url=result_url)]
    try:
        rows.insert([version, *key])
    except IntegrityError as error:
        if form_keys.used_before(error):
            raise form_keys.AlreadySent(result_url) from None
        if "one_open_version_a_child" in str(error) or "one_version_a_number" in str(error):
            raise Refused(BEGUN_MEANWHILE) from None
        raise
    if earlier is not None:
        _copy(earlier, version, by=by)
    fact = {"number": version.number, "kind": version.kind, "template": template_name, "matter": kind, "earlier": earlier.number if earlier else None}
    record("plans.start_draft", child=child, subject=version, fact=fact, touches=NOTHING_KEPT)
    return version


def _copy(earlier: Version, version: Version, *, by: Any) -> None:
    """Every line that stands in the earlier version, with its sources and links; a line keeps its lineage."""
    names = [field.attname for field in Line._meta.concrete_fields if field.attname not in ("id", "version_id", "revision", "changed_at", "changed_by_id")]
    before = list(earlier.lines.filter(removed_on__isnull=True).order_by("position", "pk"))
    now = {line.pk: Line(version=version, **{name: getattr(line, name) for name in names}) for line in before}
    if not now:
        return
    Line.objects.bulk_create(now.values())
    LineWording.objects.bulk_create(
        LineWording(line=line, revision=1, said=snapshot.said_of(line), by_id=getattr(by, "pk", None)) for line in now.values()
    )
    Source.objects.bulk_create(
        Source(line=now[each.line_id], passage_id=each.passage_id, adult_id=each.adult_id, by_child=each.by_child, words=each.words, said_on=each.said_on)
        for each in Source.objects.filter(line__in=before).order_by("pk")
    )
    Link.objects.bulk_create(
        Link(upper=now[each.upper_id], lower=now[each.lower_id])
        for each in Link.objects.filter(lower__in=before).order_by("pk")
        if each.upper_id in now and each.lower_id in now
    )


@action
def give_up_version(*, version: Version, why: str, by: Any, on: date) -> Version:
    """The version is given up: it stays to be read by those who wrote it, and another can be begun."""
    policies.check_give_up(standing=standing_of(by), version=version, why=why)
    taken = Version.objects.filter(pk=version.pk, issued_on__isnull=True, given_up_on__isnull=True).update(given_up_on=on)
    if not taken:
        raise Refused("This version was issued or given up meanwhile.")
    version.given_up_on = on
    record("plans.give_up_version", child=version.child_id, subject=version, fact={"number": version.number}, why=why, touches=NOTHING_KEPT)
    return version


@action
def seal(*, version: Version, by: Any, on: date) -> str:
    """Keep the SHA-256 of all that the version says on this day, and tell the rooms above. Issuing does it in its own action, when no line changes any more."""
    policies.check_still_open(version)
    version.digest = snapshot.digest(snapshot.of(version, on=on))
    Version.objects.filter(pk=version.pk).update(digest=version.digest)
    record("plans.seal", child=version.child_id, subject=version, fact={"digest": version.digest}, touches=NOTHING_KEPT)
    following_issue.tell(version, on)
    return version.digest

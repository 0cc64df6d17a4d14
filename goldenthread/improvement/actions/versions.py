"""Versions of a plan: taken, consulted on, signed by each partner, sent in, published."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db.models import Max, Q

from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.core.versions import hold, next_version

from .. import policies
from ..models import ImprovementPlan, Partner, PlanVersion, SignOff
from ..out.taken import read_of, whole

STAGES = {"consulted_on": "Consulted on", "submitted_on": "Sent in"}
PUBLISHED = "This version is published and stays as it is. Take a new version."


def partners_of(plan: ImprovementPlan, day: date) -> list[Partner]:
    """The bodies that sign the plan on this day."""
    return list(Partner.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=day), plan=plan, from_on__lte=day))


@action
def add_partner(*, plan: ImprovementPlan, name: str, by: Any, on: date) -> Partner:
    """A body signs the plan from today on."""
    policies.check_decide(by, plan)
    made, new = Partner.objects.get_or_create(plan=plan, name=name.strip(), until_on=None, defaults={"from_on": on})
    if not new:
        raise Refused(f"{made.name} signs the plan already.")
    record("improvement.add_partner", subject=plan, fact={"partner": made.pk})
    return made


@action
def end_partner(*, partner: Partner, by: Any, on: date) -> None:
    """A body no longer signs the plan."""
    policies.check_decide(by, partner.plan)
    hold(partner, "until_on")
    if partner.until_on is None:
        partner.until_on = on
        partner.save(update_fields=["until_on"])
    record("improvement.end_partner", subject=partner.plan, fact={"partner": partner.pk})


@action
def take_version(*, plan: ImprovementPlan, what_changed: str = "", rated_until: date | None = None, by: Any, on: date) -> PlanVersion:
    """Keep the plan as it stands. The same plan again is refused: nothing would be new."""
    policies.check_decide(by, plan)
    hold(plan)
    content = content_of(whole(ImprovementPlan.objects.filter(pk=plan.pk)).get())
    sha256 = hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    last = PlanVersion.objects.filter(plan=plan).order_by("-number").first()
    if last is not None and last.sha256 == sha256 and last.rated_until == rated_until:
        raise Refused(f"Nothing has changed since version {last.number}.")
    number = (PlanVersion.objects.filter(plan=plan).aggregate(last=Max("number"))["last"] or 0) + 1
    made = PlanVersion.objects.create(
        plan=plan, number=number, made_on=on, made_by_id=getattr(by, "pk", None), what_changed=what_changed.strip(), content=content, sha256=sha256, rated_until=rated_until,
    )  # fmt: skip
    record("improvement.take_version", subject=plan, fact={"number": number, "sha256": sha256, "rated_until": rated_until})
    return made


def content_of(plan: ImprovementPlan) -> dict[str, Any]:
    """All that a plan says, as it is kept in a version. Private tasks, costs and files are no part of it."""
    return json.loads(json.dumps(asdict(read_of(plan)), default=date.isoformat))


@action
def note_stage(*, of: PlanVersion, stage: str, day: date, version: int | None = None, by: Any, on: date) -> None:
    """A version was consulted on, or sent to those who asked for it."""
    policies.check_decide(by, of.plan)
    hold(of, "published_on")
    if of.published_on is not None:
        raise Refused(PUBLISHED)
    if stage not in STAGES or day < of.made_on or day > on:
        raise Refused("The day must lie between the day the version was taken and today.")
    next_version(of, version)
    setattr(of, stage, day)
    of.save(update_fields=[stage])
    record("improvement.note_stage", subject=of.plan, fact={"number": of.number, stage: day})


@action
def sign(*, of: PlanVersion, partner: Partner, name: str, by: Any, on: date) -> SignOff:
    """A partner signs a version. `name` says who signed, and as what."""
    policies.check_decide(by, of.plan)
    hold(of, "published_on")
    if of.published_on is not None:
        raise Refused(PUBLISHED)
    if partner.plan_id != of.plan_id or partner not in partners_of(of.plan, on):
        raise Refused("This body does not sign the plan.")
    if SignOff.objects.filter(of=of, partner=partner).exists():
        raise Refused(f"{partner.name} has signed this version already.")
    made = SignOff.objects.create(of=of, partner=partner, name=name.strip(), on=on, by_id=getattr(by, "pk", None))
    record("improvement.sign", subject=of.plan, fact={"number": of.number, "partner": partner.pk})
    return made


@action
def publish_version(*, of: PlanVersion, version: int | None = None, by: Any, on: date) -> None:
    """Publish a version that every partner has signed. With it the ratings of its quarters are locked."""
    policies.check_decide(by, of.plan)
    hold(of, "published_on")
    if of.published_on is not None:
        raise Refused(PUBLISHED)
    partners = partners_of(of.plan, on)
    if not partners:
        raise Refused("Name the bodies that sign the plan first.")
    signed = set(SignOff.objects.filter(of=of).values_list("partner_id", flat=True))
    missing = [partner.name for partner in partners if partner.pk not in signed]
    if missing:
        raise Refused(f"Not signed yet by: {', '.join(missing)}.")
    next_version(of, version)
    of.published_on = on
    of.save(update_fields=["published_on"])
    record("improvement.publish_version", subject=of.plan, fact={"number": of.number, "rated_until": of.rated_until})

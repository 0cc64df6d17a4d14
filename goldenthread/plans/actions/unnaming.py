"""A plan without names goes to the forum, whose readers judge it; anybody who reads a name takes it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from goldenthread.core.actions import action, record
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.people.policies import check_may, standing_of

from .. import unnaming
from ..models import Judgement, UnnamedPlan, Version

NOTHING: frozenset[str] = frozenset()
READS = frozenset({"org", "area"})


def areas_judged(standing: Any) -> tuple[int, ...]:
    """Areas whose plans without names this person judges: those of the parent carer forum."""
    return tuple(standing.areas_where("voice", "update", READS))


def given_by(standing: Any) -> QuerySet[UnnamedPlan]:
    """Plans without names that this person gave to the forum, or whose area's plans they write, and that nobody took back."""
    gave = Q(made_by_id=standing.user_id) if standing.may("draft", "create") else Q(pk__in=[])
    return UnnamedPlan.objects.filter(gave | Q(area_id__in=standing.areas_where("draft", "create")), taken_back_on__isnull=True)


@action
def give_without_names(*, version: Version, also: Sequence[str], by: Any, on: date) -> UnnamedPlan:
    """An issued plan, with names taken out and read by a person, goes to the forum. `also` are words that person took out besides."""
    check_may(standing_of(by), version.child, "draft", "create")
    if version.issued_on is None:
        raise Refused("Only a plan that was issued is judged. A draft still changes.")
    lines = unnaming.lines_of(version, also)
    if not any(line["kind"] == "outcome" for line in lines):
        raise Refused("This plan has no outcome to judge.")
    made = UnnamedPlan.objects.create(area_id=version.area_id, stage=unnaming.stage_of(version, on), lines=lines, made_on=on, made_by_id=getattr(by, "pk", None))
    record("plans.give_without_names", child=version.child, fact={"lines": len(lines), "also": len(list(also))}, touches=NOTHING)
    return made


@action
def judge(*, plan: UnnamedPlan, person_centred: bool, broader: bool, good: str, better: str, by: Any, on: date) -> Judgement:
    """One reader says what they found. What is not good enough says what would be better."""
    standing = standing_of(by)
    if standing is None or plan.area_id not in areas_judged(standing):
        raise NotAllowed("The parent carer forum judges these plans.")
    if plan.taken_back_on is not None:
        raise Refused("This plan was taken back.")
    if not (person_centred and broader) and not better.strip():
        raise Refused("Say what would be better.")
    if Judgement.objects.filter(plan=plan, by=by).exists():
        raise Refused("You have judged this plan already.")
    made = Judgement.objects.create(plan=plan, by=by, person_centred=person_centred, broader=broader, good=good.strip(), better=better.strip(), judged_on=on)
    record("plans.judge", subject=plan, fact={"person_centred": person_centred, "broader": broader})
    return made


@action
def take_back(*, plan: UnnamedPlan, why: str, by: Any, on: date) -> None:
    """Somebody read a name, or something that tells whose plan it is: the words go at once, and nobody reads them again."""
    standing = standing_of(by)
    if standing is None or not (plan.area_id in areas_judged(standing) or given_by(standing).filter(pk=plan.pk).exists()):
        raise NotAllowed("Only those who read it, or who gave it, take it back.")
    if plan.taken_back_on is not None:
        raise Refused("This plan was taken back already.")
    plan.taken_back_on, plan.lines = on, []
    plan.save(update_fields=["taken_back_on", "lines"])
    record("plans.take_back", subject=plan, why=why.strip()[:500])

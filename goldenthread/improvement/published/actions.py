"""Every write about what is published: editions, their withdrawal, words for everybody, and what was done about what families said."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.core.versions import check_version, hold, next_version
from goldenthread.improvement.models import ImprovementPlan, Section
from goldenthread.people.policies import standing_of

from . import policies
from .changes import changes
from .content import content_of, fingerprint
from .models import Edition, PlainWords, ReplyToFamilies, Withdrawal

SAME = "Nothing has changed since the last edition, so there is nothing new to publish."


@action
def publish_edition(*, plan: ImprovementPlan, name: str, as_at: date, by: Any, on: date) -> Edition:
    """Publish the plan with its ratings and measures as at a day. It never changes afterwards."""
    policies.check_publish(standing_of(by), plan.area)
    hold(plan)
    if as_at > on:
        raise Refused("An edition tells of a day that has come. Choose a date that is not in the future.")
    last = latest(plan)
    if last and as_at < last.as_at:
        raise Refused(f"The last edition is as at {last.as_at.day} {last.as_at:%B %Y}. Choose that date or a later one.")
    content = content_of(plan, as_at=as_at, name=name)
    before = None if last is None else last.content
    if before is not None and _alike(before, content):
        raise Refused(SAME)
    number = (plan.editions.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    content |= {"number": number, "published_on": on.isoformat(), "changes": changes(before, content), "since": before["name"] if before else ""}
    edition = Edition.objects.create(
        fingerprint=fingerprint(content), plan=plan, number=number, name=name, as_at=as_at, published_on=on, published_by_id=getattr(by, "pk", None), content=content
    )
    record("improvement.publish_edition", subject=plan, fact={"edition": edition.pk, "number": number, "as_at": as_at, "measures": len(content["measures"])})
    return edition


def _alike(before: dict[str, Any], now: dict[str, Any]) -> bool:
    """Whether two editions say the same of the same quarter."""
    return all(before.get(name) == value for name, value in now.items())


def latest(plan: ImprovementPlan) -> Edition | None:
    """The newest edition that is still shown."""
    return plan.editions.filter(withdrawal__isnull=True).order_by("-number").first()


@action
def withdraw_edition(*, edition: Edition, because: str, by: Any, on: date) -> Withdrawal:
    """Show an edition no more. Its address says why, for everybody to read."""
    policies.check_publish(standing_of(by), edition.plan.area)
    hold(edition.plan)
    if Withdrawal.objects.filter(edition=edition).exists():
        raise Refused("This edition was withdrawn already.")
    made = Withdrawal.objects.create(edition=edition, because=because, withdrawn_on=on, withdrawn_by_id=getattr(by, "pk", None))
    record("improvement.withdraw_edition", subject=edition.plan, fact={"edition": edition.pk, "number": edition.number}, why=because)
    return made


@action
def write_plain_words(*, section: Section, plain: str, easy: str, by: Any, on: date) -> PlainWords:
    """Say a section in plain English and as Easy Read."""
    policies.check_write(standing_of(by), section.plan.area)
    hold(section)
    made, _ = PlainWords.objects.update_or_create(section=section, defaults={"plain": plain, "easy": easy, "written_on": on, "written_by_id": getattr(by, "pk", None)})
    record("improvement.write_plain_words", subject=section, fact={"plain": bool(plain), "easy": bool(easy)})
    return made


@action
def note_what_families_said(*, plan: ImprovementPlan, said: str, heard_on: date, did: str = "", done_on: date | None = None, by: Any, on: date) -> ReplyToFamilies:
    """Put what families said beside the plan, with what was done about it where something was."""
    policies.check_write(standing_of(by), plan.area)
    hold(plan)
    made = ReplyToFamilies.objects.create(plan=plan, said=said, heard_on=heard_on, did=did, done_on=done_on if did else None, entered_by_id=getattr(by, "pk", None))
    record("improvement.note_what_families_said", subject=made, fact={"heard_on": heard_on, "done": bool(did)})
    return made


@action
def answer_families(*, reply: ReplyToFamilies, said: str, heard_on: date, did: str, done_on: date | None, version: int | None = None, by: Any, on: date) -> ReplyToFamilies:
    """Say what was done about what families said, or say either anew. Editions that are published stay as they were."""
    policies.check_write(standing_of(by), reply.plan.area)
    check_version(reply, version)
    next_version(reply, version)
    reply.said, reply.heard_on, reply.did, reply.done_on = said, heard_on, did, done_on if did else None
    reply.save(update_fields=["said", "heard_on", "did", "done_on"])
    record("improvement.answer_families", subject=reply, fact={"heard_on": heard_on, "done": bool(did)})
    return reply

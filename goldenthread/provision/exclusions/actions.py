"""A suspension or exclusion is entered, corrected, followed up, and what became of it is written down. Events keep what stood before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from goldenthread.core import rows, versions
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.people.models import Child
from goldenthread.people.policies import check_may, standing_of

from ..models import Exclusion, PriorSupport
from .policies import Facts, Outcome, RefusedField, check_facts, check_outcome, had_plan
from .prior import Prior
from .reach import settings_of

NOTHING: frozenset[str] = frozenset()
GONE = "This was taken off the register. Go back to the register and look for the one that stands there now."


@action
def record_exclusion(*, child: Child, facts: Facts, support: Iterable[Prior], by: Any, on: date) -> Exclusion:
    """A school, or the council for it, puts one on the register, with the support that the child had before."""
    check_may(standing_of(by), child, "exclusion", "create")
    _check_school(child, facts, by)
    versions.hold(child, "date_of_birth")  # two that begin on different days may share some, and no index sees that
    check_facts(child, facts, on)
    made = rows.new(Exclusion, child=child, area_id=child.area_id, entered_on=on, entered_by_id=getattr(by, "pk", None), **_columns(child, facts))
    ticked = list(support)
    rows.insert([made, *_support(made, ticked)])
    record("provision.record_exclusion", child=child, subject=made, fact={**_fact(made), "support": len(ticked)}, touches=NOTHING)
    return made


@action
def correct_exclusion(*, exclusion: Exclusion, facts: Facts, support: Iterable[Prior], version: int | None = None, by: Any, on: date) -> None:
    """Something was entered wrongly. The event says what stood before."""
    child = exclusion.child
    check_may(standing_of(by), child, "exclusion", "update")
    _check_own(exclusion, by)
    _check_stands(exclusion)
    if facts.school.pk != exclusion.school_id:
        _check_school(child, facts, by)
    versions.hold(child, "date_of_birth")
    check_facts(child, facts, on, but=exclusion)
    decided = exclusion.decided_on
    if decided is not None and (facts.first_on > min(day for day in (exclusion.cancelled_on, exclusion.governors_on, exclusion.panel_on) if day) or facts.kind != exclusion.kind):
        raise RefusedField("first_on", "What became of it is on the register already. Take that back before you change the kind, or begin it later.")
    versions.next_version(exclusion, version)
    before = {**_fact(exclusion), "support": exclusion.support.count()}
    Exclusion.objects.filter(pk=exclusion.pk).update(**_columns(child, facts))
    exclusion.refresh_from_db()
    exclusion.support.all().delete()
    ticked = list(support)
    if ticked:
        rows.insert(_support(exclusion, ticked))
    record("provision.correct_exclusion", child=child, subject=exclusion, fact={**_fact(exclusion), "support": len(ticked), "before": before}, touches=NOTHING)


@action
def note_outcome_of_exclusion(*, exclusion: Exclusion, outcome: Outcome, version: int | None = None, by: Any, on: date) -> None:
    """The head cancelled it, or governors or a panel decided; or such a word is put right."""
    check_may(standing_of(by), exclusion.child, "exclusion", "update")
    _check_own(exclusion, by)
    _check_stands(exclusion)
    check_outcome(exclusion, outcome, on)
    versions.next_version(exclusion, version)
    before = _outcome(exclusion)
    Exclusion.objects.filter(pk=exclusion.pk).update(
        cancelled_on=outcome.cancelled_on, governors=outcome.governors, governors_on=outcome.governors_on, panel=outcome.panel, panel_on=outcome.panel_on
    )
    exclusion.refresh_from_db()
    fact = {"kind": exclusion.kind, "part": exclusion.part, "first_on": exclusion.first_on, **_outcome(exclusion), "before": before}
    record("provision.note_outcome_of_exclusion", child=exclusion.child, subject=exclusion, fact=fact, touches=NOTHING)


@action
def follow_up_exclusion(*, exclusion: Exclusion, done: str, version: int | None = None, by: Any, on: date) -> None:
    """The named worker found out what the child needs, and says what was done. Said again, the newest stands."""
    check_may(standing_of(by), exclusion.child, "exclusion", "decide")
    _check_stands(exclusion)
    if not done.strip():
        raise RefusedField("done", "Say what you found out, and what was done.")
    versions.next_version(exclusion, version)
    Exclusion.objects.filter(pk=exclusion.pk).update(followed_on=on, followed=done.strip(), followed_by_id=getattr(by, "pk", None))
    exclusion.refresh_from_db()
    record("provision.follow_up_exclusion", child=exclusion.child, subject=exclusion, fact={"kind": exclusion.kind, "part": exclusion.part, "first_on": exclusion.first_on}, touches=NOTHING)


@action
def withdraw_exclusion(*, exclusion: Exclusion, why: str, version: int | None = None, by: Any, on: date) -> None:
    """It was entered by mistake: of another child, twice, or it never was. It counts nowhere from now on."""
    check_may(standing_of(by), exclusion.child, "exclusion", "update")
    _check_own(exclusion, by)
    _check_stands(exclusion)
    if not why.strip():
        raise RefusedField("why", "Say why it is taken off the register.")
    versions.next_version(exclusion, version)
    Exclusion.objects.filter(pk=exclusion.pk).update(withdrawn_on=on, withdrawn_why=why.strip())
    exclusion.refresh_from_db()
    record("provision.withdraw_exclusion", child=exclusion.child, subject=exclusion, fact=_fact(exclusion), touches=NOTHING)


def _check_school(child: Child, facts: Facts, by: Any) -> None:
    """Whoever speaks for a school alone enters what their own school did."""
    standing = standing_of(by)
    if standing is None:
        return
    officer = standing.scopes("exclusion", "create") - {"roll"}
    if not officer and facts.school.pk not in settings_of(standing, "create"):
        raise Refused("You can enter only what your own school did. The council enters it for another.")


def _check_own(exclusion: Exclusion, by: Any) -> None:
    """Whoever speaks for a school alone puts right what their own school did."""
    standing = standing_of(by)
    if standing is None or standing.scopes("exclusion", "update") - {"roll"}:
        return
    if exclusion.school_id not in settings_of(standing, "update"):
        raise NotAllowed("You can put right only what your own school did. The council does it for another.")


def _check_stands(one: Exclusion) -> None:
    versions.hold(one, "withdrawn_on", "version")
    if one.withdrawn_on is not None:
        raise Refused(GONE)


def _columns(child: Child, facts: Facts) -> dict[str, Any]:
    return {
        "school_id": facts.school.pk, "kind": facts.kind, "part": Exclusion.Part.LUNCH if facts.lunch else Exclusion.Part.DAYS, "first_on": facts.first_on, "last_on": None if facts.permanent else facts.last_on,
        "sessions": None if facts.permanent else facts.sessions, "reasons": list(facts.reasons), "said_status": "" if had_plan(child, facts.first_on) else facts.said_status,
        "early_review": facts.early_review, "note": facts.note.strip(),
    }  # fmt: skip


def _support(one: Exclusion, ticked: Iterable[Prior]) -> list[Any]:
    return [
        rows.new(PriorSupport, exclusion_id=one.pk, child_id=one.child_id, kind=each.kind, ref=each.ref, words=each.words[:300], place=place)
        for place, each in enumerate(ticked)
    ]


def _fact(one: Exclusion) -> dict[str, Any]:
    return {
        "kind": one.kind, "part": one.part, "first_on": one.first_on, "last_on": one.last_on, "sessions": one.sessions, "reasons": list(one.reasons), "status": one.said_status,
        "organisation": one.school_id, "early_review": one.early_review,
    }  # fmt: skip


def _outcome(one: Exclusion) -> dict[str, Any]:
    return {"cancelled_on": one.cancelled_on, "governors": one.governors, "governors_on": one.governors_on, "panel": one.panel, "panel_on": one.panel_on}

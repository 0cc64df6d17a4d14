"""What may be entered of a suspension or exclusion, and when; each refusal says what to do, and by which field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from goldenthread.core.refusals import Refused
from goldenthread.law.days import in_words
from goldenthread.people.models import Attendance, Child, Organisation
from goldenthread.plans.models import NamedSetting, Plan

from ..models import Exclusion
from ..models.exclusions import MOST_REASONS
from .rules import (
    CITATIONS,
    MOST_IN_A_YEAR,
    SIXTH_DAY,
    began_at,
    most_sessions,
    of_compulsory_school_age,
    sixth_day,
    year_began,
)

#: A school that a child has left is offered for so long.
LEFT_BACK = timedelta(days=550)
YOUNGEST = timedelta(days=3 * 365)


class RefusedField(Refused):
    """A refusal of what stands in one field of the form."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class Facts:
    """What is entered of one. `said_status` is read only where no plan was in force on the first day."""

    school: Organisation
    kind: str
    first_on: date
    last_on: date | None
    sessions: int | None
    reasons: Sequence[str]
    said_status: str
    early_review: str
    note: str
    part: str = Exclusion.Part.DAYS

    @property
    def permanent(self) -> bool:
        return self.kind == Exclusion.Kind.PERMANENT

    @property
    def lunch(self) -> bool:
        """Whether it is a suspension at lunchtimes alone."""
        return not self.permanent and self.part == Exclusion.Part.LUNCH


def had_plan(child: Child, on: date) -> bool:
    """Whether a plan was in force on a day."""
    return Plan.objects.filter(Q(ceased_on__isnull=True) | Q(ceased_on__gt=on), child=child, made_on__lte=on).exists()


def schools_of(child: Child, on: date) -> list[Organisation]:
    """Where the child is or was on roll not long ago, and what the plan names: the school that comes first is the likeliest."""
    there = Attendance.objects.filter(Q(left_on__isnull=True) | Q(left_on__gte=on - LEFT_BACK), child=child, organisation__isnull=False)
    found = [each.organisation for each in there.select_related("organisation").order_by(F("left_on").desc(nulls_first=True), "rank", "pk")]
    named = NamedSetting.objects.filter(plan__child=child, plan__ceased_on__isnull=True, organisation__isnull=False).select_related("organisation").order_by("rank", "pk")
    found += [each.organisation for each in named]
    return list({each.pk: each for each in found if each is not None}.values())


def check_facts(child: Child, facts: Facts, on: date, *, but: Exclusion | None = None) -> None:
    """What is entered can be true: its days, its length, its reasons, and that it was not entered before."""
    if facts.first_on > on:
        raise RefusedField("first_on", "The first day must be today or in the past. Enter it on the day it begins.")
    if facts.first_on < child.date_of_birth + YOUNGEST:
        raise RefusedField("first_on", "The first day is before the child went to school. Check the year.")
    _check_length(facts)
    if not 1 <= len(set(facts.reasons)) <= MOST_REASONS or len(set(facts.reasons)) != len(facts.reasons):
        raise RefusedField("reasons", f"Select up to {('no', 'one', 'two', 'three')[MOST_REASONS]} reasons, each once.")
    if not facts.said_status and not had_plan(child, facts.first_on):
        raise RefusedField("said_status", f"No plan was in force on {in_words(facts.first_on)}. Select what the child had.")
    _check_others(child, facts, but)


def _check_length(facts: Facts) -> None:
    if facts.permanent:
        return
    unit = "lunchtime" if facts.lunch else "half day"
    if facts.last_on is None or facts.sessions is None:
        raise RefusedField("last_on", f"Enter the last day of the suspension, and how many {unit}s it was.")
    if facts.last_on < facts.first_on:
        raise RefusedField("last_on", "The last day must be the first day or later.")
    most = min(most_sessions(facts.first_on, facts.last_on, lunch=facts.lunch), MOST_IN_A_YEAR)
    if not 1 <= facts.sessions <= most:
        between = f"On {in_words(facts.first_on)}" if facts.last_on == facts.first_on else f"From {in_words(facts.first_on)} to {in_words(facts.last_on)}"
        room = f"are at most {most} {unit}s" if most > 1 else f"is at most 1 {unit}" if most else "is no school day"
        raise RefusedField("sessions", f"{between} there {room}. Check the days and the {unit}s.")


def _check_others(child: Child, facts: Facts, but: Exclusion | None) -> None:
    """No two begin on one day, and no two suspensions share one."""
    others = Exclusion.objects.filter(child=child, withdrawn_on__isnull=True)
    if but is not None:
        others = others.exclude(pk=but.pk)
    if others.filter(first_on=facts.first_on).exists():
        raise RefusedField("first_on", f"One that begins on {in_words(facts.first_on)} is on the register already. Open that one and correct it.")
    last_on = facts.last_on or facts.first_on
    both = others.filter(kind=Exclusion.Kind.SUSPENSION, first_on__lte=last_on).annotate(ends_on=Coalesce("last_on", "first_on")).filter(ends_on__gte=facts.first_on)
    if not facts.permanent and (other := both.first()):
        raise RefusedField("last_on", f"A suspension from {in_words(other.first_on)} is on the register for some of these days. Check the days of both.")


@dataclass(frozen=True)
class Outcome:
    """What became of it: the head cancelled it, the governors decided, a panel decided. Days without a word are empty."""

    cancelled_on: date | None = None
    governors: str = ""
    governors_on: date | None = None
    panel: str = ""
    panel_on: date | None = None


def check_outcome(one: Exclusion, said: Outcome, on: date) -> None:
    """Each word has its day, in the order in which they can come."""
    for field, day in (("cancelled_on", said.cancelled_on), ("governors_on", said.governors_on), ("panel_on", said.panel_on)):
        if day is not None and day > on:
            raise RefusedField(field, "The day must be today or in the past.")
        if day is not None and day < one.first_on:
            raise RefusedField(field, f"The day cannot be before it began, on {in_words(one.first_on)}.")
    if said.cancelled_on and said.governors:
        raise RefusedField("cancelled_on", "A head can cancel it only before the governors meet. Enter one of the two.")
    if bool(said.governors) != bool(said.governors_on):
        raise RefusedField("governors_on", "Enter what the governors decided, and on which day.")
    if bool(said.panel) != bool(said.panel_on):
        raise RefusedField("panel_on", "Enter what the panel decided, and on which day.")
    if said.panel and (one.kind != Exclusion.Kind.PERMANENT or said.governors != Exclusion.Governors.UPHELD):
        raise RefusedField("panel", "A panel reviews a permanent exclusion that the governors upheld. Enter what the governors decided first.")
    if said.panel_on and said.governors_on and said.panel_on < said.governors_on:
        raise RefusedField("panel_on", "The panel cannot decide before the governors did.")


def over_the_longest(child: Child, first_on: date, sessions: Any) -> str:
    """A sentence where the suspensions of a school year come to more than the law allows; "" otherwise."""
    if not sessions:
        return ""
    began = year_began(first_on)
    rows = Exclusion.objects.filter(child=child, withdrawn_on__isnull=True, kind=Exclusion.Kind.SUSPENSION, first_on__range=(began, began.replace(year=began.year + 1) - timedelta(days=1)))
    total = sum(_spent(one) for one in rows)
    if total <= MOST_IN_A_YEAR:
        return ""
    return f"Suspensions of this school year come to {total / 2:g} school days. The law allows 45 ({CITATIONS['longest'].text})."


def _spent(one: Exclusion) -> int:
    """Half days that the child was out of school by it: those before it was cancelled, or the child was taken back, were spent all the same."""
    until = one.cancelled_on or (one.governors_on if one.governors == Exclusion.Governors.REINSTATED else None)
    if one.sessions is None or until is None:
        return one.sessions or 0
    return min(one.sessions, most_sessions(one.first_on, until - timedelta(days=1), lunch=one.part == Exclusion.Part.LUNCH))


def council_arranges(one: Exclusion) -> bool:
    """Whether the education is the council's to arrange and not the school's: for good, or from its own pupil referral unit (section 19(3A))."""
    return one.kind == Exclusion.Kind.PERMANENT or "pupil referral" in one.school.establishment_type.lower()


def education_from(one: Exclusion) -> date | None:
    """The day from which somebody must arrange suitable full-time education; None where nobody must for this one.

    Suspensions without a school day between them count as one (Regulations 2007/1870, regulation 3(3)); lunchtimes are no such days.
    """
    if not one.stands:
        return None
    began = one.first_on
    if one.kind == Exclusion.Kind.SUSPENSION:
        others = Exclusion.objects.filter(child_id=one.child_id, withdrawn_on__isnull=True, cancelled_on__isnull=True, kind=one.kind, part=Exclusion.Part.DAYS, first_on__lt=one.first_on)
        before = [(each, each.last_on) for each in others.exclude(governors=Exclusion.Governors.REINSTATED) if each.last_on is not None]
        began = began_at(one.first_on, [(each.first_on, last_on) for each, last_on in before])
        total = (one.sessions or 0) + sum(each.sessions or 0 for each, _ in before if each.first_on >= began)
        if one.part == Exclusion.Part.LUNCH or one.last_on is None or total <= 2 * (SIXTH_DAY - 1) or sixth_day(began) > one.last_on:
            return None
    sixth = sixth_day(began)
    return sixth if of_compulsory_school_age(one.child.date_of_birth, sixth) else None

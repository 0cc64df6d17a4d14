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
from .rules import CITATIONS, MOST_IN_A_YEAR, most_sessions, year_began

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

    @property
    def permanent(self) -> bool:
        return self.kind == Exclusion.Kind.PERMANENT


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
    if facts.last_on is None or facts.sessions is None:
        raise RefusedField("last_on", "Enter the last day of the suspension, and how many half days it was.")
    if facts.last_on < facts.first_on:
        raise RefusedField("last_on", "The last day must be the first day or later.")
    most = most_sessions(facts.first_on, facts.last_on)
    if not 1 <= facts.sessions <= min(most, MOST_IN_A_YEAR):
        room = "no school day" if not most else f"at most {min(most, MOST_IN_A_YEAR)} half days"
        raise RefusedField("sessions", f"From {in_words(facts.first_on)} to {in_words(facts.last_on)} there {'is' if not most else 'are'} {room}. Check the days and the half days.")


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
    rows = Exclusion.objects.filter(child=child, withdrawn_on__isnull=True, cancelled_on__isnull=True, kind=Exclusion.Kind.SUSPENSION, first_on__range=(began, began.replace(year=began.year + 1) - timedelta(days=1)))
    total = sum(rows.exclude(governors=Exclusion.Governors.REINSTATED).values_list("sessions", flat=True))
    if total <= MOST_IN_A_YEAR:
        return ""
    return f"Suspensions of this school year come to {total / 2:g} school days. The law allows 45 ({CITATIONS['longest'].text})."

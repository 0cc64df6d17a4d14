"""Where young people with plans are after Year 11, what is open to them, who is to be asked about early, and whether health has a part.

Counted for those who plan for them, from the roll, from contacts after leaving, and from what settings answered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from goldenthread.casework.models import Consultation
from goldenthread.law import school_year
from goldenthread.people.models import Attendance, Child, Organisation
from goldenthread.plans.models import Advice, Line, Plan, Version

from . import transfers
from .lists import leavers

#: The groups by school year: the first two after Year 11 one by one, then those who go on.
GROUPS = ((12, "Year 12"), (13, "Year 13"), (14, "The year after"), (99, "Older, to 25"))
PLACES = {
    "school": "School sixth form, or still at school", "special": "Special school or specialist college", "college": "College", "training": "Apprenticeship, traineeship or internship",
    "otherwise": "Elsewhere than at a setting", "nowhere": "On no roll",
}  # fmt: skip
#: The codes of work-based learning in the return: apprenticeship, traineeship, supported internship.
WORK_BASED = frozenset("ATS")
YEAR = timedelta(days=365)
HEALTH = (Organisation.Kind.HEALTH, Organisation.Kind.ICB)


@dataclass
class Open:
    """One setting that takes young people after 16: how many are there, and what it answered in the last year."""

    name: str
    there: int = 0
    asked: int = 0
    yes: int = 0
    no: int = 0
    late: int = 0
    waiting: int = 0
    days: list[int] = field(default_factory=list)

    @property
    def usual_days(self) -> int | None:
        """The middle of the days that its answers took; None where it has answered nothing."""
        return sorted(self.days)[len(self.days) // 2] if self.days else None


@dataclass(frozen=True)
class After16:
    """Everything that the page says. `where` is by place and group; `early` counts Year 11 by whether any setting was asked."""

    groups: tuple[str, ...]
    where: list[tuple[str, list[int], int]]
    all: int
    left: Counter[str]
    settings: list[Open]
    not_asked: int
    asked: int
    next_september: int
    plans: int
    with_health_advice: int
    with_health_lines: int


def after_16(standing: Any, on: date) -> After16:
    """The page for what this person's role reaches. A dozen queries, however many young people."""
    first_of_12 = transfers.born_between("secondary_to_post16", school_year.school_year(on))[1]
    reached = Child.objects.filter(transfers.reached(standing, on), date_of_birth__lte=first_of_12)
    plans = list(Plan.objects.filter(ceased_on__isnull=True, child__in=reached).select_related("child").only("child__date_of_birth", "child_id", "work_based"))
    ids = [plan.child_id for plan in plans]
    rolls = {row.child_id: row for row in Attendance.objects.filter(child_id__any=ids, left_on__isnull=True).select_related("organisation").order_by("-rank", "-pk")}
    where: dict[str, list[int]] = {place: [0] * len(GROUPS) for place in PLACES}
    for plan in plans:
        year = school_year.national_curriculum_year(plan.child.date_of_birth, on)
        group = next(number for number, (last, _) in enumerate(GROUPS) if year <= last)
        where[place_of(plan, rolls.get(plan.child_id))][group] += 1
    moving = transfers.cohort(standing, "secondary_to_post16", transfers.years_open(on)[0], on)
    asked = sum(1 for each in moving if next(step for step in each.steps if step.key == "consulted").done_on is not None or each.done)
    in_force = Version.objects.filter(plan_id__any=[plan.pk for plan in plans], issued_on__isnull=False).order_by("plan_id", "-number").distinct("plan_id").values("pk")
    lines = set(
        Line.objects.filter(version__in=in_force, section="G", kind=Line.Kind.PROVISION, removed_on__isnull=True)
        .order_by().values_list("version__child_id", flat=True).distinct()
    )  # fmt: skip
    by_health = Q(kind="medical") | Q(organisation__kind__in=HEALTH)
    advised = set(Advice.objects.filter(by_health, child_id__any=ids, given_on__isnull=False).order_by().values_list("child_id", flat=True).distinct())
    return After16(
        groups=tuple(name for _, name in GROUPS), where=[(words, where[place], sum(where[place])) for place, words in PLACES.items()], all=len(plans),
        left=Counter(leavers(standing).values_list("destination", flat=True)), settings=open_to(rolls.values(), [each.child.pk for each in moving] + ids, on),
        not_asked=len(moving) - asked, asked=asked, next_september=transfers.years_open(on)[0], plans=len(plans),
        with_health_advice=len(advised), with_health_lines=len(lines),
    )  # fmt: skip


def place_of(plan: Plan, roll: Attendance | None) -> str:
    """Where a young person is, from the plan's work-based learning and the roll."""
    if plan.work_based in WORK_BASED:
        return "training"
    if roll is None:
        return "nowhere"
    if roll.organisation is None:
        return "otherwise"
    kind = roll.organisation.establishment_type.lower()
    if "special" in kind:
        return "special"
    return "college" if takes_after_16(roll.organisation) else "school"


def takes_after_16(organisation: Any) -> bool:
    """Whether a setting is for those after 16 alone: its phase in the national register is so, or its type says college."""
    kind = organisation.establishment_type.lower()
    return organisation.phase.lower() in {"16 plus", "16+"} or "further education" in kind or "sixth form" in kind or "post 16" in kind


def open_to(rolls: Any, asked_about: Sequence[Any], on: date) -> list[Open]:
    """The settings where young people are after 16, and those asked in the last year for somebody who moves on, with what they answered."""
    found: dict[Any, Open] = {}
    for roll in rolls:
        if roll.organisation is not None and takes_after_16(roll.organisation):
            found.setdefault(roll.organisation_id, Open(roll.organisation.name)).there += 1
    asked = Consultation.objects.filter(child_id__any=list(asked_about), withdrawn_on__isnull=True, sent_on__gt=on - YEAR).select_related("setting")
    for row in asked:
        one = found.setdefault(row.setting_id, Open(row.setting.name))
        one.asked += 1
        if row.replied_on is None:
            one.waiting += row.due_on >= on
            one.late += row.due_on < on
            continue
        one.yes += row.reply == Consultation.Reply.YES
        one.no += row.reply == Consultation.Reply.NO
        one.late += row.replied_on > row.due_on
        one.days.append((row.replied_on - row.sent_on).days)
    return sorted(found.values(), key=lambda each: (-each.there, -each.asked, each.name))

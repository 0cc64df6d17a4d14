"""The year of a phase transfer planned back from its date: who moves on, how far each child is, and what is late.

The duty follows the phase, that is the year group, and not a change of school (regulation 18; Ombudsman, Warwickshire
24 006 216): whoever is in the last year of a phase is listed, all-through and special schools included.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q

from goldenthread.casework.models import Consultation
from goldenthread.casework.proposing import Proposal
from goldenthread.core.gathering import gathered
from goldenthread.law import school_year, transfer
from goldenthread.law.cite import Citation
from goldenthread.law.days import ONE_DAY
from goldenthread.law.review import EIGHT_WEEKS, TWELVE_WEEKS
from goldenthread.law.settings import DEFAULT, LawSettings
from goldenthread.people.children import visible
from goldenthread.people.law_readings import settings_of
from goldenthread.people.models import Attendance, Child, Involvement
from goldenthread.plans.models import Plan, Version

from .models import PhaseTransfer, Review
from .models.transfer import BETWEEN_POST16

#: Phases with the last year group of each: 0 is Reception, -1 the nursery year before it.
LAST_YEAR = {
    "eyp_to_school": -1,
    "infant_to_junior": 2,
    "primary_to_middle": 4,
    "primary_to_secondary": 6,
    "middle_to_secondary": 8,
    "secondary_to_post16": 11,
}
#: Phases that end only at some schools: a word in the name of a school where it does.
ONLY_AT = {"infant_to_junior": ("infant",), "primary_to_middle": ("first school",), "middle_to_secondary": ("middle",)}
NAMES = {
    "eyp_to_school": "Nursery to school",
    "infant_to_junior": "Infant to junior",
    "primary_to_middle": "First to middle",
    "primary_to_secondary": "Primary to secondary",
    "middle_to_secondary": "Middle to secondary",
    "secondary_to_post16": "Secondary to post-16",
    BETWEEN_POST16: "Between post-16 settings",
}
#: Two weeks: the notice that a review's papers need, and the family's and a setting's fifteen days.
PAPERS, ANSWER = timedelta(days=14), timedelta(days=15)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the year. `by` is its last day; `legal` says that the law sets it, otherwise it is worked back from that."""

    key: str
    name: str
    by: date
    done_on: date | None
    legal: bool = False

    def late_on(self, today: date) -> bool:
        return self.done_on is None and today > self.by

    def after_its_day(self) -> bool:
        return self.done_on is not None and self.done_on > self.by


@dataclass(frozen=True)
class Moving:
    """One child who moves on: where they are now, what the family said, and the steps of the year in order."""

    child: Any
    plan: Plan
    phase: str
    due_on: date
    before: date
    steps: tuple[Step, ...]
    transfer: PhaseTransfer | None
    school_id: int | None
    school: str
    waiting: tuple[Consultation, ...] = ()

    @property
    def next(self) -> Step | None:
        return None if self.done else next((step for step in self.steps if step.done_on is None), None)

    @property
    def done(self) -> bool:
        return self.steps[-1].done_on is not None

    def late_on(self, today: date) -> bool:
        """Whether the step that comes next should have been done by now; a plan that was sent is late no more."""
        return not self.done and any(step.late_on(today) for step in self.steps)

    def law_broken_on(self, today: date) -> bool:
        return self.steps[-1].late_on(today)


def years_open(on: date, settings: LawSettings = DEFAULT) -> tuple[int, int]:
    """The Septembers that are planned now: at the end of this school year and, from Year 5 and Year 10, of the next."""
    this = school_year.school_year(on, settings) + 1
    return this, this + 1


def born_between(phase: str, transfer_year: int, settings: LawSettings = DEFAULT) -> tuple[date, date]:
    """First and last dates of birth of those who are in the last year of this phase before September of that year."""
    month, day = settings.school_year_starts
    cohort = transfer_year - 1 - LAST_YEAR[phase] - 5
    return date(cohort, month, day), date(cohort + 1, month, day) - ONE_DAY


def phases_of(child: Any, on: date, school: str = "", settings: LawSettings = DEFAULT) -> list[tuple[str, int]]:
    """The phase transfers of a child that are planned now: this year's or next year's, by year group."""
    found = []
    for year in years_open(on, settings):
        for phase in LAST_YEAR:
            first, last = born_between(phase, year, settings)
            if first <= child.date_of_birth <= last and ends_here(phase, school):
                found.append((phase, year))
    return found


def ends_here(phase: str, school: str) -> bool:
    """Whether this phase ends at a school of this name; most phases end everywhere, also where the child stays."""
    return phase not in ONLY_AT or any(word in school.lower() for word in ONLY_AT[phase])


def reached(standing: Any, on: date, child: str = "") -> Q:
    """Children whose reviews this person may list: of the areas where their role reaches so far, and by involvement."""
    areas = standing.areas_where("review", "list")
    involved = Involvement.objects.filter(
        Q(user_id=standing.user_id) | Q(organisation_id__in=standing.organisation_ids),
        Q(until_on__isnull=True) | Q(until_on__gte=on), child_id=OuterRef(f"{child}id" if child else "pk"), from_on__lte=on,
    )  # fmt: skip
    return visible(standing, on, child) & (Q(**{f"{child}area_id__in": list(areas)}) | Q(Exists(involved)))


def cohort(standing: Any, phase: str, transfer_year: int, on: date) -> list[Moving]:
    """Everybody with a plan who moves on in this way in that year, as far as this person may list them. Six queries."""
    if phase == BETWEEN_POST16:
        rows = PhaseTransfer.objects.filter(
            reached(standing, on, "plan__child__"), phase=BETWEEN_POST16, moving_on__year=transfer_year, plan__ceased_on__isnull=True
        ).values_list("plan_id", flat=True)
        children = Child.objects.filter(plans__in=list(rows))
        plans = list(Plan.objects.filter(pk__in=list(rows)).select_related("child"))
    else:
        children = Child.objects.filter(reached(standing, on), date_of_birth__range=born_between(phase, transfer_year))
        plans = list(Plan.objects.filter(ceased_on__isnull=True, child__in=children).select_related("child"))
    return sorted(moving(plans, phase, transfer_year, on), key=lambda each: (each.school, each.child.surname, each.child.forename, str(each.plan.pk)))


def moving(plans: Sequence[Plan], phase: str, transfer_year: int, on: date) -> list[Moving]:
    """These plans as they stand in the year of their transfer."""
    ids, child_ids = [plan.pk for plan in plans], [plan.child_id for plan in plans]
    transfers = gathered(PhaseTransfer.objects.filter(plan_id__any=ids).select_related("preferred", "final_setting", "final_version__earlier", "said_by"), "plan_id")
    reviews = gathered(Review.objects.filter(plan_id__any=ids), "plan_id")
    schools = gathered(Attendance.objects.filter(child_id__any=child_ids, left_on__isnull=True, rank=1).select_related("organisation"), "child_id")
    asked = gathered(
        Consultation.objects.filter(child_id__any=child_ids, withdrawn_on__isnull=True).select_related("setting").order_by("sent_on", "pk"), "child_id"
    )
    versions = gathered(Version.objects.filter(child_id__any=child_ids, given_up_on__isnull=True).order_by("number"), "child_id")
    found = []
    for plan in plans:
        at = next(iter(schools[plan.child_id]), None)
        school = (at.organisation.name if at.organisation else at.setting_other or "") if at else ""
        if phase != BETWEEN_POST16 and not ends_here(phase, school):
            continue
        found.append(
            _one(plan, phase, transfer_year, transfers[plan.pk], reviews[plan.pk], asked[plan.child_id], versions[plan.child_id], at and at.organisation_id, school)
        )
    return found


def row_of(transfers: Iterable[PhaseTransfer], phase: str, transfer_year: int) -> PhaseTransfer | None:
    """What is kept of this transfer: by its phase, or by the year alone where a return told of it."""
    for row in transfers:
        if phase == BETWEEN_POST16:
            if row.phase == BETWEEN_POST16 and row.moving_on and row.moving_on.year == transfer_year:
                return row
        elif row.due_on.year == transfer_year and row.phase in ("", phase):
            return row
    return None


#: Around the September of a move: what section I names from a day between these is the next setting.
FROM_JUNE, TO_DECEMBER = (6, 1), (12, 31)


def named_by(version: Version, proposal: Proposal) -> tuple[str, int, PhaseTransfer | None] | None:
    """The move whose next setting, or type of setting, this version names by what was chosen for section I: its phase, its year
    and what is kept of it. None where nothing was chosen, or from no day near a move."""
    since, plan = proposal.start_on, version.plan
    if not proposal.words or since is None or plan is None:
        return None
    rows = list(plan.phase_transfers.all())
    for row in rows:
        if row.phase == BETWEEN_POST16 and row.moving_on and abs(row.moving_on - since) <= timedelta(days=31):
            return BETWEEN_POST16, row.moving_on.year, row
    if not date(since.year, *FROM_JUNE) <= since <= date(since.year, *TO_DECEMBER):
        return None
    law = settings_of(plan.area_id)
    at = Attendance.objects.filter(child_id=plan.child_id, left_on__isnull=True, rank=1).select_related("organisation").first()
    school = (at.organisation.name if at.organisation else at.setting_other or "") if at else ""
    for phase in LAST_YEAR:
        first, last = born_between(phase, since.year, law)
        if first <= version.child.date_of_birth <= last and ends_here(phase, school):
            return phase, since.year, row_of(rows, phase, since.year)
    return None


def due_by(plan: Plan, phase: str, transfer_year: int) -> date:
    """The last day in time for the plan that names the next setting."""
    return dates_of(phase, transfer_year, None, settings_of(plan.area_id))[0]


def dates_of(phase: str, transfer_year: int, row: PhaseTransfer | None, settings: LawSettings = DEFAULT) -> tuple[date, date]:
    """The last day in time, and the day that the law names."""
    if phase == BETWEEN_POST16:
        assert row is not None and row.moving_on is not None
        by = transfer.between_post16_by(row.moving_on)
        return by, by
    dates = transfer.phase_dates(phase, transfer_year, settings)
    return dates.last_day, dates.before


def _one(
    plan: Plan, phase: str, year: int, rows: Sequence[PhaseTransfer], reviews: Sequence[Review], asked: Collection[Consultation],
    versions: Sequence[Version], school_id: int | None, school: str,
) -> Moving:  # fmt: skip
    law = settings_of(plan.area_id)
    row = row_of(rows, phase, year)
    due_on, before = dates_of(phase, year, row, law)
    since = transfer.school_year_before(year, law) if phase != BETWEEN_POST16 else due_on - timedelta(days=365)
    notice, meeting = due_on - EIGHT_WEEKS, due_on - TWELVE_WEEKS
    of_year = [review for review in reviews if (review.met_on or review.notified_on or date.min) >= since and (review.met_on or review.notified_on or date.max) <= before]
    newest = max(of_year, key=lambda review: review.met_on or review.notified_on or date.min, default=None)
    consulted = [each for each in asked if each.sent_on >= since]
    served = next((each.first_served_on for each in versions if each.kind == Version.Kind.PROPOSED and each.first_served_on and each.first_served_on >= since), None)
    final_on = row.final_on if row else None
    answered = [each.replied_on for each in consulted if each.replied_on]
    steps = (
        Step("asked", "Ask the family which setting they would like", meeting - PAPERS, (row.asked_on or row.said_on) if row else None),
        Step("met", "Hold the review", meeting, newest.met_on if newest else None),
        Step("said", "The family says which setting they would like", meeting + PAPERS, row.said_on if row else None),
        Step("notice", "Send the family the proposed changes", notice, (newest.notice_sent_on if newest else None) or served),
        Step("consulted", "Consult the settings", notice + ANSWER, min((each.sent_on for each in consulted), default=None)),
        Step("answered", "The settings answer", notice + ANSWER + ANSWER, max(answered, default=None) if len(answered) == len(consulted) else None),
        Step("final", "Send the final plan that names the next setting", due_on, final_on, legal=True),
    )
    return Moving(
        plan.child, plan, phase, due_on, before, steps, row, school_id, school, tuple(each for each in consulted if each.replied_on is None)
    )


def citation_of(phase: str) -> Citation:
    """The rule behind the date of this transfer."""
    if phase == BETWEEN_POST16:
        return transfer.CITATIONS["between_post16"]
    return transfer.CITATIONS["post16" if phase == "secondary_to_post16" else "school"]

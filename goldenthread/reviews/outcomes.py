"""The outcomes that a review looks at: from the plan in force, with where the last review left each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from goldenthread.law import school_year
from goldenthread.law.days import in_words
from goldenthread.plans.models import Line, Plan, Version

from .models import Progress, Review

#: The last year group of each key stage. An outcome is for one; the next has its own.
KEY_STAGE_ENDS = (0, 2, 6, 9, 11, 13)


def version_in_force(plan: Plan) -> Version | None:
    """The newest version of the plan that was issued; None where the plan is on paper only."""
    return Version.objects.filter(plan=plan, issued_on__isnull=False).order_by("-number").first()


def begun_from_plan(review: Review) -> list[Progress]:
    """A row for each outcome of the plan in force; of the last review's outcomes where the plan is on paper only."""
    version = version_in_force(review.plan)
    if version is not None:
        lines = version.lines.filter(kind=Line.Kind.OUTCOME, removed_on__isnull=True).order_by("section", "position", "pk")
        return [
            Progress(review=review, position=number, lineage=line.lineage, outcome=line.text, by_when=line.by_when)
            for number, line in enumerate(lines, 1)
        ]
    last = last_review(review)
    if last is None:
        return []
    return [
        Progress(review=review, position=number, lineage=one.lineage, outcome=one.outcome, by_when=one.by_when)
        for number, one in enumerate(last.progress.all(), 1)
    ]


def last_review(review: Review) -> Review | None:
    """The review of this plan that was met last before this one."""
    held = review.plan.reviews.filter(met_on__isnull=False).exclude(pk=review.pk)
    return (held.filter(met_on__lt=review.met_on) if review.met_on else held).order_by("-met_on").first()


def earlier_progress(review: Review) -> dict[UUID | str, Progress]:
    """Where the last review left each outcome: by its lineage, or by its words where the plan is on paper only."""
    last = last_review(review)
    return {one.lineage or one.outcome: one for one in last.progress.all()} if last else {}


@dataclass(frozen=True)
class Stale:
    """An outcome that was for another time: the sentence says why."""

    progress: Progress
    sentence: str


def stale(outcomes: list[Progress], *, date_of_birth: date, on: date) -> list[Stale]:
    """Outcomes whose day has passed, or that were for a key stage that is over: a review renews them (LGSCO 25 002 549)."""
    year = school_year.national_curriculum_year(date_of_birth, on)
    found = []
    for one in outcomes:
        if one.by_when is None:
            continue
        stage = next((end for end in KEY_STAGE_ENDS if school_year.national_curriculum_year(date_of_birth, one.by_when) <= end), None)
        if stage is not None and stage < year:
            found.append(Stale(one, f"It was for a key stage that is over: by {in_words(one.by_when)}, at the latest in Year {stage}."))
        elif one.by_when < on:
            found.append(Stale(one, f"Its day has passed: {in_words(one.by_when)}."))
    return found

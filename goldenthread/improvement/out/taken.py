"""A saved plan as it reads now: with what people mended and rated, ready to be shown or written to a file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet

from ..models import Action, ActionGroup, ImprovementPlan, Section
from ..reading.placed import (
    At,
    Read,
    ReadAction,
    ReadColumn,
    ReadEvidence,
    ReadGroup,
    ReadMilestone,
    ReadRating,
    ReadSection,
    Unplaced,
)


def whole(plans: QuerySet[ImprovementPlan]) -> QuerySet[ImprovementPlan]:
    """These plans with everything that `read_of` asks for, in a fixed number of questions."""
    actions = Action.objects.prefetch_related("milestones", "ratings", "evidence")
    groups = ActionGroup.objects.prefetch_related("ratings", "evidence", Prefetch("actions", actions))
    sections = Section.objects.select_related("finding").prefetch_related(Prefetch("groups", groups))
    return plans.prefetch_related("scheme", "unplaced", Prefetch("sections", sections))


def read_of(plan: ImprovementPlan) -> Read:
    """The plan. Words that somebody placed are no longer among those without a place."""
    return Read(
        title=plan.title,
        sections=[_section(section) for section in plan.sections.all()],
        unplaced=[Unplaced(one.words, one.why, At(one.table, one.row), one.heading) for one in plan.unplaced.all() if one.placed_on is None],
        scale={step.colour: step.words for step in plan.scheme.all()},
        notes=list(plan.notes),
        columns=[ReadColumn(*one) for one in plan.columns],
    )


def _section(section: Section) -> ReadSection:
    return ReadSection(
        section.reference, section.title, At(section.table, section.row), section.leader, section.finding.words if section.finding else "", section.words,
        [_group(group) for group in section.groups.all()], key=section.pk,
    )  # fmt: skip


def _group(group: ActionGroup) -> ReadGroup:
    return ReadGroup(
        group.reference, group.title, At(group.table, group.row), group.owners, group.dates, [_action(action) for action in group.actions.all()],
        ratings_of(group.ratings.all()), _evidence(group), key=group.pk,
    )  # fmt: skip


def _action(action: Action) -> ReadAction:
    return ReadAction(
        action.reference, action.words, At(action.table, action.row), action.owner, action.contributors, action.date_printed,
        [ReadMilestone(one.period, one.words, At(one.table, one.row)) for one in action.milestones.all()],
        ratings_of(action.ratings.all()), _evidence(action),
        action.due_on if action.date_state == Action.DateState.MENDED else None, key=action.pk,
    )  # fmt: skip


def _evidence(of: Any) -> list[ReadEvidence]:
    return [ReadEvidence(one.kind, one.words, At(one.table, one.row)) for one in of.evidence.all()]


def ratings_of(ratings: Iterable[Any]) -> list[ReadRating]:
    """One rating a period, as printed until somebody gives another; what is given for a printed place stands in it.

    Where several were printed for one period, each stays.
    """
    found: list[ReadRating] = []
    for one in ratings:
        read = ReadRating(one.period, one.printed, one.colour, At(one.table, one.row))
        if one.given_on is None:
            found.append(read)
            continue
        read.printed = read.printed or one.colour.capitalize()
        at = next((number for number, each in enumerate(found) if each.period == one.period), None)
        if at is None:
            found.append(read)
        else:
            found[at] = read
    return found

"""The thread of a plan: from what the inspectors said, by outcome and action, to what moved; and where a link is missing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q

from goldenthread.improvement.models import Action, ActionGroup, ImprovementPlan, Section
from goldenthread.improvement.shown import TAGS

from .figures import Value, values_of
from .goals import better, goal_of
from .models import Measure
from .units import spoken, target_words
from .words import Tag, stands


@dataclass(frozen=True)
class Moved:
    """A measure with its value, how it stands, and how far it came from its start."""

    measure: Measure
    shown: str
    tag: Tag
    target: str
    way: str


@dataclass
class Strand:
    """A part of the plan: its finding, its actions each with its rating and measures, and measures of the part itself."""

    section: Section
    finding: str
    groups: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Gaps:
    """How many links are missing."""

    sections_without_finding: int
    actions: int
    actions_without_measure: int
    measures: int
    measures_without_value: int

    @property
    def sentences(self) -> list[str]:
        """What is missing, in words; nothing where nothing is."""
        told = []
        if self.sections_without_finding:
            told.append(f"{_many(self.sections_without_finding, 'part of the plan answers', 'parts of the plan answer')} no finding.")
        if self.actions_without_measure:
            told.append(f"{_many(self.actions_without_measure, 'action has', 'actions have')} no measure of its own or of its group, of {self.actions}.")
        if self.measures_without_value:
            told.append(f"{_many(self.measures_without_value, 'measure has', 'measures have')} no value yet, of {self.measures}.")
        return told


def thread_of(plan: ImprovementPlan, *, at: date, exact: bool) -> tuple[list[Strand], list[Moved], Gaps]:
    """Each part of the plan with all that moved, the measures of the plan as a whole, and the gaps."""
    groups = ActionGroup.objects.prefetch_related(Prefetch("actions", Action.objects.prefetch_related("ratings", "answers__finding")))
    sections = list(plan.sections.select_related("finding").prefetch_related(Prefetch("groups", groups)))
    held = list(plan.measures.filter(dropped_on__isnull=True).select_related("plan"))
    values = values_of(held, at=at, exact=exact)
    of_action: defaultdict[int, list[Moved]] = defaultdict(list)
    of_group: defaultdict[int, list[Moved]] = defaultdict(list)
    whole: list[Moved] = []
    for each in held:
        place = of_action[each.action_id] if each.action_id else of_group[each.group_id] if each.group_id else whole
        place.append(moved(each, values[each.pk]))
    strands = [
        Strand(
            section, "\n".join(findings_of(section)),
            [
                {"group": group, "measures": of_group[group.pk], "actions": [{"action": action, "rating": rating_of(action), "measures": of_action[action.pk]} for action in group.actions.all()]}
                for group in section.groups.all()
            ],
        )
        for section in sections
    ]  # fmt: skip
    actions = [(action, group) for section in sections for group in section.groups.all() for action in group.actions.all()]
    gaps = Gaps(
        sum(not findings_of(section) for section in sections), len(actions), sum(not of_action[action.pk] and not of_group[group.pk] for action, group in actions),
        len(held), sum(value.value is None and not value.hidden for value in values.values()),
    )  # fmt: skip
    return strands, whole, gaps


def findings_of(section: Section, *, published_by: date | None = None) -> list[str]:
    """What the inspectors said that a part of the plan answers: as its file says, and as somebody tied its actions. With `published_by`
    only what a report said by that day, for those who may not know of a report before it is published."""
    tied = [
        answer.finding.words for group in section.groups.all() for action in group.actions.all() for answer in action.answers.all()
        if published_by is None or ((out_on := answer.finding.inspection.published_on) and out_on <= published_by)
    ]  # fmt: skip
    return list(dict.fromkeys([*([section.finding.words] if section.finding else []), *tied]))


def moved_of(action: Action, *, at: date, exact: bool) -> list[Moved]:
    """All that moved for one action: its measures and those of its group, as at a day."""
    held = Measure.objects.filter(Q(action=action) | Q(group=action.group_id), dropped_on__isnull=True).select_related("plan")
    values = values_of(held, at=at, exact=exact)
    return [moved(each, values[each.pk]) for each in held]


def moved(measure: Measure, value: Value) -> Moved:
    """One measure, with how far it came."""
    goal = goal_of(measure)
    met = goal.met_by(value.value) if goal and value.value is not None else None
    shown = spoken(value.value, measure.unit) if value.value is not None else "Hidden" if value.hidden else "None yet"
    return Moved(measure, shown, stands(met, value.value, hidden=value.hidden), target_words(measure), way_of(measure, value))


def way_of(measure: Measure, value: Value) -> str:
    """How far a measure came from its start, and whether that is better."""
    if measure.baseline is None or value.value is None:
        return ""
    start = float(measure.baseline)
    told = better(measure, value.value, start)
    if value.value == start:
        return f"As at the start ({spoken(start, measure.unit)})"
    way = "" if told is None else ", better" if told else ", worse"
    return f"From {spoken(start, measure.unit)} at the start{way}"


def rating_of(action: Action) -> Tag:
    """The latest rating of an action."""
    given = [rating.colour for rating in action.ratings.all() if rating.colour]
    colour = action.colour or (given[-1] if given else "")
    return Tag(colour.capitalize() or "Not rated yet", TAGS.get(colour, "grey"))


def _many(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"

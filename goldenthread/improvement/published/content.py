"""What an edition holds: the plan, its latest ratings, its measures with small numbers hidden, and what changed since last time."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Prefetch

from goldenthread.improvement.measures.figures import Value, values_of
from goldenthread.improvement.measures.goals import goal_of
from goldenthread.improvement.measures.listed import described
from goldenthread.improvement.measures.models import Measure
from goldenthread.improvement.measures.thread import findings_of
from goldenthread.improvement.measures.units import spoken, target_words
from goldenthread.improvement.measures.words import stands
from goldenthread.improvement.models import Action, ActionGroup, ImprovementPlan, Section

from .models import PlainWords, ReplyToFamilies

#: The shape of `content`, told in every data file.
FORMAT = 1
NOT_RATED = "Not rated yet"


def content_of(plan: ImprovementPlan, *, as_at: date, name: str) -> dict[str, Any]:
    """The plan for everybody as at a day. Plain values only, so that it can be kept and hashed."""
    meanings = {step.colour: step.words for step in plan.scheme.all()}
    sections = [_section(each, as_at) for each in _sections(plan)]
    measures = measures_of(plan, as_at=as_at)
    rated = [action["colour"] for section in sections for group in section["groups"] for action in group["actions"]]
    return {
        "format": FORMAT,
        "area": {"code": plan.area.code, "name": plan.area.name, "council": plan.area.council},
        "plan": {"id": str(plan.pk), "title": plan.title, "kind": str(plan.get_kind_display())},
        "name": name,
        "as_at": as_at.isoformat(),
        "scale": [{"colour": colour, "words": words} for colour, words in meanings.items()],
        "counts": dict(Counter(rated)),
        "sections": sections,
        "measures": measures,
        "replies": [
            {"key": str(each.pk), "said": each.said, "did": each.did, "heard_on": each.heard_on.isoformat(), "done_on": each.done_on.isoformat() if each.done_on else ""}
            for each in ReplyToFamilies.objects.filter(plan=plan, heard_on__lte=as_at)
        ],
    }  # fmt: skip


def fingerprint(content: dict[str, Any]) -> str:
    """The SHA-256 of the content as JSON with its keys in order, without spaces, in UTF-8."""
    return hashlib.sha256(written(content)).hexdigest()


def written(content: dict[str, Any]) -> bytes:
    """The content as the bytes that are hashed."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _sections(plan: ImprovementPlan) -> Iterable[Section]:
    actions = Action.objects.prefetch_related("ratings", "answers__finding__inspection")
    groups = ActionGroup.objects.prefetch_related("ratings", Prefetch("actions", actions))
    words = Prefetch("plain_words", PlainWords.objects.all())
    return plan.sections.select_related("finding").prefetch_related(words, Prefetch("groups", groups))


def _section(section: Section, as_at: date) -> dict[str, Any]:
    plain = getattr(section, "plain_words", None)
    return {
        "key": str(section.pk), "reference": section.reference, "title": section.title, "finding": "\n".join(findings_of(section, published_by=as_at)),
        "leader": section.leader, "words": section.words, "plain": plain.plain if plain else "", "easy": plain.easy if plain else "",
        "groups": [
            {
                "key": str(group.pk), "reference": group.reference, "title": group.title, "owners": group.owners, "colour": _colour(group.ratings.all()),
                "actions": [_action(action) for action in group.actions.all()],
            }
            for group in section.groups.all()
        ],
    }  # fmt: skip


def _action(action: Action) -> dict[str, Any]:
    return {
        "key": str(action.pk), "reference": action.reference, "words": action.words, "owner": action.owner, "target": action.date_printed,
        "due_on": action.due_on.isoformat() if action.due_on else "", "done_on": action.done_on.isoformat() if action.done_on else "",
        "colour": action.colour or _colour(action.ratings.all()),
    }  # fmt: skip


def _colour(ratings: Iterable[Any]) -> str:
    """The latest colour of those that were given; "" where there is none."""
    given = [rating.colour for rating in ratings if rating.colour]
    return given[-1] if given else ""


def measures_of(plan: ImprovementPlan, *, as_at: date) -> list[dict[str, Any]]:
    """Every measure with its value for everybody: small numbers hidden, whoever publishes."""
    held = list(plan.measures.filter(dropped_on__isnull=True).select_related("plan", "group__section", "action__group__section").prefetch_related("steps"))
    values = values_of(held, at=as_at, exact=False)
    return [_measure(each, values[each.pk]) for each in held]


def _measure(measure: Measure, value: Value) -> dict[str, Any]:
    goal = goal_of(measure)
    met = goal.met_by(value.value) if goal and value.value is not None else None
    tag = stands(met, value.value, hidden=value.hidden)
    section = measure.action.group.section if measure.action else measure.group.section if measure.group else None
    return {
        "key": str(measure.pk), "reference": measure.reference, "words": measure.words, "tells_of": described(measure), "section": str(section.pk) if section else "",
        "kind": str(measure.get_kind_display()), "level": str(measure.get_level_display()), "direction": measure.direction, "unit": str(measure.get_unit_display()),
        "value": value.value, "shown": shown(measure, value), "value_on": value.on.isoformat() if value.on else "", "counted": value.numerator,
        "out_of": value.denominator, "baseline": None if measure.baseline is None else float(measure.baseline),
        "baseline_on": measure.baseline_on.isoformat() if measure.baseline_on else "", "comparator": str(measure.get_comparator_display()),
        "target": None if measure.target is None else float(measure.target), "target_words": target_words(measure),
        "due_on": measure.due_on.isoformat() if measure.due_on else "", "standing": tag.word, "standing_colour": tag.colour, "met": met,
        "source": str(measure.get_source_display()), "why": value.reason,
    }  # fmt: skip


def shown(measure: Measure, value: Value) -> str:
    """The value in words."""
    if value.value is not None:
        return spoken(value.value, measure.unit)
    return "Hidden" if value.hidden else "None yet"

"""What changed in a plan: between two of its versions, and between two days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from .models import Action, ImprovementPlan, Mend, PlanVersion, Progress, Rating, UnplacedText

CALLED = {
    "reference": "reference", "title": "title", "leader": "accountable leader", "finding": "inspectors’ words", "words": "words", "owners": "responsible together", "dates": "dates of all of them",
    "owner": "who is responsible", "contributors": "who contributes", "date_printed": "target date as printed", "meant": "the day that was meant", "due_on": "target date",
    "ratings": "rating", "milestones": "milestones", "evidence": "evidence and measures",
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One difference: what it is of, what kind of words, and both."""

    of: str
    what: str
    before: str
    after: str
    on: date | None = None
    by_id: int | None = None
    why: str = ""


def between(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    """What a later version says otherwise than an earlier one. Parts are the same where their own number is."""
    old, new = dict(_parts(before)), dict(_parts(after))
    found = []
    for key, (name, said) in new.items():
        if key not in old:
            found.append(Change(name, "new", "", ""))
            continue
        was = old[key][1]
        found += [Change(name, CALLED[field], _words(was[field]), _words(said[field])) for field in said if was.get(field) != said[field]]
    found += [Change(name, "taken out", "", "") for key, (name, _) in old.items() if key not in new]
    return found


def _parts(content: dict[str, Any]) -> Iterator[tuple[tuple[str, Any], tuple[str, dict[str, Any]]]]:
    for section in content["sections"]:
        yield ("section", section["key"]), (_name("Section", section["reference"], section["title"]), {field: section[field] for field in ("reference", "title", "leader", "finding", "words")})
        for group in section["groups"]:
            yield ("group", group["key"]), (_name("Group", group["reference"], group["title"]), {field: _said(group, field) for field in ("reference", "title", "owners", "dates", "ratings", "evidence")})
            for action in group["actions"]:
                fields = ("reference", "words", "owner", "contributors", "date_printed", "meant", "milestones", "ratings", "evidence")
                yield ("action", action["key"]), (_name("Action", action["reference"], action["words"]), {field: _said(action, field) for field in fields})


def _said(part: dict[str, Any], field: str) -> Any:
    match field:
        case "ratings":
            return [(one["period"], one["printed"] or one["colour"]) for one in part[field] if one["printed"] or one["colour"]]
        case "milestones" | "evidence":
            return [(one.get("period") or "", one["words"]) for one in part[field]]
    return part[field]


def _words(said: Any) -> str:
    if isinstance(said, list):
        return "; ".join(" ".join(filter(None, one)) for one in said) or "nothing"
    return str(said or "nothing")


def _name(kind: str, reference: str, words: str) -> str:
    short = " ".join(words.split())
    return f"{kind} {reference} {short if len(short) <= 70 else short[:70].rsplit(' ', 1)[0] + '…'}".replace("  ", " ")


def since(plan: ImprovementPlan, from_on: date, until_on: date) -> list[Change]:
    """Every change that somebody made from one day to another, newest first."""
    actions = {one.pk: _name("Action", one.reference, one.words) for one in Action.objects.filter(group__section__plan=plan)}
    days = (from_on, until_on)
    found = [
        Change(actions.get(one.of_id, "") if one.of == "action" else one.get_of_display(), CALLED.get(one.field, one.field), one.before, one.after, one.on, one.by_id, one.why)
        for one in Mend.objects.filter(plan=plan, on__range=days)
    ]
    rated = Rating.objects.filter(given_on__range=days).filter(action__group__section__plan=plan) | Rating.objects.filter(given_on__range=days, group__section__plan=plan)
    found += [Change(actions.get(one.action_id or 0, "Group"), f"rating, {one.period}", "", one.colour.capitalize(), one.given_on, one.given_by_id, one.reason) for one in rated]
    found += [Change(actions.get(one.action_id, ""), "how far it is", "", one.words, one.on, one.by_id) for one in Progress.objects.filter(action__group__section__plan=plan, on__range=days)]
    found += [Change("Words without a place", one.placed_as, "", one.words, one.placed_on, one.placed_by_id) for one in UnplacedText.objects.filter(plan=plan, placed_on__range=days)]
    found += [Change(str(one), "taken", "", one.what_changed, one.made_on, one.made_by_id) for one in PlanVersion.objects.filter(plan=plan, made_on__range=days).defer("content")]
    return sorted(found, key=lambda one: one.on or from_on, reverse=True)

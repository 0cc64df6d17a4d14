"""What the page of changes says of each thing that can change a plan: its name, how it stands, and where it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from goldenthread.law.days import in_words
from goldenthread.people.models import Attendance

from . import transfers
from .models.transfer import BETWEEN_POST16


@dataclass(frozen=True)
class Tile:
    """One line of the page. `kind` is how its state looks (see `components/facts.html`)."""

    name: str
    words: str
    href: str
    state: str = ""
    kind: str = "plain"


def of(found: Any, plan: Any, standing: Any) -> list[Tile]:
    """Every line that this child's age and plan give rise to."""
    on = standing.on
    lines: list[Tile] = []
    if plan is not None and plan.ceased_on is None:
        lines.append(_transfer(found, plan, on))
    return lines


def moves_of(found: Any, plan: Any, on: Any) -> list[transfers.Moving]:
    """The transfers of this child that are planned now, the nearest first."""
    at = Attendance.objects.filter(child=found, left_on__isnull=True, rank=1).select_related("organisation").first()
    school = (at.organisation.name if at.organisation else at.setting_other) if at else ""
    phases = transfers.phases_of(found, on, school)
    phases += [(BETWEEN_POST16, row.moving_on.year) for row in plan.phase_transfers.all() if row.phase == BETWEEN_POST16 and row.moving_on]
    made = [each for phase, year in phases for each in transfers.moving([plan], phase, year, on)]
    return sorted(made, key=lambda each: each.due_on)


def _transfer(found: Any, plan: Any, on: Any) -> Tile:
    moves = [each for each in moves_of(found, plan, on) if not each.done]
    href = reverse("reviews:transfer", args=[found.pk])
    if not moves:
        return Tile("Phase transfer", "No move is near, or the plan for it was sent.", href)
    first = moves[0]
    late = first.late_on(on)
    words = f"{transfers.NAMES[first.phase]} by {in_words(first.due_on)}. Next: {first.next.name[:1].lower()}{first.next.name[1:]}, by {in_words(first.next.by)}." if first.next else ""
    return Tile("Phase transfer", words, href, "Late" if late else "In time", "late" if late else "met")

"""What the page of changes says of each thing that can change a plan: its name, how it stands, and where it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from goldenthread.law import moves, school_year
from goldenthread.law.days import in_words
from goldenthread.people.models import Attendance

from . import ceasing, change_clocks, pathways, transfers
from .models import Cease, Custody, Leaver, LookedAfter, MoveOut, PathwayStep, Reassessment
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
    if pathways.begun(found, on):
        lines.append(_adulthood(found))
    if plan is not None:
        lines.append(_reassessing(found, on))
    if plan is not None:
        lines.append(_ceasing(found, plan, on))
        if standing is None or standing.may("plan", "share"):
            lines.append(_moving(found, plan, on))
    if school_year.national_curriculum_year(found.date_of_birth, on) >= 11:
        lines.append(_leaving(found, on))
    return [*lines, _care(found), _custody(found)]


def _adulthood(found: Any) -> Tile:
    told = pathways.of(PathwayStep.objects.filter(child=found))
    words = "; ".join(f"{each.name}: {each.stage.name.lower()}" for each in told)
    return Tile("Preparing for adulthood", f"{words}.", reverse("reviews:adulthood", args=[found.pk]))


def _reassessing(found: Any, on: Any) -> Tile:
    href = reverse("reviews:reassessment", args=[found.pk])
    row = Reassessment.objects.filter(child=found, final_on__isnull=True, withdrawn_on__isnull=True).exclude(will=False).first()
    if row is None:
        return Tile("Assessing again", "Nobody has asked for it.", href)
    due = [duty for each in change_clocks.of_children([found.pk]) if each.id == row.pk for duty in each.duties if duty.due_on and duty.met_on is None]
    late = any(duty.due_on < on for duty in due if duty.due_on)
    words = f"{'Under way' if row.will else 'Asked for'}. {due[0].law.name} by {in_words(due[0].due_on)}." if due and due[0].due_on else "Under way."
    return Tile("Assessing again", words, href, "Late" if late else "Open", "late" if late else "due")


def _care(found: Any) -> Tile:
    row = LookedAfter.objects.filter(child=found, until_on__isnull=True).first()
    words = f"By {row.authority}, from {in_words(row.from_on)}." if row else "Not on record."
    return Tile("Looked after", words, reverse("reviews:care", args=[found.pk]), "Yes" if row else "", "new")


def _custody(found: Any) -> Tile:
    row = Custody.objects.filter(child=found, released_on__isnull=True).first()
    words = f"At {row.place}, from {in_words(row.from_on)}. The plan is kept." if row else "Not on record."
    return Tile("Youth accommodation", words, reverse("reviews:custody", args=[found.pk]), "Yes" if row else "", "held")


def _ceasing(found: Any, plan: Any, on: Any) -> Tile:
    href = reverse("reviews:ceasing", args=[found.pk])
    if plan.ceased_on is not None:
        return Tile("Ending the plan", f"The plan ended on {in_words(plan.ceased_on)}.", href)
    open_now = Cease.objects.filter(plan=plan, withdrawn_on__isnull=True).exclude(yes=False).exclude(appeal_upheld=True).first()
    if open_now is None:
        return Tile("Ending the plan", "Nobody has proposed it. The plan goes on.", href)
    if open_now.decided_on is None:
        return Tile("Ending the plan", f"Proposed on {in_words(open_now.proposed_on)}. Nothing is decided.", href, "Proposed", "soon")
    until = ceasing.lives_until(open_now)
    words = f"The plan stays until {in_words(until)}." if until else "The plan stays until the appeal is decided."
    return Tile("Ending the plan", words, href, "Decided", "held")


def _moving(found: Any, plan: Any, on: Any) -> Tile:
    href = reverse("reviews:move_out", args=[found.pk])
    move = MoveOut.objects.filter(plan=plan, withdrawn_on__isnull=True).first()
    if move is None:
        return Tile("Move to another council", "No move is on record.", href)
    if move.transferred_on is not None:
        return Tile("Move to another council", f"The plan passed to {move.to_name} on {in_words(move.transferred_on)}.", href)
    by = moves.transfer_by(move.aware_on, move.moving_on).by
    return Tile("Move to another council", f"To {move.to_name}. The plan passes by {in_words(by)}.", href, "Late" if on > by else "Open", "late" if on > by else "due")


def _leaving(found: Any, on: Any) -> Tile:
    href = reverse("reviews:leaver", args=[found.pk])
    row = Leaver.objects.filter(child=found, closed_on__isnull=True).first()
    if row is None:
        return Tile("After leaving", "Nobody keeps in touch at the moment.", href)
    late = row.next_on is not None and row.next_on < on
    return Tile("After leaving", f"{row.get_destination_display()}. Next contact on {in_words(row.next_on) if row.next_on else 'no day'}.", href, "Late" if late else "Open", "late" if late else "due")


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

"""What the family's own page says of changes to the plan: a line each, with the page where they can answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from goldenthread.law.days import in_words
from goldenthread.plans.models import Plan

from . import pathways, transfers
from .models import Cease, Custody, MoveIn, MoveOut, Reassessment
from .tiles import moves_of


@dataclass(frozen=True)
class Line:
    """A sentence, and where it leads; without `href` there is nothing more to read."""

    words: str
    href: str = ""


def of(found: Any, on: date) -> list[Line]:
    """Every line that is true today, the most pressing first."""
    plan = Plan.objects.filter(child=found).order_by("ceased_on", "-made_on").first()
    lines: list[Line] = []
    if plan is not None:
        lines += [*_ceasing(found), *_moves(plan)]
        if plan.ceased_on is None:
            lines += [*_transfers(found, plan, on), *_reassessing(found)]
    if Custody.objects.filter(child=found, released_on__isnull=True).exists():
        lines.append(Line("The plan is kept during the time in youth accommodation. The home council still answers for it"))
    if pathways.begun(found, on):
        lines.append(Line("Preparing for adulthood: say how far each step is", reverse("reviews:my_adulthood", args=[found.pk])))
    return lines


def _transfers(found: Any, plan: Any, on: date) -> list[Line]:
    moves = [each for each in moves_of(found, plan, on) if each.before.year <= transfers.years_open(on)[0] or (each.transfer and each.transfer.asked_on)]
    href = reverse("reviews:next_setting", args=[found.pk])
    lines = []
    for each in moves[:1]:
        if each.done and each.transfer and each.transfer.final_on:
            lines.append(Line(f"The plan for the next school or college was sent on {in_words(each.transfer.final_on)}", href))
        elif each.transfer and each.transfer.said_on:
            lines.append(Line(f"The next school or college: you said which you would like. The plan that names it is due by {in_words(each.due_on)}", href))
        else:
            lines.append(Line(f"Which school or college next? Say which you would like. The plan that names it is due by {in_words(each.due_on)}", href))
    return lines


def _ceasing(found: Any) -> list[Line]:
    href = reverse("reviews:my_ceasing", args=[found.pk])
    cease = Cease.objects.filter(child=found, withdrawn_on__isnull=True).exclude(yes=False).exclude(appeal_upheld=True).first()
    if cease is None or (cease.meeting_offered_on is None and cease.notified_on is None):
        return []
    if cease.ended_on:
        return [Line(f"The plan ended on {in_words(cease.ended_on)}. Somebody keeps in touch", href)]
    if cease.decided_on:
        return [Line("The council decided to end the plan. It goes on for now, and you can appeal", href)]
    return [Line("The council is thinking about whether the plan goes on. Nothing is decided: say what you think", href)]


def _reassessing(found: Any) -> list[Line]:
    rows = list(Reassessment.objects.filter(child=found, withdrawn_on__isnull=True).exclude(will=False).order_by("-requested_on", "-own_decision_on"))
    row = next((each for each in rows if each.final_on is None), None)
    if row is None:
        done = next((each for each in rows if each.final_version_id), None)
        if done is None or done.final_on is None:
            return []
        href = reverse("plans:compare", args=[found.pk, done.final_version_id])
        return [Line(f"Needs were assessed again, and the plan was sent on {in_words(done.final_on)}. See each change beside the old words", href)]
    return [Line("The council assesses needs again. The plan goes on meanwhile" if row.will else "You, or somebody else, asked for needs to be assessed again. The council decides within 15 days of the request")]


def _moves(plan: Any) -> list[Line]:
    out = MoveOut.objects.filter(plan=plan, withdrawn_on__isnull=True).first()
    if out is not None and out.transferred_on:
        return [Line(f"The plan passed to {out.to_name} on {in_words(out.transferred_on)}. They answer for it now")]
    if out is not None:
        return [Line(f"The plan passes to {out.to_name} when you move. You do not have to ask for it again")]
    came = MoveIn.objects.filter(plan=plan, state=MoveIn.State.WRITTEN).first()
    if came is not None and came.transferred_on and came.told_on is None:
        return [Line(f"Your plan passed from {came.from_name} to us on {in_words(came.transferred_on)}. Everything in it goes on. We write to you within six weeks")]
    return []

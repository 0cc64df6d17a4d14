"""The measures of a plan, one measure, and the cases behind it."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs
from goldenthread.core import clock, readings
from goldenthread.improvement.actions.versions import partners_of
from goldenthread.insight.indicators import LIBRARY, telling
from goldenthread.people.models import Child

from .. import effect, policies
from ..comparing import beside
from ..drawn import behaviour_chart
from ..evidence import evidence_of
from ..figures import day_for, value_of, values_of
from ..forms import AsAtForm
from ..found import measure_of, plan_of, sees_rows
from ..goals import goal_of
from ..listed import PARTS, behind, count_words, described
from ..models import Measure
from ..remarks import partners_beside, signed_counts
from ..thread import thread_of
from ..trend import trend_of
from ..units import day as day_words
from ..units import spoken, target_words
from ..words import ASSURANCE, VARIATION, standing, stands, told

#: The most children named on a page, and the most values that were entered.
MOST_CHILDREN = 200
MOST_VALUES = 300


def as_at(request: Any) -> tuple[AsAtForm, date]:
    """The form of the day as at which to look, and the day: today where none was given, or none that can be."""
    asked = any(name.startswith("on-") for name in request.GET)
    form = AsAtForm(request.GET if asked else None, initial={"on": clock.today()})
    good = form.is_valid() and form.cleaned_data["on"] if asked else None
    return form, good or clock.today()


@require_safe
@needs("improve", "list")
def measures(request: Any, plan_id: UUID) -> HttpResponse:
    """Every measure of a plan with its value as at a day."""
    plan = plan_of(request, plan_id, "list")
    form, at = as_at(request)
    exact = sees_rows(request, plan)
    held = list(plan.measures.filter(dropped_on__isnull=True).select_related("plan", "group__section", "action__group__section"))
    values = values_of(held, at=at, exact=exact)
    partners = partners_of(plan, at)
    public = values_of(held, at=at, exact=False) if exact and partners else values
    signed = signed_counts(plan, partners, {each: public[each.pk] for each in held}, at) if partners else {}
    lines = []
    for each in held:
        value, goal = values[each.pk], goal_of(each)
        met = goal.met_by(value.value) if goal and value.value is not None else None
        shown = spoken(value.value, each.unit) if value.value is not None else "Hidden" if value.hidden else "None yet"
        lines.append({"measure": each, "value": value, "shown": shown, "tag": stands(met, value.value, hidden=value.hidden), "target": target_words(each), "tied": described(each), "signed": signed.get(str(each.pk), "")})
    return render(
        request, "improvement/measures/list.html",
        {
            "plan": plan, "lines": lines, "at": at, "form": form, "exact": exact, "counted": sum(each.source == Measure.Source.INDICATOR for each in held),
            "may_change": plan.area_id in request.standing.areas_where("improve", "update"), "dropped": plan.measures.filter(dropped_on__isnull=False), "asked": asked_of(request),
        },
    )  # fmt: skip


@require_safe
@needs("improve", "view")
def thread(request: Any, plan_id: UUID) -> HttpResponse:
    """From each finding by its actions to all that moved, and what is missing on the way."""
    plan = plan_of(request, plan_id)
    form, at = as_at(request)
    strands, whole, gaps = thread_of(plan, at=at, exact=sees_rows(request, plan))
    return render(
        request, "improvement/measures/thread.html",
        {"plan": plan, "strands": strands, "whole": whole, "gaps": gaps.sentences, "at": at, "form": form, "asked": asked_of(request)},
    )  # fmt: skip


@require_safe
@needs("improve", "view")
def measure(request: Any, measure_id: UUID) -> HttpResponse:
    """One measure: its value, its trend, others like us, and the thread up to the finding and down to the cases."""
    found = measure_of(request, measure_id)
    form, at = as_at(request)
    exact = sees_rows(request, found.plan)
    trend = trend_of(found, at=at, exact=exact)
    indicator = LIBRARY.get(found.indicator)
    partners = partners_of(found.plan, at)
    typed = found.source in (Measure.Source.ENTERED, Measure.Source.SERIES)
    return render(
        request, "improvement/measures/measure.html",
        {
            "measure": found, "trend": trend, "at": at, "shown_at": day_for(found, at, exact=exact), "form": form, "exact": exact, "standing": standing(trend),
            "value": spoken(trend.value.value, found.unit) if trend.value.value is not None else "Hidden" if trend.value.hidden else "None yet",
            "chart": behaviour_chart(trend), "told": told(trend), "effects": effect.told(effect.effects_of(trend), found), "caution": effect.CAUTION, "stories": evidence_of(found, at=at, exact=exact), "variation": VARIATION[trend.variation], "assurance": ASSURANCE[trend.assurance],
            "target": target_words(found), "indicator": indicator, "beside": beside(found, trend.value.value), "typed": typed, "counts": count_words(trend.value, found),
            "entered": entered(found, at) if typed and exact else [], "section": section_of(found), "findings": findings_up(found), "asked": asked_of(request), "source": where_from(found),
            "start": start_of(found), "steps": [(step.on, spoken(step.target, found.unit)) for step in found.steps.all()],
            "behind": [{"part": part, "words": words} for part, words in PARTS.items() if indicator and indicator.counted and not found.part] if exact and sees_children(request) else [],
            "may_change": found.plan.area_id in request.standing.areas_where("improve", "update"),
            "partners": partners_beside(found, partners, value_of(found, at=at, exact=False), at) if partners else [], "remarks": list(found.remarks.filter(on__lte=at).select_related("partner")[:MOST_VALUES]),
            "may_say": bool(policies.speaks_for(request.standing, found.plan, partners)),
        },
    )  # fmt: skip


def asked_of(request: Any) -> str:
    """The day that was asked for, as the end of an address."""
    day = {name: request.GET[name] for name in ("on-day", "on-month", "on-year") if request.GET.get(name)}
    return f"?{urlencode(day)}" if day else ""


def start_of(found: Measure) -> str:
    """The value at the start, with its day."""
    if found.baseline is None:
        return "Not known"
    return spoken(found.baseline, found.unit) + (f" on {day_words(found.baseline_on)}" if found.baseline_on else "")


def where_from(found: Measure) -> str:
    """Where its value comes from, with whose figures they are."""
    name = found.indicator if found.source == Measure.Source.INDICATOR else found.source_words
    if found.part:
        name = f"{name}, only {found.part}"
    return f"{found.get_source_display()}{f' ({name})' if name else ''}"


def entered(found: Measure, at: date) -> list[list[str]]:
    """Every value that was entered for a time up to a day, the newest first, with those that were replaced."""
    rows = found.values.filter(on__lte=at).order_by("-on", "-entered_at")[:MOST_VALUES]
    return [
        [
            day_words(each.on), spoken(each.value, found.unit), f"{each.said_by}{f'. {each.note}' if each.note else ''}", day_words(each.entered_on),
            f"Replaced on {day_words(each.replaced_on)}" if each.replaced_on else f"Stands. Corrected: {each.because}" if each.because else "Stands",
        ]
        for each in rows
    ]  # fmt: skip


def sees_children(request: Any) -> bool:
    """Whether this person may open lists of children at all."""
    return request.standing.may("ident", "list")


def section_of(found: Measure) -> Any:
    """The section of the plan in which a measure stands, with the finding that it answers; None for one of the whole plan."""
    if found.action:
        return found.action.group.section
    return found.group.section if found.group else None


def findings_up(found: Measure) -> list[str]:
    """What the inspectors said that a measure leads up to: by its part of the plan, and by its action."""
    section = section_of(found)
    told = [section.finding] if section and section.finding else []
    if found.action:
        told += [answer.finding for answer in found.action.answers.select_related("finding__inspection")]
    return list(dict.fromkeys(f"{each.inspection.title}: {each.words}" for each in told))


@require_safe
@needs("ident", "list")
def cases(request: Any, measure_id: UUID) -> HttpResponse:
    """The children behind a measure's number, for whoever may see them; who looked is noted."""
    found = measure_of(request, measure_id)
    if not sees_rows(request, found.plan) or found.indicator not in LIBRARY or not LIBRARY[found.indicator].counted:
        raise Http404("The cases behind this measure are not yours to open.")
    form, at = as_at(request)
    part = request.GET.get("part", "")
    part = part if part in PARTS else "numerator"
    stand = behind(found, at=at, part=part)
    asked = asked_of(request)
    address = reverse("improvement:measure_cases", args=[found.pk])
    tabs = [{"text": words, "href": f"{address}?part={each}{asked.replace('?', '&')}", "current": each == part} for each, words in PARTS.items()]
    children = list(Child.objects.visible_to(request.standing).filter(pk__in=stand.children).order_by("surname", "forename", "pk")[:MOST_CHILDREN])
    readings.read(request, page="improvement.measure_cases", children=children, scope="area")
    return render(
        request, "improvement/measures/cases.html",
        {"measure": found, "children": children, "many": len(stand.children), "said": telling.behind(stand, exact=True), "at": at, "form": form, "part": part, "parts": PARTS, "most": MOST_CHILDREN, "asked": asked, "tabs_shown": tabs},
    )  # fmt: skip

"""Pages of what is watched: every rule and analysis of an area, setting a rule, and one analysis."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.access.doors import needs
from goldenthread.access.models import User
from goldenthread.core import form_keys
from goldenthread.core.charts import Series, line_chart
from goldenthread.core.refusals import Changed, Refused
from goldenthread.people.models import Area

from ..dashboards.entrance import OF_AN_AREA, Place, place_of
from ..figure_keepers import answers_for, colleagues
from ..indicators import LIBRARY
from ..indicators.telling import day, unit_of, value
from . import actions
from .forms import FindingForm, GiveForm, WatchForm
from .models import Analysis, Watch
from .rules import Held, comparable, in_a_sentence, limit_of, months_of, watched
from .telling import sentence, told


@require_safe
@needs("agg", "view")
def watching(request: Any) -> HttpResponse:
    """What is to be looked into, what was found, and the rules."""
    place = place_of(request)
    everything = list(Analysis.objects.filter(area=place.area).select_related("owner", "watch")[:200])
    rules = Watch.objects.filter(area=place.area, ended_on=None).select_related("owner")
    return render(
        request, "insight/watching/list.html",
        {
            "place": place, "today": place.on, "open": [told(each) for each in everything if each.closed_on is None], "closed": [told(each) for each in everything if each.closed_on],
            "rules": [{"watch": each, "name": LIBRARY[each.code].name, "words": in_a_sentence(each)} for each in rules if each.code in LIBRARY],
            "may_set": answers_for(request.standing, place.area.pk), "offered": sorted(((each.code, each.name) for each in watched()), key=lambda each: each[1]),
        },
    )  # fmt: skip


@require_safe
@needs("return", "create", reads=False)
def choose(request: Any) -> HttpResponse:
    """From the list to the rule of one indicator: `?code=EHC01`."""
    place = place_of(request)
    code = request.GET.get("code", "")
    if code not in {each.code for each in watched()}:
        messages.info(request, "Choose an indicator from the list.")
        return redirect(f"{reverse('insight:watching')}{place.query}")
    return redirect(f"{reverse('insight:set_watch', args=[code])}{place.query}")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("return", "create", reads=False)
def set_watch(request: Any, code: str) -> HttpResponse:
    """Set a rule on one indicator."""
    place = _answering(request)
    one = next((each for each in watched() if each.code == code), None)
    if one is None:
        raise Http404("No rule can be set on that.")
    people = [(each.pk, each.name) for each in colleagues(place.area, place.on)]
    form = WatchForm(
        request.POST if request.method == "POST" else None, people=people, comparable=comparable(code),
        initial={"against": "number", "side": "above" if one.good == "low" else "below", "months": 3, "days": 21, "owner": request.user.pk},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        done = f"{reverse('insight:watching')}{place.query}"
        said = {name: form.cleaned_data[name] for name in ("side", "against", "limit", "months", "days", "why")}
        with suppress(form_keys.AlreadySent):
            try:
                with form_keys.once(form, user_id=request.user.pk, result_url=done):
                    made = actions.set_watch(area=place.area, code=code, said={**said, "owner": User.objects.get(pk=form.cleaned_data["owner"])}, by=request.user, on=place.on)
            except Refused as refused:
                form.add_error(None, refused.sentence)
                return _rule(request, place, one, form)
            opened = made.analyses.exists()
            messages.success(request, "The rule is set. The figure has passed it already, so an analysis is open." if opened else "The rule is set. It is held against the figures every night.")
        return redirect(done)
    return _rule(request, place, one, form)


def _rule(request: Any, place: Place, one: Any, form: WatchForm) -> HttpResponse:
    return render(request, "insight/watching/rule.html", {"place": place, "indicator": one, "form": form, "comparable": comparable(one.code)})


def _answering(request: Any) -> Place:
    place = place_of(request)
    if not answers_for(request.standing, place.area.pk):
        raise Http404("The figures of that area are not yours to watch.")
    return place


@require_POST
@needs("return", "create", reads=False)
def end_watch(request: Any, watch_id: UUID) -> HttpResponse:
    """A rule holds no longer."""
    watch = Watch.objects.select_related("area").filter(pk=watch_id, area__in=_areas(request)).first()
    if watch is None or not answers_for(request.standing, watch.area_id):
        raise Http404("There is no such rule.")
    try:
        actions.end_watch(watch=watch, by=request.user, on=request.standing.on)
        messages.success(request, "The rule has ended. What it opened is still to be looked into.")
    except Refused as refused:
        messages.info(request, refused.sentence)
    return redirect(f"{reverse('insight:watching')}?area={watch.area.code}")


def _areas(request: Any) -> Any:
    return Area.objects.filter(pk__in=request.standing.areas_where("agg", "view", OF_AN_AREA))


@require_http_methods(["GET", "HEAD", "POST"])
@needs("agg", "view")
def analysis(request: Any, analysis_id: UUID) -> HttpResponse:
    """One analysis: why it is open, and what was found."""
    one = Analysis.objects.select_related("area", "owner", "watch__area", "written_by", "closed_by").filter(pk=analysis_id, area__in=_areas(request)).first()
    if one is None:
        raise Http404("There is no such analysis.")
    on, standing = request.standing.on, request.standing
    looks = one.closed_on is None and actions.may_look(standing, request.user.pk, one)
    gives = one.closed_on is None and answers_for(standing, one.area_id)
    giving = "give" in request.POST
    form = FindingForm(request.POST if request.method == "POST" and not giving else None, initial={"found": one.found}, version=actions.version_of(one)) if looks else None
    people = [(each.pk, each.name) for each in colleagues(one.area, on)] if gives else []
    give = GiveForm(request.POST if giving else None, people=people, initial={"owner": one.owner_id, "due_on": one.due_on}) if gives else None
    if (form and form.is_bound and form.is_valid()) or (give and give.is_bound and give.is_valid()):
        sent = give if giving else form
        assert sent is not None  # one of them was sent, and said what it must
        try:
            if giving:
                actions.give_analysis(analysis=one, owner=User.objects.get(pk=sent.cleaned_data["owner"]), due_on=sent.cleaned_data["due_on"], by=request.user, on=on)
            else:
                outcome = sent.cleaned_data["outcome"]
                actions.write_up(analysis=one, found=sent.cleaned_data["found"], outcome="" if outcome == "open" else outcome, version=sent.cleaned_data["version"], by=request.user, on=on)
        except Refused as refused:
            sent.add_error(None, refused.sentence)
            one = Analysis.objects.select_related("area", "owner", "watch__area", "written_by", "closed_by").get(pk=one.pk)
            if isinstance(refused, Changed) and not giving:
                sent.initial["version"] = actions.version_of(one)
                sent.look_again()
        else:
            messages.success(request, f"{one.owner.name} looks into it by {day(one.due_on)}." if giving else "The analysis is closed." if one.closed_on else "What you found is saved. The analysis stays open.")
            return redirect("insight:analysis", one.pk)
    limit = limit_of(one.watch)
    return render(
        request, "insight/watching/analysis.html",
        {
            "one": one, "name": told(one)["name"], "sentence": sentence(one), "rule": in_a_sentence(one.watch), "form": form, "give": give, "today": on, "failed": give if giving else form,
            "chart": _picture(one, months_of(one.watch, on, limit), limit) if limit is not None else None, "query": f"?area={one.area.code}",
        },
    )  # fmt: skip


def _picture(one: Analysis, months: list[Held], limit: float) -> Any:
    indicator = LIBRARY[one.code]
    beyond = sum(each.passed for each in months)
    return line_chart(
        identity="watched", title=f"{indicator.name}, at the end of each month", labels=[f"{each.at:%b %Y}" for each in months],
        series=[Series(indicator.name, [each.value for each in months]), Series("Limit", [limit] * len(months))], unit=unit_of(indicator), whole=indicator.unit == "count",
        sentence=f"{beyond} of the last {len(months)} months’ ends lie {one.watch.side} the limit of {value(indicator, limit)} as it is today.",
    )  # fmt: skip

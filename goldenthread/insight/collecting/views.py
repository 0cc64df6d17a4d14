"""Pages of collecting: the calendar of an area, who gives what, giving it, what is said beside it, and one’s own figures."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
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
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Area

from ..dashboards.entrance import OF_AN_AREA, place_of
from ..figure_keepers import answers_for, colleagues
from ..indicators import LIBRARY
from ..indicators.telling import day
from ..official.declared import OFFICIAL
from ..watching.models import Analysis
from ..watching.telling import told
from . import actions
from .forms import CollectionForm, GiveForm, NoteForm
from .keeping import came_of, next_of, rounds_of
from .models import Collection
from .notes import said_of
from .rounds import Round
from .sources import SOURCES, every_figure

#: How far back and ahead the calendar looks, in days.
BACK, AHEAD = 190, 370
KINDS = {"late": "late", "given late": "soon", "given": "met", "due": "due"}
WORDS = {"late": "Late", "given late": "Given late", "given": "Given", "due": "To come"}


def _line(one: Collection, each: Round, on: Any) -> dict[str, Any]:
    state = each.state(on)
    return {"of": one, "round": each, "state": WORDS[state], "kind": KINDS[state], "open": each.given_on is None}


@require_safe
@needs("agg", "view")
def collecting(request: Any) -> HttpResponse:
    """What is late, the calendar of a year and a half, and who gives what."""
    place = place_of(request)
    on = place.on
    live = list(Collection.objects.filter(area=place.area, ended_on=None).select_related("owner"))
    came = came_of(place.area, live, on)
    lines = [_line(one, each, on) for one in live for each in rounds_of(one, came, on + timedelta(days=AHEAD)) if each.due_on >= on - timedelta(days=BACK) or each.given_on is None]
    lines.sort(key=lambda line: (line["round"].due_on, line["of"].name))
    figures = every_figure(place.area)
    for one in live:
        one.waits_until = next_of(one, came, on).due_on  # what is kept of it is of the last night, where a room above holds the figure
    return render(
        request, "insight/collecting/calendar.html",
        {
            "place": place, "late": [line for line in lines if line["kind"] == "late"], "ahead": [line for line in lines if line["kind"] == "due"],
            "given": [line for line in reversed(lines) if not line["open"]], "live": live, "may_set": answers_for(request.standing, place.area.pk),
            "sources": {kind: source.name for kind, source in SOURCES.items()}, "hrefs": {key: each.href for key, each in figures.items()}, "every": dict(Collection.EVERY),
            "nobody": len(figures) - sum(f"{each.kind}:{each.key}" in figures for each in live), "user": request.user.pk,
        },
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("return", "create", reads=False)
def set_collection(request: Any) -> HttpResponse:
    """Say who gives a figure on which days."""
    place = place_of(request)
    if not answers_for(request.standing, place.area.pk):
        raise Http404("The figures of that area are not yours to collect.")
    taken = {f"{kind}:{key}" for kind, key in Collection.objects.filter(area=place.area, ended_on=None).values_list("kind", "key")}
    figures = [(key, f"{each.name}") for key, each in every_figure(place.area).items() if key not in taken]
    form = CollectionForm(
        request.POST if request.method == "POST" else None, figures=figures, people=[(each.pk, each.name) for each in colleagues(place.area, place.on)],
        initial={"every": 12, "remind": 14},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        done = f"{reverse('insight:collecting')}{place.query}"
        said = {name: form.cleaned_data[name] for name in ("whose", "every", "as_at", "due_on", "remind")}
        said |= {"every": int(said["every"]), "owner": User.objects.get(pk=form.cleaned_data["owner"])}
        with suppress(form_keys.AlreadySent):
            try:
                with form_keys.once(form, user_id=request.user.pk, result_url=done):
                    actions.set_collection(area=place.area, figure=form.cleaned_data["figure"], said=said, by=request.user, on=place.on)
            except Refused as refused:
                form.add_error(None, refused.sentence)
                return render(request, "insight/collecting/set.html", {"place": place, "form": form})
            messages.success(request, "They are reminded before each day.")
        return redirect(done)
    return render(request, "insight/collecting/set.html", {"place": place, "form": form})


def _areas(request: Any) -> Any:
    return Area.objects.filter(pk__in=request.standing.areas_where("agg", "view", OF_AN_AREA))


def _mine(request: Any, collection_id: UUID) -> Collection:
    one = Collection.objects.select_related("area", "owner").filter(pk=collection_id, area__in=_areas(request), ended_on=None).first()
    if one is None:
        raise Http404("Nobody gives that.")
    return one


@require_POST
@needs("return", "create", reads=False)
def end_collection(request: Any, collection_id: UUID) -> HttpResponse:
    """A figure is collected no longer."""
    one = _mine(request, collection_id)
    if not answers_for(request.standing, one.area_id):
        raise Http404("That is not yours to end.")
    actions.end_collection(collection=one, by=request.user, on=request.standing.on)
    messages.success(request, f"{one.name} is collected no longer.")
    return redirect(f"{reverse('insight:collecting')}?area={one.area.code}")


@require_POST
@needs("return", "create", reads=False)
def remind(request: Any, collection_id: UUID) -> HttpResponse:
    """Remind whoever gives a figure, now."""
    one = _mine(request, collection_id)
    if not answers_for(request.standing, one.area_id):
        raise Http404("That is not yours to remind of.")
    actions.remind(area=one.area, by=request.user, on=request.standing.on, only=one)
    messages.success(request, f"{one.owner.name} is reminded, at most once a day.")
    return redirect(f"{reverse('insight:collecting')}?area={one.area.code}")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("agg", "view")
def give(request: Any, collection_id: UUID) -> HttpResponse:
    """Give a figure that others count."""
    one = _mine(request, collection_id)
    declared = OFFICIAL.get(one.key) if one.kind == actions.OFFICIAL_KIND else None
    if declared is None or not actions.may_give(request.standing, request.user.pk, one):
        raise Http404("That figure is not given here.")
    form = GiveForm(request.POST if request.method == "POST" else None, initial={"as_at": one.waits_for if one.waits_for and one.waits_for <= request.standing.on else None})
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("as_at", "value", "period", "source")}
        done = reverse("insight:my_figures")
        with suppress(form_keys.AlreadySent):
            try:
                with form_keys.once(form, user_id=request.user.pk, result_url=done):
                    actions.give_official(collection=one, **said, by=request.user, on=request.standing.on)
            except Refused as refused:
                form.add_error(None, refused.sentence)
                return render(request, "insight/collecting/give.html", {"one": one, "unit": declared.unit, "form": form})
            messages.success(request, f"{one.name}: the figure as at {day(said['as_at'])} is held. Somebody else checks it.")
        return redirect(done)
    return render(request, "insight/collecting/give.html", {"one": one, "unit": declared.unit, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("agg", "view")
def note(request: Any, kind: str, key: str) -> HttpResponse:
    """Say something beside a figure: `?at=2026-10-31`."""
    place = place_of(request)
    name = LIBRARY[key].name if kind == actions.INDICATOR and key in LIBRARY else OFFICIAL[key].name if kind == actions.OFFICIAL_KIND and key in OFFICIAL else ""
    if not name or not actions.may_say(request.standing, request.user.pk, place.area, kind, key):
        raise Http404("That figure is not yours to say something of.")
    said = said_of(place.area, kind, [key], place.on).get(key)
    form = NoteForm(request.POST if request.method == "POST" else None, initial={"at": said.now.at if said else place.on, "words": said.now.words if said else ""})
    if request.method == "POST" and form.is_valid():
        try:
            actions.say_beside(area=place.area, kind=kind, key=key, at=form.cleaned_data["at"], words=form.cleaned_data["words"], by=request.user, on=place.on)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, "It stands beside the figure, with your name and the day.")
            return redirect(_back(kind, key) + place.query)
    return render(request, "insight/collecting/note.html", {"place": place, "name": name, "form": form, "said": said, "kind": kind, "key": key, "back": _back(kind, key)})


def _back(kind: str, key: str) -> str:
    return reverse("insight:indicator", args=[key]) if kind == actions.INDICATOR else reverse("insight:official")


@require_safe
@needs("agg", "view")
def my_figures(request: Any) -> HttpResponse:
    """What is this person’s to look into and to give, in every area of theirs."""
    on = request.standing.on
    gives = list(Collection.objects.filter(owner=request.user, ended_on=None, area__in=_areas(request)).select_related("area"))
    looks = [told(each) for each in Analysis.objects.filter(owner=request.user, closed_on=None, area__in=_areas(request)).select_related("watch").order_by("due_on")]
    hrefs = {each.pk: _href(each) for each in gives}
    return render(request, "insight/collecting/mine.html", {"gives": gives, "looks": looks, "hrefs": hrefs, "today": on, "every": dict(Collection.EVERY)})


def _href(one: Collection) -> str:
    """Where a figure is given."""
    if one.kind == actions.OFFICIAL_KIND:
        return reverse("insight:give_figure", args=[one.pk])
    given = every_figure(one.area).get(f"{one.kind}:{one.key}")
    return given.href if given else reverse("insight:collecting")

"""The API's own addresses, its guide, and what an area publishes."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import by_key, needs, public
from goldenthread.core import clock
from goldenthread.core.refusals import Refused
from goldenthread.insight.indicators import LIBRARY
from goldenthread.people.clients.arriving import A_MINUTE, problem
from goldenthread.people.models import Area

from . import actions, answers, openapi, published
from .declared import Thing
from .forms import PublishForm
from .models import PublishedFigure
from .tables import WRITERS
from .things import THINGS


def list_of(thing: Thing) -> Callable[..., HttpResponse]:
    """The address that lists a thing."""

    @by_key(thing.resource, "view" if thing.one_child else "list")
    @require_safe
    def listed(request: HttpRequest) -> HttpResponse:
        return answers.listing(request, thing)

    return listed


def one_of(thing: Thing) -> Callable[..., HttpResponse]:
    """The address of one such thing."""

    @by_key(thing.resource, "view")
    @require_safe
    def one(request: HttpRequest, record_id: UUID) -> HttpResponse:
        return answers.single(request, thing, record_id)

    return one


@public
@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """The description of the API in OpenAPI 3.1."""
    answer = JsonResponse({**openapi.description(), "servers": [{"url": request.build_absolute_uri("/").rstrip("/")}]})
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@public
@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """What systems can read and how, in plain words, with every field."""
    return render(request, "api/guide.html", {"things": list(THINGS.values()), "a_minute": A_MINUTE, "most": answers.MOST, "version": openapi.VERSION, "columns": published.COLUMNS})


@public
@require_safe
def list_published(request: HttpRequest, area: str) -> HttpResponse:
    """The indicators that an area publishes."""
    found = Area.objects.filter(code=area).first()
    if found is None:
        return problem(HTTPStatus.NOT_FOUND, "There is no area with this number here.")
    return _to_all(JsonResponse({"data": [published.said(LIBRARY[code]) for code in published.codes(found)]}))


@public
@require_safe
def one_published(request: HttpRequest, area: str, code: str) -> HttpResponse:
    """One published indicator by month."""
    found = Area.objects.filter(code=area).first()
    if found is None or code not in published.codes(found):
        return problem(HTTPStatus.NOT_FOUND, "This area publishes no indicator with this code. The list of its indicators says which it does.")
    figures = [published.figure_said(each) for each in published.figures(found, code, clock.today())]
    return _to_all(JsonResponse({"indicator": published.said(LIBRARY[code]), "data": figures}))


@public
@require_safe
def open_areas(request: HttpRequest) -> HttpResponse:
    """The areas that publish figures; where there is but one, it itself."""
    areas = list(Area.objects.filter(pk__in=PublishedFigure.objects.filter(until_on=None).values("area_id")))
    if len(areas) == 1:
        return redirect("open_data", area=areas[0].code)
    return render(request, "api/open_areas.html", {"areas": areas})


@public
@require_safe
def open_data(request: Any, area: str) -> HttpResponse:
    """An area's published figures, for people: what there is, the newest figure, and the files."""
    found = get_object_or_404(Area, code=area)
    newest = {row[1]: row for row in published.rows(found, clock.today())}
    return render(request, "api/open_data.html", {"area": found, "rows": list(newest.values()), "may_publish": found.pk in request.standing.areas_where("config", "decide")})


@public
@require_safe
def open_file(request: HttpRequest, area: str, kind: str) -> HttpResponse:
    """The same as a file, every month of it."""
    found = get_object_or_404(Area, code=area)
    if kind not in WRITERS:
        raise Http404
    write, media = WRITERS[kind]
    today = clock.today()
    answer = HttpResponse(write(published.COLUMNS, list(published.rows(found, today))), content_type=media)
    answer["Content-Disposition"] = f'attachment; filename="send-figures-{found.code}-{today:%Y-%m-%d}.{kind}"'
    return _to_all(answer)


@needs("config", "decide")
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: Any) -> HttpResponse:
    """Choose what the area lets anybody see."""
    area = get_object_or_404(Area, pk=next(iter(request.standing.areas_where("config", "decide")), None))
    form = PublishForm(request.POST or None, initial={"codes": published.codes(area)})
    if request.method == "POST" and form.is_valid():
        try:
            actions.publish(area=area, codes=form.cleaned_data["codes"], by=request.user, on=clock.today())
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "What you chose is public from now on, and nothing else is.")
            return redirect("open_data", area=area.code)
    return render(request, "api/publish.html", {"form": form, "area": area})


def _to_all(answer: HttpResponse) -> HttpResponse:
    """Any site may read it, and keep it for a while: the figures of whole months change seldom."""
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cache-Control"] = "public, max-age=3600"
    return answer

"""Pages of needs found by school: what lies outside its limits, the question, the school's answer."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import needs
from goldenthread.core import form_keys
from goldenthread.core.charts import RangeRow, range_chart
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Area

from . import actions
from .finder import NEEDS, Deviation, deviations, schools_of
from .forms import AnswerForm, AskForm, CloseForm
from .models import SchoolQuery
from .policies import schools_spoken_for

MOST_DRAWN = 15


def _area(request: Any) -> Area:
    """The area whose rows this person may see; 404 for everybody else."""
    places = Area.objects.filter(pk__in=request.standing.areas_where("agg", "view"))
    chosen = places.filter(code=request.GET["area"]).first() if "area" in request.GET else places.first()
    if chosen is None:
        raise Http404("No area of yours has that number.")
    return chosen


@require_safe
@needs("agg", "view")
def needs_by_school(request: Any) -> HttpResponse:
    """Every school and need outside its limits, with the questions that are open."""
    area = _area(request)
    schools = schools_of(area.pk)
    found = deviations(schools)
    asked = {(query.school_id, query.need): query for query in SchoolQuery.objects.filter(area=area, closed_on=None)}
    return render(
        request, "insight/needs_by_school.html",
        {
            "area": area, "on": request.standing.on, "found": [(each, asked.get((each.school.pk, each.need))) for each in found], "schools": len(schools),
            "compared": len(schools) * 13, "chart": _picture(found[:MOST_DRAWN]) if found else None, "many": len(found) > MOST_DRAWN,
            "with_pupils": sum(school.pupils is not None for school in schools),
        },
    )  # fmt: skip


def _picture(found: list[Deviation]) -> Any:
    """Each as a dot beside the bar of what chance explains."""
    return range_chart(
        identity="needs-by-school", title="Plans found, and what chance explains", heading="School and need", value_name="Plans here", low_name="Fewest by chance",
        high_name="Most by chance", rows=[RangeRow(f"{each.school.name}: {each.need_name}", each.found, each.low, each.high) for each in found],
        sentence="A dot outside its bar is more or fewer than chance explains among schools like it. It is a reason to ask, not a finding.",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("agg", "view")
def ask(request: Any) -> HttpResponse:
    """Ask one school about one need: `school` and `need` of the address, as the table has them."""
    area = _area(request)
    wanted = (request.GET.get("school", ""), request.GET.get("need", ""))
    deviation = next((each for each in deviations(schools_of(area.pk)) if (str(each.school.pk), each.need) == wanted), None)
    if deviation is None:
        raise Http404("This school is within its limits.")
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with suppress(form_keys.AlreadySent):
            try:
                with form_keys.once(form, user_id=request.user.pk, result_url=reverse("insight:school_queries")):
                    actions.ask_school(area=area, deviation=deviation, question=form.cleaned_data["question"], by=request.user, on=request.standing.on)
            except Refused as refused:
                form.add_error("question", refused.sentence)
                return render(request, "insight/ask_school.html", {"area": area, "deviation": deviation, "form": form})
            messages.success(request, "The school has been asked")
        return redirect("insight:school_queries")
    return render(request, "insight/ask_school.html", {"area": area, "deviation": deviation, "form": form})


def _of_mine(request: Any) -> Any:
    """The questions that this person may read: their area's, or those put to their school."""
    standing = request.standing
    areas, schools = standing.areas_where("agg", "view"), schools_spoken_for(standing)
    if not areas and not schools:
        raise Http404("There are no questions of yours.")
    found = SchoolQuery.objects.select_related("school", "area", "asked_by", "answered_by")
    return found.filter(area__in=areas) | found.filter(school__in=schools)


@require_safe
@needs("agg", "view")
def school_queries(request: Any) -> HttpResponse:
    """Questions to schools, the newest first."""
    page = Paginator(_of_mine(request), 50).get_page(request.GET.get("page"))
    return render(request, "insight/school_queries.html", {"shown": page, "needs": NEEDS, "asks": bool(request.standing.areas_where("agg", "view"))})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("agg", "view")
def school_query(request: Any, query_id: UUID) -> HttpResponse:
    """One question: the school answers, the officer closes."""
    query = _of_mine(request).filter(pk=query_id).first()
    if query is None:
        raise Http404("There is no such question.")
    answers = query.closed_on is None and query.school_id in schools_spoken_for(request.standing)
    closes = query.closed_on is None and query.area_id in request.standing.areas_where("agg", "view")
    said = request.POST if request.method == "POST" else None
    form = AnswerForm(said, initial={"answer": query.answer}) if answers else CloseForm(said) if closes else None
    if form is not None and request.method == "POST" and form.is_valid():
        try:
            if answers:
                actions.answer_school_query(query=query, answer=form.cleaned_data["answer"], by=request.user, on=request.standing.on)
            else:
                actions.close_school_query(query=query, outcome=form.cleaned_data["outcome"], by=request.user, on=request.standing.on)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, "Your answer is sent" if answers else "The question is closed")
            return redirect("insight:school_query", query.pk)
    return render(request, "insight/school_query.html", {"query": query, "form": form, "answers": answers, "need": NEEDS.get(query.need, query.need)})

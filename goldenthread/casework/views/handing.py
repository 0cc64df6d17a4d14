"""Cases change hands: a whole caseload, a part of it, or one child's."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.access.doors import needs
from goldenthread.access.models import User
from goldenthread.core import opaque, readings
from goldenthread.core.form_fields.reading import long_date
from goldenthread.core.refusals import Refused, allowed
from goldenthread.people.children import visible
from goldenthread.people.models import Child
from goldenthread.people.policies import check_may

from .. import actions, handing
from ..forms.handing import HandOverForm, NameWorkerForm
from ..models import Case
from .finding import acting, record_href, say


def _posted(request: Any) -> Any:
    return request.POST if request.method == "POST" else None


@require_http_methods(["GET", "HEAD", "POST"])
@needs("request", "update", reads=True)
def hand_over(request: Any) -> HttpResponse:
    """Whose cases; then which of them, to whom, and why."""
    standing = request.standing
    areas = standing.areas_where("request", "update")
    if not areas:
        raise PermissionDenied("Your role does not include handing over other people’s cases. A team manager can do it.")
    asked, names, carrying = request.GET.get("worker", ""), handing.workers(areas, standing.on), handing.loads(areas)
    if not asked:
        readings.read(request, page="casework.hand_over", children=[])
        away = User.objects.filter(pk__in=[pk for pk in carrying if pk and pk not in names]).order_by("name", "pk")
        told = {"names": names, "away": away, "loads": carrying, "nobody": carrying.get(None, 0), "key": lambda pk: opaque.key("user", pk)}
        return render(request, "casework/hand_over.html", told)
    worker_id = None if asked == handing.NOBODY else opaque.number("user", asked)
    if asked != handing.NOBODY and worker_id is None:
        raise Http404("This person is not the named worker of any case here.")
    if worker_id not in carrying:
        readings.read(request, page="casework.hand_over", children=[])
        messages.info(request, "Nothing is left to hand over there: these cases changed hands already")
        return redirect("casework:hand_over")
    return _of_one(request, areas, worker_id, names, carrying)


def _of_one(request: Any, areas: Any, worker_id: int | None, names: dict[int, str], carrying: dict[int | None, int]) -> HttpResponse:
    found = handing.cases_of(areas, worker_id)
    shown = list(found[: handing.MOST])
    readings.read(request, page="casework.hand_over", children=[case.child_id for case in shown], scope="area")
    count = carrying.get(worker_id, 0)
    form = HandOverForm(
        _posted(request), count=min(count, handing.MOST), cases=[(str(case.child_id), _in_words(case)) for case in shown],
        workers=[(str(pk), f"{name} (now {carrying.get(pk, 0):,})") for pk, name in names.items() if pk != worker_id],
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        chosen = shown if said["which"] == "all" else [case for case in shown if str(case.child_id) in set(said["only"])]
        try:
            got = actions.hand_over_cases(
                children=list(Child.objects.filter(visible(request.standing, request.standing.on), pk__in=[case.child_id for case in chosen]).select_related("area").order_by("pk")),
                to=list(User.objects.filter(pk__in=said["to"]).order_by("name", "pk")), why=said["why"], by=acting(request), on=request.standing.on,
            )  # fmt: skip
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, _told(got, names))
            return redirect("casework:hand_over")
    whose = "nobody" if worker_id is None else names.get(worker_id) or User.objects.get(pk=worker_id).name
    return render(request, "casework/hand_over_from.html", {"form": form, "count": count, "most": handing.MOST, "whose": whose, "alone": len(names) <= (worker_id in names)})


def _in_words(case: Case) -> str:
    due = f", next date {long_date(case.next_due_on)}" if case.next_due_on else ""
    return f"{case.name}: {case.get_stage_display()}{due}"


def _told(got: dict[int, int], names: dict[int, str]) -> str:
    total = sum(got.values())
    shares = ", ".join(f"{number:,} to {names[worker]}" for worker, number in sorted(got.items(), key=lambda each: names[each[0]]))
    return f"{total:,} {'case was' if total == 1 else 'cases were'} handed over: {shares}. Their families are told"


@require_http_methods(["GET", "HEAD", "POST"])
@needs("request", "update", reads=True)
def one(request: Any, child_id: UUID) -> HttpResponse:
    """Another named worker for one child, whether or not a request is open."""
    standing = request.standing
    child = Child.objects.filter(visible(standing, standing.on), pk=child_id).select_related("area", "case", "case__worker").first()
    if child is None or not allowed(check_may, standing, child, "request", "update"):
        raise Http404
    readings.read(request, page="casework.worker_of", children=[child])
    now = child.case.worker if hasattr(child, "case") else None
    workers = handing.workers([child.area_id], standing.on)
    if request.method == "POST" and now is not None and request.POST.get("worker") == str(now.pk):
        messages.info(request, f"{now.name} is the named worker already")  # sent twice, or somebody else was here first
        return redirect(record_href(child) or "/")
    form = NameWorkerForm(_posted(request), workers=[(str(pk), name) for pk, name in workers.items() if now is None or pk != now.pk])
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.hand_over_cases(children=[child], to=[User.objects.get(pk=said["worker"])], why=said["why"], by=acting(request), on=standing.on)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, f"{workers[int(said['worker'])]} is the named worker now")
            return redirect(record_href(child) or "/")
    return render(request, "casework/worker_of.html", {"form": form, "child": child, "now": now})

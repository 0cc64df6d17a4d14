"""Pages of services: which there are, how long children wait, what became of referrals, and the return that each service sends."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import needs
from goldenthread.core.refusals import Refused

from ..dashboards.words import number_column
from . import flow, telling, waits
from .actions import take_in_return
from .as_told import as_told
from .dictionary import COLUMNS
from .districts import districts_of
from .due import KINDS, WORDS, owed, told
from .forms import ReturnForm
from .models import Service, ServiceReturn
from .policies import View, may_send, may_set, service_of, view_of
from .quarters import last_quarters, quarter_end, quarter_label, quarter_start, quarter_words

#: How many quarters pages look back on.
QUARTERS = 8
#: So many rows that were not taken stand on a page. A file in which every row is wrong has tens of thousands.
MOST_FAULTS = 500


def day_of(request: Any, view: View) -> date:
    """The day that was asked for: the end of a quarter, at first of the newest, since returns tell of whole quarters; or today, for those who see numbers as they are."""
    ends = last_quarters(view.on, QUARTERS)
    asked = request.GET.get("at", "")
    if view.all_exact and asked == view.on.isoformat():
        return view.on
    return next((end for end in ends if end.isoformat() == asked), ends[-1])


def days_offered(view: View) -> list[tuple[str, str]]:
    """The days that may be asked for, newest first, and today at the end."""
    ends = [(end.isoformat(), f"{end.day} {end:%B %Y}") for end in reversed(last_quarters(view.on, QUARTERS))]
    return [*ends, (view.on.isoformat(), "Today, as far as told")] if view.all_exact and view.on != quarter_end(view.on) else ends


@require_safe
@needs("agg", "view")
def services(request: Any) -> HttpResponse:
    """The services of an area, the returns that they owe, and what else there is to see."""
    view = view_of(request)
    every = list(view.all_services())
    owes = owed(every, view.on)
    lines = [(each, owes[each.pk], may_send(request.standing, each)) for each in every if not each.ended_on]
    ended = [(each, owes[each.pk], may_send(request.standing, each)) for each in every if each.ended_on]
    return render(
        request, "insight/services/list.html",
        {"view": view, "lines": lines, "ended": ended, "may_set": may_set(request.standing, view.area.pk), "words": WORDS, "kinds": KINDS, "quarter_words": quarter_words, "districts": districts_of(view.area), "whole": view.whole, "gives": request.standing.may("contract", "create")},
    )  # fmt: skip


@require_safe
@needs("agg", "view")
def all_waits(request: Any) -> HttpResponse:
    """Every service as at a day."""
    view = view_of(request)
    at = day_of(request, view)
    found = as_told(view.services(at), at, view.on, view.guard)
    rows = [(each.service, each.why, telling.row_cells(each)) for each in sorted(found, key=telling.longest_first)]
    return render(
        request, "insight/services/waits.html",
        {"view": view, "at": at, "days": days_offered(view), "columns": ["Service", *telling.ROW_COLUMNS], "rows": rows, "standards": {each.service.standard_weeks for each in found}, "today": at == view.on and at != quarter_end(at)},
    )  # fmt: skip


@require_safe
@needs("agg", "view")
def service_waits(request: Any, service_id: UUID) -> HttpResponse:
    """One service as at a day: its bands and districts, and quarter by quarter."""
    view = view_of(request)
    service = service_of(view, service_id)
    known = told([service], view.on)[service.pk]
    at, guard = day_of(request, view), view.guard(service)
    at = at if at != quarter_end(at) else known.day(at)
    ends = last_quarters(view.on, QUARTERS)
    now, *past = (waits.shown_as(each, guard) for each in waits.waits([service], [at, *ends])[service.pk])
    past = [each for each in past if known.waits_at(each.on)]
    return render(
        request, "insight/services/service_waits.html",
        {
            "view": view, "service": service, "at": at, "days": days_offered(view), "said": telling.wait_sentence(service, now, past), "columns": ["District", *telling.WAIT_COLUMNS], "known": known,
            "today": at == view.on and at != quarter_end(at),
            "cells": telling.wait_cells(now.whole), "wait_columns": ["Service", *telling.WAIT_COLUMNS], "bands": telling.band_chart(now) if now.whole.waiting else None, "districts": telling.district_rows(now),
            "between": telling.district_chart(now), "over": telling.over_quarters(past), "spread": telling.spread_rows(past), "guard": guard, "quarter_words": quarter_words,
            "missing": [each for each in owed([service], view.on)[service.pk] if each.version is None and each.state(view.on) == "late"],
            "spread_columns": ["Quarter", "Shortest median", "Longest median", number_column("Apart")],
        },
    )  # fmt: skip


@require_safe
@needs("agg", "view")
def all_flows(request: Any) -> HttpResponse:
    """Every service in one quarter."""
    view = view_of(request)
    ends = last_quarters(view.on, QUARTERS)
    end = next((each for each in ends if each.isoformat() == request.GET.get("quarter")), ends[-1])
    found = list(view.services(quarter_start(end)))
    counted, known = flow.flows(found, [end]), told(found, view.on)
    rows = [(each, known[each.pk].quarter(end), telling.flow_cells(flow.shown_as(counted[each.pk][0], view.guard(each)) if known[each.pk].quarter(end) else None)) for each in found]
    return render(
        request, "insight/services/flows.html",
        {"view": view, "end": end, "quarters": [(each.isoformat(), quarter_words(each)) for each in reversed(ends)], "quarter": quarter_words(end), "columns": ["Service", *telling.FLOW_COLUMNS], "rows": rows},
    )  # fmt: skip


@require_safe
@needs("agg", "view")
def service_flow(request: Any, service_id: UUID) -> HttpResponse:
    """One service, quarter by quarter: discharges, time in it, re-referrals, and why referrals were rejected."""
    view = view_of(request)
    service = service_of(view, service_id)
    guard = view.guard(service)
    known = told([service], view.on)[service.pk]
    ends = [end for end in last_quarters(view.on, QUARTERS) if known.quarter(end)]
    found = [flow.shown_as(each, guard) for each in flow.flows([service], ends)[service.pk]]
    newest = found[-4:]
    return render(
        request, "insight/services/service_flow.html",
        {
            "view": view, "service": service, "guard": guard, "said": telling.flow_sentence(service, found[-1]) if found else "No return has come yet.", "charts": telling.flow_charts(found) if found else [], "found": found, "columns": ["Quarter", *telling.FLOW_COLUMNS],
            "rows": [[quarter_words(each.quarter), *telling.flow_cells(each)] for each in reversed(found)], "rejected": telling.reason_rows(newest, "rejected"),
            "discharged": telling.reason_rows(newest, "discharged"), "reason_columns": ["Reason", *(number_column(quarter_label(each.quarter)) for each in newest)],
        },
    )  # fmt: skip


def _sendable(request: Any, service_id: UUID) -> tuple[View, Service]:
    view = view_of(request)
    service = service_of(view, service_id)
    if not may_send(request.standing, service):
        raise Http404("The return of that service is not yours to give.")
    return view, service


@require_http_methods(["GET", "HEAD", "POST"])
@needs("contract", "create")
def send_return(request: Any, service_id: UUID) -> HttpResponse:
    """Send a service's return for a quarter, and see what it sent so far."""
    view, service = _sendable(request, service_id)
    owes = owed([service], view.on)[service.pk]
    waiting = next((each.quarter.isoformat() for each in reversed(owes) if each.version is None), owes[0].quarter.isoformat() if owes else "")
    form = ReturnForm(
        request.POST if request.method == "POST" else None, request.FILES or None, quarters=[(each.quarter.isoformat(), quarter_words(each.quarter)) for each in owes[:12]], initial={"quarter": waiting}
    )
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        before = ServiceReturn.objects.filter(service=service).count()
        try:
            made = take_in_return(
                service=service, quarter=date.fromisoformat(form.cleaned_data["quarter"]), file_name=sent.name or "", content=sent.read(), by=request.user, on=view.on
            )
        except Refused as refused:
            form.add_error("file", refused.sentence)
        else:
            if ServiceReturn.objects.filter(service=service).count() == before:
                messages.info(request, "This very file is held already. Nothing was changed.")
            return redirect(f"{reverse('insight:service_return', args=[service.pk, made.pk])}{view.query}")
    sent_so_far = ServiceReturn.objects.filter(service=service).select_related("sent_by")[:40]
    return render(
        request, "insight/services/send.html",
        {
            "view": view, "service": service, "form": form, "owes": owes[:QUARTERS], "sent": list(sent_so_far), "words": WORDS, "kinds": KINDS, "quarter_words": quarter_words, "dictionary": COLUMNS,
            "districts": districts_of(view.area), "counts": [number_column(words) for words in ("Rows", "New", "Changed", "As before", "Not taken")],
        },
    )  # fmt: skip


@require_safe
@needs("contract", "create")
def one_return(request: Any, service_id: UUID, return_id: UUID) -> HttpResponse:
    """What came of one file: how many rows were new, changed, as before, and which were not taken and why."""
    view, service = _sendable(request, service_id)
    made = ServiceReturn.objects.filter(service=service, pk=return_id).select_related("sent_by").first()
    if made is None:
        raise Http404("There is no such return.")
    return render(request, "insight/services/return.html", {"view": view, "service": service, "made": made, "quarter": quarter_words(made.quarter), "most": MOST_FAULTS})

"""Files of services: the template of a return, and the figures as pages show them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs

from . import flow, waits
from .codes import BANDS, DISCHARGED, REJECTED
from .dictionary import COLUMNS, HEADINGS
from .districts import NOT_KNOWN, districts_of
from .due import told
from .policies import may_send, service_of, view_of
from .quarters import last_quarters, quarter_end, quarter_start, quarter_words
from .sheets import KINDS, as_file
from .views import QUARTERS, day_of

HIDDEN = "*"
#: Whether a return tells of the time of a row; where none does the row has no numbers.
TOLD, UNTOLD = "Given", "None tells of this time"


def answer(kind: str, name: str, sheets: Any) -> HttpResponse:
    """Sheets as a file to take away."""
    if kind not in KINDS:
        raise Http404("There is no such kind of file.")
    response = HttpResponse(as_file(kind, sheets), content_type=KINDS[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


@require_safe
@needs("contract", "create")
def template(request: Any, service_id: UUID, kind: str) -> HttpResponse:
    """The template of a service's return; in Excel with the data dictionary and the codes beside it."""
    view = view_of(request)
    service = service_of(view, service_id)
    if not may_send(request.standing, service):
        raise Http404("The return of that service is not yours to give.")
    dictionary = [[each.heading, "Needed" if each.needed else "May be empty", each.holds, each.example] for each in COLUMNS]
    codes = [[each.heading, code, words] for each in COLUMNS for code, words in each.codes.items()] + [["District", name, name] for name in districts_of(view.area)]
    sheets = [("Return", HEADINGS, []), ("Data dictionary", ["Column", "Needed", "What it holds", "Example"], dictionary), ("Codes", ["Column", "Code", "Meaning"], codes)]
    return answer(kind, f"return-{slugify(service.name) or 'service'}", sheets)


@require_safe
@needs("agg", "view")
def waits_file(request: Any, kind: str) -> HttpResponse:
    """Waits of every service and district that the reader may see: as at the day asked for, and at the ends of quarters."""
    view = view_of(request)
    found = list(view.all_services())
    days = list(dict.fromkeys([*last_quarters(view.on, QUARTERS), day_of(request, view)]))
    rows: list[list[Any]] = []
    known = told(found, view.on)
    for service, series in zip(found, waits.waits(found, days).values(), strict=True):
        for each in series:
            if service.ended_on and service.ended_on <= each.on:
                continue
            if each.on == quarter_end(each.on) and not known[service.pk].waits_at(each.on):
                rows.append([service.name, service.organisation.name, each.on, "All", None, None, service.standard_weeks, *[None] * (3 + len(BANDS)), UNTOLD])
                continue
            shown = waits.shown_as(each, view.guard(service))
            for district, wait in [("All", shown.whole), *((name or NOT_KNOWN, one) for name, one in sorted(shown.districts.items()))]:
                unshown = wait.hidden and wait.waiting != 0
                longest = wait.longest_weeks if wait.longest_weeks is not None else wait.longest_band.words if wait.longest_band else ""
                rows.append([
                    service.name, service.organisation.name, each.on, district, *(HIDDEN if unshown and number is None else number for number in (wait.waiting, wait.within)), service.standard_weeks,
                    wait.share, wait.median_weeks, longest, *(HIDDEN if unshown and number is None else number for number in wait.bands), TOLD,
                ])  # fmt: skip
    heading = ["Service", "Body", "As at", "District", "Waiting", "Within the standard", "Standard, weeks", "Share within it, %", "Median, weeks", "Longest, weeks begun", *(band.words for band in BANDS), "Return"]
    return answer(kind, f"waits-{view.area.code}-{days[-1].isoformat()}", [("Waits", heading, rows)])


@require_safe
@needs("agg", "view")
def flows_file(request: Any, kind: str) -> HttpResponse:
    """What became of referrals, by service and quarter, as the reader may see it."""
    view = view_of(request)
    found = list(view.all_services())
    rows: list[list[Any]] = []
    known = told(found, view.on)
    for service, series in zip(found, flow.flows(found, last_quarters(view.on, QUARTERS)).values(), strict=True):
        for each in (flow.shown_as(one, view.guard(service)) for one in series):
            if service.ended_on and service.ended_on < quarter_start(each.quarter):
                continue
            if not known[service.pk].quarter(each.quarter):
                rows.append([service.name, service.organisation.name, quarter_words(each.quarter), each.quarter, *[None] * (9 + len(REJECTED) + len(DISCHARGED)), UNTOLD])
                continue
            counts = [each.referred, each.again, each.decided, each.rejected, each.discharged, each.seen]
            reasons = [*each.rejected_by, *each.discharged_by]
            rows.append([
                service.name, service.organisation.name, quarter_words(each.quarter), each.quarter, *(HIDDEN if number is None else number for number in counts), each.again_share, each.rejected_share,
                each.median_weeks, *(HIDDEN if number is None else number for number in reasons), TOLD,
            ])  # fmt: skip
    heading = [
        "Service", "Body", "Quarter", "Ends on", "Referrals", "Re-referrals", "Decided on", "Rejected", "Discharged", "Discharged after being seen", "Re-referrals, %", "Rejected, %", "Median time in the service, weeks",
        *(f"Rejected: {words}" for words in REJECTED.values()), *(f"Discharged: {words}" for words in DISCHARGED.values()), "Return",
    ]  # fmt: skip
    return answer(kind, f"discharges-{view.area.code}", [("Discharges", heading, rows)])

"""The meeting, and the one form of the review: outcomes, report, and sending it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.access.doors import needs
from goldenthread.core import readings
from goldenthread.core.refusals import Refused
from goldenthread.law import school_year

from .. import outcomes
from ..actions import meeting
from ..actions.meeting import Scaled
from ..forms.reviewing import HoldForm, OutcomeForm, ProgressForm, ReportForm
from ..models import Report, Review
from ..of_review import invitees_of, report_of
from .finding import acting, find_worked, here, one_form, posted


@require_http_methods(["GET", "HEAD", "POST"])
@needs("review", "update", reads=True)
def hold(request: Any, review_id: UUID) -> HttpResponse:
    """The meeting was held: the day, and who came."""
    found = find_worked(request, review_id)
    form = HoldForm(posted(request), invitees=invitees_of(found), version=found.version, initial={"met_on": found.planned_on if found.planned_on and found.planned_on <= request.standing.on else None})

    def act() -> None:
        said = form.cleaned_data
        meeting.hold_meeting(review=found, met_on=said["met_on"], attended=form.attended(), version=said["version"], by=acting(request), on=request.standing.on)

    return one_form(
        request, found, form, act, heading="The meeting was held", button="Save", done="The meeting is recorded. Say how far each outcome was reached",
        lead="The council’s four weeks to decide run from this day, not from the day the report comes.",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("review", "update", reads=True)
def progress(request: Any, review_id: UUID) -> HttpResponse:
    """How far each outcome was reached, with what shows it."""
    found = find_worked(request, review_id)
    report = report_of(found)
    held = list(found.progress.all())
    form = ProgressForm(posted(request), outcomes=held, earlier=outcomes.earlier_progress(found), version=report.version if report else None)

    def act() -> None:
        said = form.cleaned_data
        scaled = [
            Scaled(one.pk, int(said[names[0]]) if said[names[0]] else None, said[names[1]] or "", said[names[2]] or "") for one, names in form.parts
        ]
        meeting.note_progress(review=found, said=scaled, version=said.get("version"), by=acting(request), on=request.standing.on)

    left = outcomes.stale(held, date_of_birth=found.plan.child.date_of_birth, on=found.met_on or request.standing.on)
    return one_form(
        request, found, form, act, heading="Progress on each outcome", button="Save", done="The progress was saved", template="reviews/progress.html",
        stale={each.progress.pk: each.sentence for each in left},
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("review", "update", reads=True)
def outcome(request: Any, review_id: UUID) -> HttpResponse:
    """An outcome of a plan that is on paper."""
    found = find_worked(request, review_id)
    form = OutcomeForm(posted(request))

    def act() -> None:
        meeting.add_outcome(review=found, outcome=form.cleaned_data["outcome"], by=acting(request), on=request.standing.on)

    return one_form(request, found, form, act, heading="Add an outcome", button="Add", done="The outcome was added", onward=here(found, "progress"))


@require_http_methods(["GET", "HEAD", "POST"])
@needs("review", "update", reads=True)
def report(request: Any, review_id: UUID) -> HttpResponse:
    """What the meeting found and recommends."""
    found = find_worked(request, review_id)
    written = report_of(found) or Report(review=found)
    form = ReportForm(posted(request), report=written, adulthood=year_of(found, request) >= 9, version=written.version if written.pk and not written._state.adding else None)

    def act() -> None:
        said = {**form.cleaned_data}
        said.setdefault("adulthood", written.adulthood)
        meeting.write_report(review=found, said=said, version=said.pop("version", None), by=acting(request), on=request.standing.on)

    return one_form(
        request, found, form, act, heading="The report of the meeting", button="Save", done="The report was saved",
        lead="You can save it half done. It goes to everybody who was invited within two weeks of the meeting.",
    )  # fmt: skip


@require_POST
@needs("review", "update", reads=True)
def send_report(request: Any, review_id: UUID) -> HttpResponse:
    """The report goes to everybody who was invited, and to the council."""
    found = find_worked(request, review_id)
    readings.read(request, page="reviews.form", children=[found.plan.child])
    try:
        meeting.send_report(review=found, year_group=year_of(found, request), by=acting(request), on=request.standing.on)
        messages.success(request, "The report was sent")
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect(here(found))


def year_of(found: Review, request: Any) -> int:
    """The child's year group on the day of the meeting."""
    return school_year.national_curriculum_year(found.plan.child.date_of_birth, found.met_on or request.standing.on)

"""Moving a meeting, calling it off, whom to invite, sending the invitations and the papers, and what people say before it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.access.doors import needs
from goldenthread.core import files, readings
from goldenthread.core.refusals import Refused
from goldenthread.core.uploads import check_upload
from goldenthread.people.actions import add_document
from goldenthread.people.models import Organisation

from .. import policies
from ..actions import arranging, meeting
from ..forms.reviewing import InviteeForm, MeetingForm, SayForm, WhyForm
from ..models import Review
from ..of_review import invitee_of
from .finding import acting, find, find_worked, here, one_form, own_invitee, posted

#: Bodies that can be chosen by name when somebody is added.
SERVICES = ("health", "icb", "social_care", "psychology", "provider", "sendiass")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("review", "update", reads=True)
def change(request: Any, review_id: UUID) -> HttpResponse:
    """Another day, hour, way or place."""
    found = find_worked(request, review_id)
    now = {"planned_on": found.planned_on, "planned_at": f"{found.planned_at:%H:%M}" if found.planned_at else "", "way": found.way, "place": found.place}
    form = MeetingForm(posted(request), initial=now, version=found.version)

    def act() -> None:
        said = form.cleaned_data
        arranging.change_meeting(
            review=found, planned_on=said["planned_on"], planned_at=form.at(), place=said["place"], way=said["way"], version=said["version"], by=acting(request), on=request.standing.on
        )

    return one_form(
        request, found, form, act, heading="Change the meeting", button="Save", done="The meeting was changed", lead="Whoever was invited already is invited anew." if found.invited_on else ""
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs("review", "update", reads=True)
def call_off(request: Any, review_id: UUID) -> HttpResponse:
    """The meeting will not be held."""
    found = find_worked(request, review_id)
    form = WhyForm(posted(request), version=found.version)

    def act() -> None:
        arranging.call_off(review=found, why=form.cleaned_data["why"], version=form.cleaned_data["version"], by=acting(request), on=request.standing.on)

    return one_form(
        request, found, form, act, heading="Call the meeting off", button="Call the meeting off", done="The meeting was called off, and those who were invited are told",
        lead="The date by which the plan must be reviewed stays what it is.",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("review", "update", reads=True)
def add(request: Any, review_id: UUID) -> HttpResponse:
    """One more to invite."""
    found = find_worked(request, review_id)
    services = [(str(one.pk), one.name) for one in Organisation.objects.filter(area_id=found.plan.child.area_id, kind__in=SERVICES, closed_on__isnull=True).order_by("name")[:100]]
    form = InviteeForm(posted(request), services=services)

    def act() -> None:
        said = form.cleaned_data
        body = None if said["who"] == "other" else Organisation.objects.get(pk=said["who"])
        arranging.add_invitee(review=found, role=said["role"], name=said["name"] or "", email=said["email"] or "", organisation=body, by=acting(request), on=request.standing.on)

    return one_form(request, found, form, act, heading="Add somebody to invite", button="Add", done="They are on the list")


@require_POST
@needs("review", "update", reads=True)
def remove(request: Any, review_id: UUID, invitee_id: UUID) -> HttpResponse:
    """Somebody comes off the list."""
    found = find_worked(request, review_id)
    one = invitee_of(found, invitee_id)
    if one is None:
        raise Http404
    return _now(request, found, lambda: arranging.remove_invitee(invitee=one, by=acting(request), on=request.standing.on), "They are no longer on the list")


@require_POST
@needs("review", "update", reads=True)
def invite(request: Any, review_id: UUID) -> HttpResponse:
    """The invitations go."""
    found = find_worked(request, review_id)
    return _now(request, found, lambda: arranging.invite(review=found, by=acting(request), on=request.standing.on), "The invitations were sent")


@require_POST
@needs("review", "update", reads=True)
def papers(request: Any, review_id: UUID) -> HttpResponse:
    """What everybody said goes round."""
    found = find_worked(request, review_id)
    return _now(request, found, lambda: meeting.send_papers(review=found, by=acting(request), on=request.standing.on), "The papers were sent round")


def _now(request: Any, found: Review, act: Any, done: str) -> HttpResponse:
    readings.read(request, page="reviews.change", children=[found.plan.child])
    try:
        act()
        messages.success(request, done)
    except Refused as refused:
        messages.error(request, f"{refused.sentence} ({refused.citation.text})" if refused.citation else refused.sentence)
    return redirect(here(found))


@require_http_methods(["GET", "HEAD", "POST"])
@needs("review", "view", reads=True)
def contribute(request: Any, review_id: UUID, invitee_id: UUID) -> HttpResponse:
    """Somebody's advice or views: sent by themselves, or written in by whoever runs the review."""
    found = find(request, review_id)
    one = invitee_of(found, invitee_id)
    own = own_invitee(request, found)
    is_own = one is not None and own is not None and one.pk == own.pk
    if one is None or not (is_own or policies.works_on(request.standing, found.plan.child)):
        raise Http404
    form = SayForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if is_own:
        form.fields["text"].label = "Your advice"

    def act() -> None:
        meeting.contribute(invitee=one, text=form.cleaned_data["text"], media=media_of(request, form, found), by=acting(request), on=request.standing.on)

    return one_form(
        request, found, form, act, heading="Your advice for the review" if is_own else f"What {one.name} says", button="Send" if is_own else "Save",
        done="Your advice was sent" if is_own else "It goes round with the papers",
        lead="How far each outcome was reached, what was given, what should change. It goes round to everybody who is invited." if is_own or not one.is_family else "In their own words. They go round to everybody who is invited.",
    )  # fmt: skip


def media_of(request: Any, form: Any, found: Review) -> Any:
    """The paper, picture or recording that came with it, kept in the record; None where there is none."""
    sent = form.cleaned_data.get("media")
    if not sent:
        return None
    upload = check_upload(sent, recordings=True)
    stored = files.store(upload.content, content_type=upload.content_type, scan=upload.scan)
    return add_document(
        child=found.plan.child, file=stored, kind="review-words", title="Said before a review", by=acting(request), on=request.standing.on, matter_kind="review", matter_id=found.pk
    )

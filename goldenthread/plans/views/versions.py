"""The versions of one child's plan: begun, listed, given up."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.access.doors import needs
from goldenthread.core import form_keys, readings
from goldenthread.core.form_fields import Form
from goldenthread.core.refusals import Refused
from goldenthread.people.standing import permitted

from .. import actions
from ..forms import GiveUpForm
from ..models import Version
from ..policies import may_read
from .finding import acting, find_child, open_to_write, record_href, say, show, spoken


class StartForm(Form):
    """Nothing is asked; sent twice, it is one draft."""

    one_time = True


def _versions(request: Any, child: Any, pairs: frozenset[tuple[str, str]]) -> list[Version]:
    """Those that this person may read, newest first."""
    versions = child.plan_versions.select_related("started_by", "plan").prefetch_related("served__adult")
    return [each for each in versions if may_read(each, pairs=pairs, standing=request.standing, served=each.served.all())]


@require_safe
@needs("plan", "view")
def plan(request: Any, child_id: UUID) -> HttpResponse:
    """Every version of the plan that this person may read, and the way to begin one."""
    child, pairs = find_child(request, child_id)
    if not (permitted(pairs, "plan", "view") or permitted(pairs, "draft", "view")):
        raise Http404
    versions = _versions(request, child, pairs)
    open_now = next((each for each in versions if not each.issued_on and not each.given_up_on), None)
    readings.read(request, page="plans.plan", children=[child])
    context = {
        "child": child, "versions": versions, "open_now": open_now, "may_start": permitted(pairs, "draft", "create"),
        "may_write": permitted(pairs, "draft", "update"), "form": StartForm(), "record": record_href(child),
    }  # fmt: skip
    return render(request, "plans/plan.html", context)


@require_POST
@needs("draft", "create")
def start(request: Any, child_id: UUID) -> HttpResponse:
    """A draft begins: the first, or a copy of the version that was issued last."""
    child, pairs = find_child(request, child_id)
    if not permitted(pairs, "draft", "create"):
        raise Http404
    form = StartForm(request.POST)
    page = reverse("plans:plan", args=[child.pk])
    if not form.is_valid():
        messages.error(request, "This page was out of date. Choose again")
        return redirect(page)
    issued = child.plan_versions.filter(issued_on__isnull=False).first()
    try:
        made = actions.start_draft(
            child=child, earlier=issued, form_key=form.cleaned_data["form_key"], result_url=page, by=acting(request), on=request.standing.on
        )
    except form_keys.AlreadySent as sent:
        return redirect(sent.url)
    except Refused as refused:
        messages.error(request, spoken(refused))
        return redirect(page)
    return redirect("plans:contents", child_id=child.pk, version_id=made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("draft", "create", reads=True)
def give_up(request: Any, child_id: UUID, version_id: UUID) -> HttpResponse:
    """The version is given up, with the reason."""
    opened = open_to_write(request, child_id, version_id)
    if not opened.may("draft", "create"):
        raise Http404
    form = GiveUpForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_up_version(version=opened.version, why=form.cleaned_data["why"], by=acting(request), on=request.standing.on)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "The version was given up. It stays here to be read")
            readings.read(request, page="plans.give_up", children=[opened.child])
            return redirect("plans:plan", child_id=opened.child.pk)
    return show(request, "form", opened, "give_up", form=form, heading="Give up this version", button="Give up this version", lead="It stays to be read by those who wrote it, and another can be begun.")

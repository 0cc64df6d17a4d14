"""The family's own page of an assessment: what they want known, in their own words."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.access.doors import needs
from goldenthread.core import drafts, form_keys, readings
from goldenthread.core.refusals import Refused, allowed
from goldenthread.people.children import visible

from ..actions.voicing import say_views
from ..advice import policies
from ..forms.answering import ViewsForm
from ..models import AdviceRequest
from .finding import acting, say


@require_http_methods(["GET", "HEAD", "POST"])
@needs("views", "create", reads=True)
def views(request: Any, ask_id: UUID) -> HttpResponse:
    """Say it, or enter what the family said. Nobody is shown what another of the family wrote."""
    ask = (
        AdviceRequest.objects.filter(visible(request.standing, request.standing.on, "child__"), pk=ask_id, kind="parent_yp")
        .select_related("child", "request", "advice")
        .first()
    )
    if ask is None or not policies.speaks(request.standing, ask.child):
        raise Http404
    readings.read(request, page="casework.family_views", children=[ask.child])
    behalf, name = policies.works_on(request.standing, ask.child), f"views.{ask.pk}"
    may = allowed(policies.check_say_views, standing=request.standing, ask=ask)
    form = ViewsForm(request.POST if request.method == "POST" else None, behalf=behalf, initial=_kept(request, name, may))
    if request.method == "POST":
        drafts.save(user_id=request.user.pk, form=name, part="words", answers=drafts.typed(request.POST))
        if form.is_valid():
            try:
                say_views(
                    ask=ask, said=form.said(), author=form.cleaned_data.get("author") or acting(request).name,
                    form_key=form.cleaned_data["form_key"], result_url=request.path, by=acting(request), on=request.standing.on,
                )  # fmt: skip
            except form_keys.AlreadySent as sent:
                return redirect(sent.url)
            except Refused as refused:
                say(form, refused)
            else:
                drafts.clear(user_id=request.user.pk, form=name)
                messages.success(request, "Thank you. What you wrote was sent, as you wrote it")
                return redirect("casework:advice_family", ask_id=ask.pk)
    context = {"ask": ask, "child": ask.child, "form": form, "may": may, "behalf": behalf, "autosave": f"{name}/words"}
    return render(request, "casework/advice_family.html", context)


def _kept(request: Any, name: str, may: bool) -> dict[str, str]:
    """What was typed before and not sent."""
    kept = drafts.load(user_id=request.user.pk, form=name)
    if kept is None and may and request.method != "POST":
        drafts.save(user_id=request.user.pk, form=name, part="began", answers={})
    return {field: values[0] for field, values in (kept or {}).get("words", {}).items() if values and field != "form_key"}

"""A family tells us how it went: by a link or a code, without signing in."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import public
from goldenthread.core.actors import Actor
from goldenthread.core.clock import today
from goldenthread.core.refusals import Refused

from . import actions
from .forms import CodeForm, SurveyForm
from .models import SurveyInvitation

#: Whoever answers is nobody to us.
SOMEBODY = Actor("somebody with a survey's code")


def _invitation(code: str) -> SurveyInvitation | None:
    return SurveyInvitation.objects.filter(code_hash=actions.hashed(code)).select_related("survey__area").first()


@require_http_methods(["GET", "HEAD", "POST"])
@public
def enter(request: Any) -> HttpResponse:
    """The code from a letter is typed here."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.check_answer(_invitation(form.cleaned_data["code"]), today())
        except Refused as refused:
            form.add_error("code", refused.sentence)
        else:
            return redirect("voice:answer", token=form.cleaned_data["code"].strip().replace(" ", "-"))
    return render(request, "voice/enter.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@public
def answer(request: Any, token: str) -> HttpResponse:
    """The questions."""
    try:
        invitation = actions.check_answer(_invitation(token), today())
    except Refused as refused:
        return render(request, "voice/closed.html", {"sentence": refused.sentence}, status=404 if refused.sentence == actions.NO_SUCH else 200)
    form = SurveyForm(request.POST if request.method == "POST" else None, edition=invitation.survey.edition)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_survey(invitation=invitation, said=form.choices_made(), words=form.cleaned_data["words"] or "", by=SOMEBODY, on=today())
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            return redirect("voice:thanks")
    return render(request, "voice/answer.html", {"form": form, "area": invitation.survey.area})


@require_safe
@public
def thanks(request: Any) -> HttpResponse:
    """It is counted."""
    return render(request, "voice/thanks.html")

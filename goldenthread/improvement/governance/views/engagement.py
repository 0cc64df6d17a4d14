"""Who was asked and what they said; and questions from the public and from scrutiny."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import needs
from goldenthread.casework.views.finding import acting, say
from goldenthread.core.refusals import Refused, allowed
from goldenthread.law.days import working_days_before

from .. import policies
from ..actions import engagement as actions
from ..forms.engagement import AnswerQuestionForm, CloseQuestionForm, EngagementForm, QuestionForm, ToldForm
from ..models import Engagement, PublicQuestion, Sector
from .finding import area_of, areas_of, ask, board_choices, boards_of, find_engagement, find_question, posted

MOST_SHOWN = 200


@require_safe
@needs("improve", "list")
def engagements(request: Any) -> HttpResponse:
    """Everything that people were asked."""
    areas = areas_of(request, "list")
    found = Engagement.objects.filter(area_id__in=areas).annotate(people=Sum("took_part__people"))[:MOST_SHOWN]
    return render(request, "improvement/governance/engagements.html", {"rows": list(found), "may_add": bool(policies.reach(request.standing, areas[0], "create"))})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("improve", "create")
def new_engagement(request: Any) -> HttpResponse:
    """People were asked."""
    form = EngagementForm(posted(request))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.log_engagement(
                area=area_of(request, "create"), kind=said["kind"], title=said["title"], about=said["about"], from_on=said["from_on"], until_on=said["until_on"],
                people=form.people(), by=acting(request), on=request.standing.on,
            )  # fmt: skip
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "It is in the log.")
            return redirect("improvement:engagement", engagement_id=made.pk)
    return ask(request, form, "Log a consultation", "Put it in the log", reverse("improvement:engagements"))


@require_safe
@needs("improve", "view")
def engagement(request: Any, engagement_id: UUID) -> HttpResponse:
    """One consultation, who took part, what they said and what changed."""
    found = find_engagement(request, engagement_id)
    return render(
        request, "improvement/governance/engagement.html",
        {"engagement": found, "people": list(found.took_part.all()), "may_change": bool(policies.reach(request.standing, found.area_id, "update"))},
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("improve", "update")
def tell_of_engagement(request: Any, engagement_id: UUID) -> HttpResponse:
    """What they said, how they rated it, what changed."""
    found = find_engagement(request, engagement_id)
    rating = f"{found.rating_tenths // 10}.{found.rating_tenths % 10}" if found.rating_tenths else ""
    initial = {f"people-{one.sector}": one.people for one in found.took_part.all()} | {
        "said": found.said, "changed": found.changed, "answered_on": found.answered_on, "rated_by": found.rated_by, "rating": rating,
    }  # fmt: skip
    form = ToldForm(posted(request), version=found.version, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.tell_of_engagement(
                engagement=found, people=form.people(), rated_by=said["rated_by"], rating_tenths=said["rating"], said=said["said"], changed=said["changed"],
                answered_on=said["answered_on"], version=said["version"], by=acting(request), on=request.standing.on,
            )  # fmt: skip
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "Saved.")
            return redirect("improvement:engagement", engagement_id=found.pk)
    return ask(request, form, "What they said, and what changed", "Save", reverse("improvement:engagement", args=[found.pk]), found.title)


@require_safe
@needs("improve", "list")
def questions(request: Any) -> HttpResponse:
    """Every question, with the days it took."""
    areas = areas_of(request, "list")
    show = request.GET.get("show", "open")
    found = PublicQuestion.objects.filter(area_id__in=areas).select_related("board")
    shown = {"open": found.filter(closed_on__isnull=True), "closed": found.filter(closed_on__isnull=False).order_by("-closed_on", "pk")}
    show = show if show in shown else "open"
    rows = [(one, days_of(one, request.standing.on)) for one in shown[show][:MOST_SHOWN]]
    return render(
        request, "improvement/governance/questions.html",
        {"rows": rows, "show": show, "today": request.standing.on, "may_add": bool(policies.reach(request.standing, areas[0], "create"))},
    )  # fmt: skip


def days_of(question: PublicQuestion, on: Any) -> int:
    """Working days from when it was asked until it was answered, or until today."""
    return working_days_before(question.asked_on, question.answered_on or on)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("improve", "create")
def new_question(request: Any) -> HttpResponse:
    """A question was put in public."""
    area = area_of(request, "create")
    form = QuestionForm(posted(request), boards=board_choices(area.pk))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.receive_question(
                area=area, kind=said["kind"], asked_on=said["asked_on"], asked_by=said["asked_by"], asked_at=said["asked_at"], words=said["words"],
                board=boards_of(area.pk).filter(pk=said["board"]).first() if said["board"] else None, by=acting(request), on=request.standing.on,
            )  # fmt: skip
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, f"Question {made.number} is recorded.")
            return redirect("improvement:question", question_id=made.pk)
    return ask(request, form, "Record a question", "Record the question", reverse("improvement:questions"))


@require_safe
@needs("improve", "view")
def question(request: Any, question_id: UUID) -> HttpResponse:
    """One question, its answer, and what changed."""
    found = find_question(request, question_id)
    return render(
        request, "improvement/governance/question.html",
        {
            "question": found, "days": days_of(found, request.standing.on), "today": request.standing.on, "sectors": dict(Sector.choices),
            "may_answer": allowed(policies.check_run, request.standing, found.area) and not found.closed_on,
        },
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("improve", "update")
def answer_question(request: Any, question_id: UUID) -> HttpResponse:
    """Record the answer."""
    found = find_question(request, question_id)
    form = AnswerQuestionForm(posted(request), version=found.version, initial={"answer": found.answer, "answered_on": found.answered_on})
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_question(question=found, by=acting(request), on=request.standing.on, **form.cleaned_data)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "The answer is recorded.")
            return redirect("improvement:question", question_id=found.pk)
    return ask(request, form, f"Answer question {found.number}", "Record the answer", reverse("improvement:question", args=[found.pk]), found.words[:150])


@require_http_methods(["GET", "HEAD", "POST"])
@needs("improve", "update")
def close_question(request: Any, question_id: UUID) -> HttpResponse:
    """Nothing is left to do about it."""
    found = find_question(request, question_id)
    form = CloseQuestionForm(posted(request), version=found.version)
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_question(question=found, by=acting(request), on=request.standing.on, **form.cleaned_data)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "The question is closed.")
            return redirect("improvement:question", question_id=found.pk)
    return ask(request, form, f"Close question {found.number}", "Close the question", reverse("improvement:question", args=[found.pk]), found.words[:150])

"""Reviews due; the reviews of one child; and one review with everything that is to be done."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import needs
from goldenthread.core import form_keys, readings
from goldenthread.core.listing import Listing
from goldenthread.core.refusals import Refused, allowed
from goldenthread.law import review as law
from goldenthread.law import school_year
from goldenthread.law.days import in_words
from goldenthread.law.timetable import CLOCKS
from goldenthread.people import rights
from goldenthread.people.policies import check_may
from goldenthread.plans.models import Plan

from .. import due, of_review, outcomes, policies, quality
from ..actions import arranging, considering
from ..actions.meeting import missing_from_report
from ..amendments import version_of
from ..forms.reviewing import ArrangeForm, ConsiderForm, FilterForm
from ..models import Review
from ..people_to_invite import setting_of
from ..review_letters import when_and_where
from . import finding
from .finding import acting, posted, say


@require_safe
@needs("review", "list", reads=True)
def due_list(request: Any) -> HttpResponse:
    """Reviews that are due, to decide or being amended, by school, month and worker."""
    standing = request.standing
    which = request.GET.get("list", "due")
    which = which if which in due.LISTS else "due"
    form = FilterForm(request.GET, months=due.months(standing.on), workers=due.workers(standing))
    form.is_valid()
    asked = {name: value for name, value in form.cleaned_data.items() if value and name not in form.errors}
    found = due.listed(standing, which=which, asked=asked)
    count = found.count()
    typed = request.GET.get("page", "1")
    number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 5 else 1
    number = min(max(1, number), max(1, -(-count // due.PAGE)))
    page = list(found.select_related("child__case", "worker")[(number - 1) * due.PAGE : number * due.PAGE])
    readings.read(request, page="reviews.due", children=dict.fromkeys(each.child_id for each in page))
    listing = Listing.of(request)
    return render(
        request, "reviews/due.html",
        {
            "rows": due.rows_of(page), "names": CLOCKS, "schools": due.by_school(found, standing.on) if not asked.get("school") else [],
            "school_href": lambda name: listing.href(school=name, page=None), "count": count, "form": form, "chips": listing.chips(form), "today": standing.on, "which": which,
            "tabs": [{"text": words, "href": listing.href(list=key), "current": key == which} for key, (_, words) in due.LISTS.items()],
            "columns": [listing.column(words, number=True) for words in ("Late", "In 3 months", "All")], "steps": listing.pages(number, -(-count // due.PAGE)), "clear": f"{request.path}?list={which}",
            "backlog": reverse("reviews:backlog") if standing.areas_where("review", "decide") else None,
            "quality": reverse("reviews:quality") if standing.areas_where("review", "list") else None,
        },
    )  # fmt: skip


@require_safe
@needs("review", "view", reads=True)
def of_child(request: Any, child_id: UUID) -> HttpResponse:
    """Every review of a child's plan, the date of the next, and where to arrange one."""
    child = finding.find_child(request, child_id)
    readings.read(request, page="reviews.of_child", children=[child])
    return render(
        request, "reviews/of_child.html",
        {
            "child": child, "plan": of_review.plan_of(child), "reviews": of_review.reviews_of(child), "clocks": [(CLOCKS[each.clock], each) for each in of_review.clocks_of(child)], "today": request.standing.on,
            "under_five": of_review.under_five_of(child), "considered": of_review.considered_of(child),
            "may_arrange": allowed(check_may, request.standing, child, "review", "create"), "record": finding.record_href(child),
        },
    )  # fmt: skip


def _kinds(plan: Plan, on: Any) -> list[str]:
    kinds = [Review.Kind.ANNUAL, Review.Kind.EARLY]
    if rights.age_of(plan.child, on) < 5:
        kinds.insert(1, Review.Kind.UNDER_FIVE)
    if school_year.phase_transfer(plan.child.date_of_birth, on) is not None or school_year.national_curriculum_year(plan.child.date_of_birth, on) >= 11:
        kinds.append(Review.Kind.PHASE)
    if plan.transferred_in_on and not plan.reviews.filter(met_on__gte=plan.transferred_in_on).exists():
        kinds.append(Review.Kind.MOVED_IN)
    return [str(kind) for kind in kinds]


@require_http_methods(["GET", "HEAD", "POST"])
@needs("review", "create", reads=True)
def arrange(request: Any, child_id: UUID) -> HttpResponse:
    """Arrange the meeting of a review."""
    child = finding.find_child(request, child_id)
    readings.read(request, page="reviews.arrange", children=[child])
    plan = of_review.plan_of(child)
    if plan is None or not allowed(check_may, request.standing, child, "review", "create"):
        raise Http404
    setting = setting_of(plan)
    form = ArrangeForm(posted(request), kinds=_kinds(plan, request.standing.on), setting=setting.name if setting else "", initial={"kind": "annual", "convened": "setting"})
    if request.method == "POST" and form.is_valid():
        said, new = form.cleaned_data, uuid4()
        try:
            arranging.arrange_review(
                plan=plan, kind=said["kind"], planned_on=said["planned_on"], planned_at=form.at(), place=said["place"], way=said["way"], why=said["why"] or "",
                convened_by=setting if said.get("convened") == "setting" else None, by=acting(request), on=request.standing.on, id=new,
                form_key=said["form_key"], result_url=reverse("reviews:review", args=[new]),
            )  # fmt: skip
        except form_keys.AlreadySent as sent:
            return redirect(sent.url)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "The meeting is arranged. Look at who is invited, then send the invitations")
            return redirect("reviews:review", review_id=new)
    last = of_review.year_of(child)
    lead = f"The year ends on {last.due_on:%-d %B %Y}. The decision must be made and told by then, so meet by {last.due_on - law.FOUR_WEEKS:%-d %B %Y} if you can." if last else ""
    context = {"child": child, "form": form, "heading": "Arrange a review", "button": "Arrange the meeting", "lead": lead, "back_to": reverse("reviews:of_child", args=[child.pk])}
    return render(request, "reviews/form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("review", "create", reads=True)
def consider(request: Any, child_id: UUID) -> HttpResponse:
    """Consider whether to review the plan of a child under five now."""
    child = finding.find_child(request, child_id)
    readings.read(request, page="reviews.consider", children=[child])
    plan = of_review.plan_of(child)
    window = of_review.under_five_of(child)
    if plan is None or window is None or not allowed(check_may, request.standing, child, "review", "create"):
        raise Http404
    back = reverse("reviews:of_child", args=[child.pk])
    form = ConsiderForm(posted(request))
    if request.method == "POST" and form.is_valid():
        holds = form.cleaned_data["holds"] == "yes"
        onward = reverse("reviews:arrange", args=[child.pk]) if holds else back
        try:
            with form_keys.once(form, user_id=request.user.pk, result_url=onward):
                considering.consider_early(plan=plan, holds=holds, why=form.cleaned_data["why"] or "", by=acting(request), on=request.standing.on)
        except form_keys.AlreadySent as sent:
            return redirect(sent.url)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "It is recorded. Arrange the review" if holds else "It is recorded that a review is not held now")
            return redirect(onward)
    lead = f"For a child under five, consider a review three to six months after the last: by {in_words(window.due_on)}. It changes nothing of the yearly review."
    context = {"child": child, "form": form, "heading": "Consider a review", "button": "Save", "lead": lead, "back_to": back}
    return render(request, "reviews/form.html", context)


@require_safe
@needs("review", "view", reads=True)
def review(request: Any, review_id: UUID) -> HttpResponse:
    """One review: for those who run it, everything to do; for a service that is invited, what it may read and send."""
    found = finding.find(request, review_id)
    child = found.plan.child
    if not policies.works_on(request.standing, child) and not allowed(check_may, request.standing, child, "review", "decide"):
        return _invited(request, found)
    readings.read(request, page="reviews.review", children=[child])
    report = of_review.report_of(found)
    invitees = of_review.invitees_of(found)
    progress = list(found.progress.all())
    on = request.standing.on
    year = school_year.national_curriculum_year(child.date_of_birth, found.met_on or on)
    return render(
        request, "reviews/review.html",
        {
            "review": found, "child": child, "record": finding.record_href(child), "invitees": invitees, "report": report, "progress": progress, "today": on,
            "said": list(found.contributions.select_related("invitee")), "where": when_and_where(found), "dates": _dates(found),
            "decide_by": of_review.decide_by(found), "final_by": law.amended_final_by(found.notice_sent_on, found.met_on) if found.notice_sent_on else None,
            "may_write": policies.works_on(request.standing, child), "may_decide": allowed(policies.check_may_decide, request.standing, found),
            "missing": missing_from_report(found, report, year_group=year), "lacking": policies.missing_roles(invitees, attends=found.convened_by_id is not None),
            "stale": outcomes.stale(progress, date_of_birth=child.date_of_birth, on=found.met_on or on), "version": version_of(found),
            "may_draft": allowed(check_may, request.standing, child, "draft", "create"), "citations": policies.CITATIONS,
            "held": quality.of_review(found.pk, on) if found.met_on else None,
        },
    )  # fmt: skip


def _dates(found: Review) -> Any:
    """What follows from the day of the meeting; nothing where no day is known."""
    day = found.met_on or found.planned_on
    return law.around_meeting(day) if day else None


def _invited(request: Any, found: Review) -> HttpResponse:
    one = finding.own_invitee(request, found)
    if one is None:
        raise Http404
    readings.read(request, page="reviews.invited", children=[found.plan.child])
    said = found.contributions.select_related("invitee")
    return render(
        request, "reviews/invited.html",
        {
            "review": found, "child": found.plan.child, "invitee": one, "where": when_and_where(found), "today": request.standing.on,
            "papers": list(said) if found.papers_on else [], "own": [each for each in said if each.invitee_id == one.pk],
            "dates": _dates(found),
            "report": of_review.report_of(found) if found.report_on else None, "progress": list(found.progress.all()) if found.report_on else [],
        },
    )  # fmt: skip

"""What everybody may read without signing in, and the pages on which somebody publishes it."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import needs, public
from goldenthread.core import clock
from goldenthread.core.refusals import Changed, Refused
from goldenthread.improvement.measures.found import plan_of
from goldenthread.improvement.models import ImprovementPlan, Section
from goldenthread.improvement.views.finding import areas_of
from goldenthread.insight.indicators import month_end_for

from . import actions
from .changes import changes
from .content import content_of
from .files import FILES, LICENCE, made
from .forms import PublishForm, ReplyForm, WithdrawForm, WordsForm
from .models import Edition, ReplyToFamilies
from .shown import WAYS, full, shown_for, tag_of

FINGERPRINT = re.compile(r"[0-9a-f]{64}")
#: Editions and replies on one page, and sentences of what changed before the rest is folded away.
MOST = 60
MOST_CHANGES = 12


# For everybody


@require_safe
@public
def published_plans(request: Any) -> HttpResponse:
    """Every plan that has an edition."""
    editions = Edition.objects.filter(withdrawal__isnull=True).order_by("plan_id", "-number").distinct("plan_id").select_related("plan__area").defer("content")
    return render(request, "improvement/published/plans.html", {"editions": sorted(editions, key=lambda one: (one.plan.area.name, one.plan.title))})


@require_safe
@public
def published_plan(request: Any, plan_id: UUID) -> HttpResponse:
    """The newest edition of a plan."""
    newest = Edition.objects.filter(plan_id=plan_id, withdrawal__isnull=True).order_by("-number").first()
    if newest is None:
        raise Http404("Nothing is published of this plan.")
    return _edition_page(request, newest, newest=True)


@require_safe
@public
def edition(request: Any, fingerprint: str) -> HttpResponse:
    """One edition, for good."""
    return _edition_page(request, _edition(fingerprint), newest=False)


@require_safe
@public
def edition_file(request: Any, fingerprint: str, name: str) -> HttpResponse:
    """The data of one edition."""
    found = _edition(fingerprint)
    if name not in FILES or hasattr(found, "withdrawal"):
        raise Http404("There is no such file.")
    answer = HttpResponse(made(found, name), content_type=FILES[name][0])
    answer["Content-Disposition"] = f'attachment; filename="edition-{found.number}-{name}"'
    return answer


def _edition(fingerprint: str) -> Edition:
    found = Edition.objects.select_related("withdrawal", "plan").filter(fingerprint=fingerprint).first() if FINGERPRINT.fullmatch(fingerprint) else None
    if found is None:
        raise Http404("There is no such edition.")
    return found


def _edition_page(request: Any, found: Edition, *, newest: bool) -> HttpResponse:
    if hasattr(found, "withdrawal"):
        return render(request, "improvement/published/withdrawn.html", {"edition": found, "plan": found.plan}, status=410)
    way = request.GET.get("as", "")
    way = way if way in WAYS else "full"
    address = reverse("improvement:published_plan", args=[found.plan_id]) if newest else reverse("improvement:edition", args=[found.pk])
    told = found.content.get("changes", [])
    return render(
        request, f"improvement/published/{way}.html",
        {
            "edition": found, "content": found.content, "tag_of": tag_of, "shown": shown_for(found.content, way), "way": way, "newest": newest, "changes": told[:MOST_CHANGES],
            "more_changes": told[MOST_CHANGES:], "licence": LICENCE, "ways": [{"text": words, "href": address if each == "full" else f"{address}?as={each}", "current": each == way} for each, words in WAYS.items()],
            "files": [(reverse("improvement:edition_file", args=[found.pk, name]), words) for name, (_, words) in FILES.items()],
            "others": Edition.objects.filter(plan_id=found.plan_id, withdrawal__isnull=True).exclude(pk=found.pk).defer("content")[:MOST],
        },
    )  # fmt: skip


# For whoever publishes


@require_http_methods(["GET", "POST"])
@needs("improve", "decide")
def publish(request: Any, plan_id: UUID) -> HttpResponse:
    """Look at what everybody will read, then publish it."""
    plan = plan_of(request, plan_id, "decide")
    today = clock.today()
    form = PublishForm(request.POST if request.method == "POST" else None, initial={"as_at": month_end_for(today)})
    name, as_at = "", month_end_for(today)
    if request.method == "POST" and form.is_valid():
        name, as_at = form.cleaned_data["name"], form.cleaned_data["as_at"]
        try:
            made_now = actions.publish_edition(plan=plan, name=name, as_at=as_at, by=request.user, on=today)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, "The edition is published. Everybody can read it at this address.")
            return redirect("improvement:edition", made_now.pk)
    last = actions.latest(plan)
    content = content_of(plan, as_at=as_at, name=name)
    told = changes(last.content if last else None, content)
    return render(
        request, "improvement/published/publish.html",
        {
            "plan": plan, "form": form, "last": last, "content": content, "shown": full(content), "changes": told[:MOST_CHANGES], "more_changes": told[MOST_CHANGES:], "as_at": as_at,
            "preview": {"since": last.name if last else ""}, "editions": plan.editions.select_related("withdrawal").defer("content")[:MOST], "without_words": _without_words(plan),
        },
    )  # fmt: skip


def _without_words(plan: ImprovementPlan) -> int:
    """How many sections nobody has said in plain words yet."""
    return plan.sections.exclude(plain_words__plain__gt="").count()


@require_http_methods(["GET", "POST"])
@needs("improve", "decide")
def withdraw(request: Any, fingerprint: str) -> HttpResponse:
    """Show an edition no more."""
    found = _edition(fingerprint)
    if found.plan.area_id not in areas_of(request, "decide"):
        raise Http404("There is no such edition.")
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_edition(edition=found, because=form.cleaned_data["because"], by=request.user, on=clock.today())
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, "The edition is shown no more. Its address says why.")
            return redirect("improvement:publish", found.plan_id)
    return render(request, "improvement/published/withdraw.html", {"edition": found, "plan": found.plan, "form": form})


@require_safe
@needs("improve", "update")
def public_words(request: Any, plan_id: UUID) -> HttpResponse:
    """The sections of a plan with their words for everybody, and what families said."""
    plan = plan_of(request, plan_id, "update")
    sections = plan.sections.select_related("plain_words")
    return render(
        request, "improvement/published/words.html",
        {"plan": plan, "sections": [(each, getattr(each, "plain_words", None)) for each in sections], "replies": plan.replies.all()[:MOST]},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@needs("improve", "update")
def write_words(request: Any, plan_id: UUID, place: str) -> HttpResponse:
    """One section in plain English and as Easy Read. `place` is its place in the plan, from 1."""
    plan = plan_of(request, plan_id, "update")
    every = list(plan.sections.select_related("plain_words"))
    if not place.isascii() or not place.isdigit() or not 1 <= int(place[:6]) <= len(every):
        raise Http404("The plan has no such part.")
    section: Section = every[int(place) - 1]
    before = getattr(section, "plain_words", None)
    form = WordsForm(request.POST if request.method == "POST" else None, initial={"plain": before.plain, "easy": before.easy} if before else None)
    if request.method == "POST" and form.is_valid():
        actions.write_plain_words(section=section, **form.cleaned_data, by=request.user, on=clock.today())
        messages.success(request, "The words are kept. They are in the next edition.")
        return redirect("improvement:public_words", plan.pk)
    return render(request, "improvement/published/write.html", {"plan": plan, "section": section, "form": form})


@require_http_methods(["GET", "POST"])
@needs("improve", "update")
def add_reply(request: Any, plan_id: UUID) -> HttpResponse:
    """What families said, and what was done."""
    plan = plan_of(request, plan_id, "update")
    form = ReplyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.note_what_families_said(plan=plan, **form.cleaned_data, by=request.user, on=clock.today())
        messages.success(request, "It is kept. It is in the next edition.")
        return redirect("improvement:public_words", plan.pk)
    return render(request, "improvement/published/reply.html", {"plan": plan, "form": form, "heading": "What families said"})


@require_http_methods(["GET", "POST"])
@needs("improve", "update")
def change_reply(request: Any, reply_id: UUID) -> HttpResponse:
    """The same, said anew or answered."""
    reply = ReplyToFamilies.objects.select_related("plan__area").filter(pk=reply_id, plan__area_id__in=areas_of(request, "update")).first()
    if reply is None:
        raise Http404("There is no such reply.")
    before = {name: getattr(reply, name) for name in ("said", "heard_on", "did", "done_on")}
    form = ReplyForm(request.POST if request.method == "POST" else None, initial=before, version=reply.version)
    if request.method == "POST" and form.is_valid():
        answer = dict(form.cleaned_data)
        try:
            actions.answer_families(reply=reply, **answer, by=request.user, on=clock.today())
        except Changed as changed:
            form.add_error(None, changed.sentence)
            form.look_again()
        else:
            messages.success(request, "It is kept. It is in the next edition.")
            return redirect("improvement:public_words", reply.plan_id)
    return render(request, "improvement/published/reply.html", {"plan": reply.plan, "form": form, "heading": "What families said, and what was done"})


"""A child's page of help: what was promised beside what arrived; and one line of it, week by week."""

from __future__ import annotations

from collections.abc import Callable
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
from goldenthread.people.models import Organisation

from .. import actions, board, policies, rhythm, voices
from ..forms import DelivererForm, FollowUpForm, RhythmForm, SayForm
from ..keeping import rhythm_kept
from ..models import DeliveryRecord, FollowUp, LineRhythm, WatchedLine
from ..rhythm import CITATIONS
from ..saying import UNCHANGED, Told
from ..tasks import task_of
from .finding import Opened, acting, day_of

STATES = frozenset(DeliveryRecord.State.values)
WHYS = frozenset(DeliveryRecord.Why.values)
#: The reasons that have a button of their own once something was missed.
QUICK_WHYS = ("staff", "nobody", "cancelled", "closed", "equipment", "absent")


def _filled(opened: Opened, **more: Any) -> dict[str, Any]:
    return {
        "opened": opened, "child": opened.child, "name": opened.name, "today": opened.today,
        "why_words": dict(DeliveryRecord.Why.choices), "quick_whys": QUICK_WHYS, "citations": CITATIONS, "worker": opened.worker, "task_of": task_of, **more,
    }  # fmt: skip


@require_safe
@needs("provision", "view")
def child(request: Any, child_id: UUID) -> HttpResponse:
    """Every line of provision that this person may see, promise beside receipt."""
    opened = Opened(request, child_id)
    readings.read(request, page="provision.child", children=[opened.child], scope=opened.scope)
    lines = board.lines_of(opened.child, opened.standing, opened.pairs, opened.today)
    if opened.only_lines and not lines:
        raise Http404
    followed = _followed(opened, lines)
    return render(request, "provision/child.html", _filled(opened, lines=lines, followed=followed))


def _followed(opened: Opened, lines: list[board.LineView]) -> dict[Any, list[FollowUp]]:
    told: dict[Any, list[FollowUp]] = {}
    if not opened.only_lines:
        found = opened.child
        for one in FollowUp.objects.filter(child=found).select_related("done_by"):
            told.setdefault(one.lineage, []).append(one)
    return told


@require_safe
@needs("provision", "view")
def line(request: Any, child_id: UUID, line_id: UUID) -> HttpResponse:
    """One line: every week, what each side says, what was corrected, and what was done about gaps."""
    opened = Opened(request, child_id)
    row = opened.line(line_id)
    readings.read(request, page="provision.line", children=[opened.child], scope=opened.scope)
    [view] = board.lines_of(opened.child, opened.standing, opened.pairs, opened.today, only=row.pk, back=board.PAGE_WEEKS)
    found = opened.child
    corrected = DeliveryRecord.objects.filter(child=found, lineage=row.lineage, corrected_at__isnull=False).order_by("-corrected_at")[:50]
    rhythms = LineRhythm.objects.filter(child=found, lineage=row.lineage).select_related("set_by")
    may_say = bool(view.sides) or policies.notes_for_others(opened.pairs)
    heads = board.labels_of({row.lineage: list(corrected)}, opened.child, view.own, policies.reads_names(opened.pairs))
    return render(
        request, "provision/line.html",
        _filled(opened, view=view, corrected=list(corrected), rhythms=list(rhythms), followed=_followed(opened, [view]), may_say=may_say, heads=heads, key_of=voices.key_of),
    )  # fmt: skip


@require_POST
@needs("provision", "create", reads=True)
def say(request: Any, child_id: UUID, line_id: UUID) -> HttpResponse:
    """One tap: given, missed or not agreed."""
    opened = Opened(request, child_id, "create")
    row = opened.line(line_id)
    readings.read(request, page="provision.line", children=[opened.child], scope=opened.scope)
    week, state, why = day_of(request.POST.get("week")), request.POST.get("state", ""), request.POST.get("why", "")
    if why in WHYS:
        state = DeliveryRecord.State.MISSED
    sides = policies.sides_of(opened.pairs, opened.standing, row)
    side = request.POST.get("side") or (sides[0] if sides else "")
    there = _after(request, opened, row)
    if week is None or state not in STATES or side not in DeliveryRecord.Side.values:
        messages.error(request, "That button could not be understood. Press it again.")
        return redirect(there)
    told = Told(row, side, week, state, why if why in WHYS else "", organisation_id=_body(opened, row, side))
    try:
        outcome = actions.say(told=told, by=acting(request), on=opened.today)
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, "We knew that already" if outcome == UNCHANGED else "Thank you. It is noted")
    return redirect(there)


def _body(opened: Opened, row: WatchedLine, side: str) -> int | None:
    """For which body this person speaks."""
    return {"setting": row.setting_id, "deliverer": row.deliverer_id}.get(side) if not policies.notes_for_others(opened.pairs) else None


def _after(request: Any, opened: Opened, row: WatchedLine) -> str:
    """Back to the page on which the button was, at the line."""
    match request.POST.get("back"):
        case "line":
            return reverse("provision:line", args=[opened.child.pk, row.pk])
        case "ours":
            return f"{reverse('provision:ours')}#line-{row.pk}"
    return f"{reverse('provision:child', args=[opened.child.pk])}#line-{row.pk}"


def _form(request: Any, opened: Opened, row: WatchedLine, form: Form, act: Callable[[], Any], **said: str) -> HttpResponse:
    """A form about one line: shown, checked, done, and back to the line."""
    readings.read(request, page="provision.line", children=[opened.child], scope=opened.scope)
    there = reverse("provision:line", args=[opened.child.pk, row.pk])
    if request.method == "POST" and form.is_valid():
        try:
            if form.one_time:
                with form_keys.once(form, user_id=request.user.pk, result_url=there):
                    act()
            else:
                act()
        except form_keys.AlreadySent as sent:
            return redirect(sent.url)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, said.pop("done"))
            return redirect(there)
    return render(request, "provision/form.html", _filled(opened, row=row, form=form, back_to=there, **said))


def _whose(opened: Opened, row: WatchedLine) -> list[tuple[str, str]]:
    """In whose words this person may say what happened: the value, and how it is called. Officers note it of each of the family."""
    if policies.notes_for_others(opened.pairs):
        family = voices.of_family(opened.child, opened.today)
        told = [(voices.key_of(voices.FAMILY, voice), f"{name}, family") for voice, name in family.items()]
        return [*told, *((side, words) for side, words in voices.SIDES.items() if side != voices.FAMILY)]
    return [(side, voices.SIDES[side]) for side in policies.sides_of(opened.pairs, opened.standing, row)]


@require_http_methods(["GET", "HEAD", "POST"])
@needs("provision", "create", reads=True)
def say_more(request: Any, child_id: UUID, line_id: UUID) -> HttpResponse:
    """Say of a week what a tap cannot: how many times, why, in words."""
    opened = Opened(request, child_id, "create")
    row = opened.line(line_id)
    whose = _whose(opened, row)
    week = day_of(request.GET.get("week"))
    if week is None or not whose:
        raise Http404
    form = SayForm(request.POST if request.method == "POST" else None, whose=whose)

    def act() -> None:
        said = form.cleaned_data
        part = said["state"] == "part"
        side, voice = voices.parted(said.get("side") or whose[0][0])
        told = Told(
            row, side, rhythm.monday(week), "given" if part else said["state"], said["why"] or "" if said["state"] == "missed" else "", said["note"] or "",
            said["times"] if part else None, None, None, _body(opened, row, side), voice,
        )  # fmt: skip
        actions.say(told=told, by=acting(request), on=opened.today)

    words = f"The week of {rhythm.monday(week).day} {rhythm.monday(week):%B %Y}"
    return _form(request, opened, row, form, act, heading=words, button="Save", done="Thank you. It is noted")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("provision", "update", reads=True)
def set_rhythm(request: Any, child_id: UUID, line_id: UUID) -> HttpResponse:
    """An officer says how often a line is due."""
    opened = Opened(request, child_id, "update")
    row = opened.line(line_id)
    if not opened.works_here:
        raise Http404
    now = rhythm_kept(row)
    first = {"every": now.every, "times": now.times, "weeks": now.weeks, "all_year": "yes" if now.all_year else "no"} if now else {"times": 1, "all_year": "no"}
    form = RhythmForm(request.POST if request.method == "POST" else None, initial=first)

    def act() -> None:
        said = form.cleaned_data
        actions.set_rhythm(
            line=row, every=said["every"], times=said["times"], weeks=said["weeks"], all_year=said["all_year"] == "yes", why=said["why"],
            by=acting(request), on=opened.today,
        )  # fmt: skip

    return _form(request, opened, row, form, act, heading="How often it is due", button="Save", done="Saved. What is due was worked out again")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("provision", "update", reads=True)
def deliverer(request: Any, child_id: UUID, line_id: UUID) -> HttpResponse:
    """An officer says which body answers for a line."""
    opened = Opened(request, child_id, "update")
    row = opened.line(line_id)
    if not opened.works_here:
        raise Http404
    kinds = ["provider", "health", "psychology", "social_care"]
    bodies = Organisation.objects.filter(kind__in=kinds, area=opened.child.area, closed_on__isnull=True).order_by("name", "pk")[:200]
    choices = [(str(one.pk), one.name) for one in bodies]
    if row.deliverer_id and str(row.deliverer_id) not in dict(choices) and row.deliverer:
        choices.insert(0, (str(row.deliverer_id), row.deliverer.name))
    form = DelivererForm(request.POST if request.method == "POST" else None, bodies=choices, initial={"body": str(row.deliverer_id or "none")})

    def act() -> None:
        chosen = form.cleaned_data["body"]
        body = None if chosen == "none" else Organisation.objects.get(pk=chosen)
        actions.let_deliverer_answer(line=row, organisation=body, by=acting(request), on=opened.today)

    return _form(request, opened, row, form, act, heading="Who says whether it was given", button="Save", done="Saved")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("provision", "update", reads=True)
def follow_up(request: Any, child_id: UUID, line_id: UUID) -> HttpResponse:
    """An officer says what was done about a fortnight that was missed."""
    opened = Opened(request, child_id, "update")
    row = opened.line(line_id)
    if not opened.works_here:
        raise Http404
    form = FollowUpForm(request.POST if request.method == "POST" else None)
    return _form(
        request, opened, row, form, lambda: actions.follow_up(line=row, done=form.cleaned_data["done"], by=acting(request), on=opened.today),
        heading="What was done about it", button="Save", done="Saved. The family can read what was done",
    )  # fmt: skip

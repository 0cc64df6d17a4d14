"""Plans that pass to another council, and plans that come from one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.access.doors import needs
from goldenthread.core import files, readings
from goldenthread.core.refusals import Refused, allowed
from goldenthread.law import moves as law
from goldenthread.people.models import Area
from goldenthread.people.policies import check_may, check_may_in_area

from .. import lists
from ..actions import moving_out, taking_on
from ..bundle.shape import day
from ..forms import moving as forms
from ..models import MoveIn
from .of_child import acting, done, done_by_button, find_child, one_form, plan_in_force, plan_of, posted, spoken

MOST = 100


# --- Out


@require_safe
@needs("plan", "share", reads=True)
def out(request: Any, child_id: UUID) -> HttpResponse:
    """A move to another council: by when the plan passes, and its file."""
    found = find_child(request, child_id, "reviews.move_out")
    plan = plan_of(found)
    if plan is None:
        raise Http404
    move = moving_out.open_move(plan)
    context = {
        "child": found, "plan": plan, "move": move, "limit": law.transfer_by(move.aware_on, move.moving_on) if move else None, "citation": law.CITATIONS["transfer"],
        "may": allowed(check_may, request.standing, found, "plan", "share"), "today": request.standing.on,
    }  # fmt: skip
    return render(request, "reviews/move_out.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("plan", "share", reads=True)
def begin(request: Any, child_id: UUID) -> HttpResponse:
    """The family is to move."""
    found = find_child(request, child_id, "reviews.move_out", "plan", "share")
    plan = plan_in_force(found)
    back = reverse("reviews:move_out", args=[found.pk])
    form = forms.MoveOutForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        said = {name: form.cleaned_data[name] for name in ("to_name", "to_code", "aware_on", "moving_on")}
        moving_out.begin_move_out(plan=plan, **said, by=acting(request), on=request.standing.on)

    return posted(request, form, act, to=back, said="The move is on record") or one_form(request, found, form, heading="The family moves to another council", button="Save", back=back)


@require_POST
@needs("plan", "share", reads=True)
def pack(request: Any, child_id: UUID) -> HttpResponse:
    """Make the file for the new council."""
    found = find_child(request, child_id, "reviews.move_out", "plan", "share")
    move = moving_out.open_move(plan_in_force(found))
    if move is None:
        raise Http404
    return done_by_button(
        request, lambda: moving_out.make_bundle(move=move, by=acting(request), on=request.standing.on), to=reverse("reviews:move_out", args=[found.pk]), said="The file is made"
    )


@require_safe
@needs("plan", "share", reads=True)
def packed(request: Any, child_id: UUID) -> FileResponse | HttpResponse:
    """The file, to be sent over a safe channel."""
    found = find_child(request, child_id, "reviews.move_out", "plan", "share")
    plan = plan_of(found)
    move = plan and moving_out.open_move(plan)
    if not move or move.bundle is None:
        raise Http404
    try:
        content = files.opened(move.bundle.file)
    except (Refused, FileNotFoundError):
        messages.error(request, "The file cannot be opened. Make it again.")
        return redirect("reviews:move_out", child_id=found.pk)
    response = FileResponse(content, as_attachment=True, filename=f"plan-{found.reference}-{move.bundle.made_on:%Y-%m-%d}.zip", content_type=moving_out.ZIP)
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@needs("plan", "share", reads=True)
def transferred(request: Any, child_id: UUID) -> HttpResponse:
    """The plan passed."""
    found = find_child(request, child_id, "reviews.move_out", "plan", "share")
    move = moving_out.open_move(plan_in_force(found))
    back = reverse("reviews:move_out", args=[found.pk])
    if move is None:
        return redirect(back)
    form = forms.TransferredForm(request.POST if request.method == "POST" else None)
    return posted(
        request, form, lambda: moving_out.transfer_out(move=move, transferred_on=form.cleaned_data["transferred_on"], by=acting(request), on=request.standing.on),
        to=back, said="The plan has passed to the new council, and the family is told",
    ) or one_form(request, found, form, heading="The plan passed to the new council", button="Save", back=back)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("plan", "share", reads=True)
def give_up(request: Any, child_id: UUID) -> HttpResponse:
    """The family does not move."""
    found = find_child(request, child_id, "reviews.move_out", "plan", "share")
    move = moving_out.open_move(plan_in_force(found))
    back = reverse("reviews:move_out", args=[found.pk])
    if move is None:
        return redirect(back)
    form = forms.GiveUpForm(request.POST if request.method == "POST" else None)
    return posted(
        request, form, lambda: moving_out.give_up_move_out(move=move, why=form.cleaned_data["why"], by=acting(request), on=request.standing.on), to=back, said="The move is taken back"
    ) or one_form(request, found, form, heading="The family does not move", button="Save", back=back)


# --- In


def _areas(request: Any) -> list[Area]:
    return [area for area in Area.objects.filter(pk__in=request.standing.areas_where("ident", "create")) if allowed(check_may_in_area, request.standing, area, "ident", "create")]


@require_http_methods(["GET", "HEAD", "POST"])
@needs("ident", "create", reads=True)
def moves_in(request: Any) -> HttpResponse:
    """Plans from other councils, and the way to take one on: read and checked at once."""
    areas = _areas(request)
    if not areas or not request.standing.area_ids:
        raise Http404
    rows = list(lists.moves_in(areas).exclude(state=MoveIn.State.GIVEN_UP).select_related("child", "plan")[:MOST])
    readings.read(request, page="reviews.moves_in", children=[row.child for row in rows if row.child], scope="area")
    form = forms.BundleForm(request.POST if request.method == "POST" else None, request.FILES if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            content, scan = taking_on.scanned(form.cleaned_data["file"])
            move = taking_on.read_bundle(area=areas[0], content=content, scan=scan, by=acting(request), on=request.standing.on)
        except Refused as refused:
            form.add_error("file", spoken(refused))
        else:
            return redirect("reviews:move_in", move_id=move.pk)
    for row in rows:
        row.letter_by = law.letter_by(row.transferred_on) if row.transferred_on and row.written_on else None
    return render(request, "reviews/moves_in.html", {"rows": rows, "form": form, "today": request.standing.on, "states": MoveIn.State})


def _find(request: Any, move_id: UUID) -> MoveIn:
    found = lists.moves_in(_areas(request)).filter(pk=move_id).select_related("area", "child__area", "plan", "file").first()
    if found is None or not request.standing.area_ids:
        raise Http404
    readings.read(request, page="reviews.move_in", children=[found.child] if found.child else [])
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@needs("ident", "create", reads=True)
def move_in(request: Any, move_id: UUID) -> HttpResponse:
    """One plan from another council, at the step where it is: matched, then written, then the family told."""
    found = _find(request, move_id)
    here, on = reverse("reviews:move_in", args=[found.pk]), request.standing.on
    data = request.POST if request.method == "POST" else None
    form: Any = None
    matched = taking_on.matches(found) if found.state in (MoveIn.State.READ, MoveIn.State.MATCHED) else []
    answer = None
    if found.state == MoveIn.State.READ or (found.state == MoveIn.State.MATCHED and request.GET.get("again")):
        form = _match_form(data, found, matched)
        if form.is_bound and form.is_valid():
            chosen = next((each.child for each in matched if str(each.child.pk) == form.cleaned_data["who"]), None)
            answer = done(
                request, form,
                lambda: taking_on.match_bundle(move=found, child=chosen, why=form.cleaned_data.get("why") or "", version=form.cleaned_data["version"], by=acting(request), on=on),
                to=here, said="It is matched. Check what follows, then take the plan on",
            )  # fmt: skip
    elif found.state == MoveIn.State.MATCHED:
        form = forms.WriteForm(data, version=found.version, initial={"transferred_on": found.transferred_on})
        if form.is_bound and form.is_valid():
            said = form.cleaned_data
            answer = done(
                request, form,
                lambda: taking_on.write_bundle(
                    move=found, transferred_on=said["transferred_on"], can_attend=said["can_attend"], meanwhile=said.get("meanwhile") or "", version=said["version"], by=acting(request), on=on
                ),
                to=here, said="The plan is ours from the day it passed. Tell the family next",
            )  # fmt: skip
    elif found.state == MoveIn.State.WRITTEN and found.told_on is None:
        form = forms.ToldForm(data)
        if form.is_bound and form.is_valid():
            answer = done(
                request, form, lambda: taking_on.note_told_after_move(move=found, will_assess=form.cleaned_data["will_assess"], by=acting(request), on=on), to=here, said="The letter leaves today"
            )
    if answer is not None:
        return answer
    plan = found.plan
    context = {
        "move": found, "said": found.said, "form": form, "matched": matched, "today": on, "states": MoveIn.State, "letter": law.CITATIONS["letter"],
        "letter_by": law.letter_by(plan.transferred_in_on) if plan and plan.transferred_in_on else None, "review_by": taking_on.review_by(plan) if plan and plan.transferred_in_on else None,
        "born": day(found.said.get("child", {}).get("date_of_birth")), "made_on": day(found.said.get("plan", {}).get("made_on")),
        "last_review": max((at for each in found.said.get("reviews") or [] if (at := day(each.get("notified_on") or each.get("met_on")))), default=None),
    }  # fmt: skip
    return render(request, "reviews/move_in.html", context)


def _match_form(data: Any, found: MoveIn, matched: list[Any]) -> forms.MatchForm:
    choices = [(str(each.child.pk), f"{each.child.name}, born {each.child.date_of_birth:%-d %B %Y}, {each.child.reference}") for each in matched]
    return forms.MatchForm(data, choices=choices, hints={str(each.child.pk): each.because for each in matched}, version=found.version)


@require_POST
@needs("ident", "create", reads=True)
def give_up_in(request: Any, move_id: UUID) -> HttpResponse:
    """The file is not taken on."""
    found = _find(request, move_id)
    return done_by_button(
        request, lambda: taking_on.give_up_bundle(move=found, by=acting(request), on=request.standing.on), to=reverse("reviews:moves_in"), said="The file is not taken on, and what it said is forgotten"
    )

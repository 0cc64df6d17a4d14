"""Phase transfers: the year planned back for everybody who moves on, for one child, and for a family."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.access.doors import needs
from goldenthread.core import readings
from goldenthread.core.listing import Listing
from goldenthread.core.refusals import allowed
from goldenthread.people.models import Child
from goldenthread.people.policies import check_may

from .. import transfers
from ..actions import transferring as actions
from ..amendments import changes_in_view
from ..forms.transferring import FinalForm, MoveForm, PreferenceForm
from ..models.transfer import BETWEEN_POST16
from ..outcomes import version_in_force
from ..tiles import moves_of
from .of_child import acting, done_by_button, find_child, find_own, one_form, plan_in_force, posted

#: Who plans the year: those who review, and a school for its own pupils.
SEE_IT = frozenset({"coordinator", "team_manager", "head_of_send", "setting_staff", "designated_officer"})
MOST = 50


@require_safe
@needs("review", "list")
def planner(request: Any) -> HttpResponse:
    """Everybody who moves on in a year, phase by phase and school by school, with what is late."""
    standing = request.standing
    if not SEE_IT & set(standing.roles):
        raise Http404
    listing, on = Listing.of(request), standing.on
    years = transfers.years_open(on)
    asked = request.GET.get("year", "")
    year = int(asked) if asked in {str(each) for each in years} else years[0]
    phase = request.GET.get("phase") if request.GET.get("phase") in transfers.NAMES else "primary_to_secondary"
    everybody = transfers.cohort(standing, phase, year, on)
    schools = Counter((each.school_id or 0, each.school or "No school on record") for each in everybody)
    school = next((key for key in schools if str(key[0]) == request.GET.get("school", "")), None)
    shown = everybody if school is None else [each for each in everybody if (each.school_id or 0) == school[0]]
    if request.GET.get("show") == "late":
        shown = [each for each in shown if each.late_on(on)]
    pages = max(-(-len(shown) // MOST), 1)
    asked_page = request.GET.get("page", "1")
    page = min(max(int(asked_page), 1), pages) if asked_page.isdecimal() and len(asked_page) < 6 else 1
    rows = shown[(page - 1) * MOST : page * MOST]
    readings.read(request, page="reviews.transfers", children=[each.child for each in rows], scope="area")
    by_school = [
        {
            "name": name, "href": listing.href(school=key, show=None), "count": count,
            "late": sum(1 for each in everybody if (each.school_id or 0) == key and each.late_on(on)),
            "done": sum(1 for each in everybody if (each.school_id or 0) == key and each.done),
        }
        for (key, name), count in sorted(schools.items(), key=lambda pair: pair[0][1])
    ]  # fmt: skip
    context = {
        "rows": rows, "count": len(shown), "phase": phase, "year": year, "names": transfers.NAMES, "today": on, "school": school, "by_school": by_school,
        "citation": transfers.citation_of(phase), "dates": None if phase == BETWEEN_POST16 else transfers.transfer.phase_dates(phase, year),
        "phases": [{"text": name, "href": listing.href(phase=key, school=None, show=None), "current": key == phase} for key, name in transfers.NAMES.items()],
        "years": [{"text": f"September {each}", "href": listing.href(year=each, school=None, show=None), "current": each == year} for each in years],
        "late": sum(1 for each in everybody if each.late_on(on)), "done": sum(1 for each in everybody if each.done), "all": len(everybody),
        "late_href": listing.href(show="late"), "all_href": listing.href(show=None, school=None), "only_late": request.GET.get("show") == "late",
        "columns": [listing.column(words, number=True) for words in ("Move on", "Late", "Sent")], "steps": listing.pages(page, pages), "between": phase == BETWEEN_POST16,
    }  # fmt: skip
    return render(request, "reviews/transfers.html", context)


def _move(found: Child, phase: str, on: Any) -> tuple[Any, transfers.Moving]:
    plan = plan_in_force(found)
    move = next((each for each in moves_of(found, plan, on) if each.phase == phase and not each.done), None)
    if move is None:
        raise Http404
    return plan, move


def _year(move: transfers.Moving) -> int:
    return move.transfer.moving_on.year if move.phase == BETWEEN_POST16 and move.transfer and move.transfer.moving_on else move.before.year


@require_safe
@needs("review", "view")
def of_child(request: Any, child_id: UUID) -> HttpResponse:
    """One child's year, planned back from its date, and what can be done next."""
    found = find_child(request, child_id, "reviews.transfer")
    plan, on = plan_in_force(found), request.standing.on
    moves = moves_of(found, plan, on)
    draft = found.plan_versions.filter(issued_on__isnull=True, given_up_on__isnull=True).select_related("earlier", "plan").first()
    sent = next((each.transfer.final_version for each in moves if each.transfer and each.transfer.final_version), None)
    drawn = allowed(check_may, request.standing, found, "draft", "view")
    shown = (draft if drawn and draft and draft.plan_id else None) or sent
    context = {
        "child": found, "plan": plan, "moves": moves, "shown": shown, "differing": changes_in_view(shown), "kept_here": version_in_force(plan) is not None, "names": transfers.NAMES, "today": on, "citation_of": transfers.citation_of,
        "may": allowed(check_may, request.standing, found, "review", "update"), "consults": allowed(check_may, request.standing, found, "consult", "create"),
        "post16": transfers.school_year.national_curriculum_year(found.date_of_birth, on) >= 11,
        "draft": draft,
    }  # fmt: skip
    return render(request, "reviews/transfer.html", context)


@require_POST
@needs("review", "update", reads=True)
def ask(request: Any, child_id: UUID, phase: str) -> HttpResponse:
    """Ask the family which setting they would like."""
    found = find_child(request, child_id, "reviews.transfer")
    plan, move = _move(found, phase, request.standing.on)
    return done_by_button(
        request, lambda: actions.ask_preference(plan=plan, phase=phase, year=_year(move), by=acting(request), on=request.standing.on),
        to=reverse("reviews:transfer", args=[found.pk]), said="The family was asked",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("review", "update", reads=True)
def preference(request: Any, child_id: UUID, phase: str) -> HttpResponse:
    """Record what the family said to an officer."""
    found = find_child(request, child_id, "reviews.transfer", may="update")
    plan, move = _move(found, phase, request.standing.on)
    back = reverse("reviews:transfer", args=[found.pk])
    form = PreferenceForm(request.POST if request.method == "POST" else None, area=found.area, by_officer=True)

    def act() -> None:
        said = form.cleaned_data
        actions.say_preference(
            plan=plan, phase=phase, year=_year(move), setting=said["found"], words=said["words"], said_on=said["said_on"], by_child=said["who"] == "child",
            by=acting(request), on=request.standing.on,
        )  # fmt: skip

    return posted(request, form, act, to=back, said="It is recorded") or one_form(
        request, found, form, heading="What the family would like", button="Save", back=back, lead=f"{transfers.NAMES[phase]}, September {_year(move)}."
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs("review", "update", reads=True)
def final(request: Any, child_id: UUID, phase: str) -> HttpResponse:
    """Record that the final plan which names the next setting was sent."""
    found = find_child(request, child_id, "reviews.transfer", may="update")
    plan, move = _move(found, phase, request.standing.on)
    back = reverse("reviews:transfer", args=[found.pk])
    form = FinalForm(request.POST if request.method == "POST" else None, area=found.area)

    def act() -> None:
        said = form.cleaned_data
        actions.note_transfer_final(
            plan=plan, phase=phase, year=_year(move), final_on=said["final_on"], setting=said["found"], words=said["words"], by=acting(request), on=request.standing.on
        )

    return posted(request, form, act, to=back, said="It is recorded, and the family is told") or one_form(
        request, found, form, heading="The final plan was sent", button="Save", back=back, lead="It goes to the family with their rights, to the setting and to the health board."
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs("review", "update", reads=True)
def post16(request: Any, child_id: UUID) -> HttpResponse:
    """Plan a move between post-16 settings."""
    found = find_child(request, child_id, "reviews.transfer", may="update")
    plan = plan_in_force(found)
    back = reverse("reviews:transfer", args=[found.pk])
    form = MoveForm(request.POST if request.method == "POST" else None)
    return posted(
        request, form, lambda: actions.plan_post16_move(plan=plan, moving_on=form.cleaned_data["moving_on"], by=acting(request), on=request.standing.on),
        to=back, said="The move is planned",
    ) or one_form(
        request, found, form, heading="A move between post-16 settings", button="Plan it", back=back,
        lead="The plan must be amended, and the next setting named, at least five months before the move.",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("views", "create", reads=True)
def next_setting(request: Any, child_id: UUID) -> HttpResponse:
    """The family's own page: what happens in the year of the move, and which setting they would like."""
    found, adult = find_own(request, child_id, "reviews.next_setting")
    plan, on = plan_in_force(found), request.standing.on
    moves = moves_of(found, plan, on)
    move = next((each for each in moves if not each.done), moves[0] if moves else None)
    if move is None:
        raise Http404
    here = reverse("reviews:next_setting", args=[found.pk])
    initial = {}
    if move.transfer and move.transfer.said_on:
        initial = {"setting": move.transfer.preferred.name if move.transfer.preferred else "", "words": move.transfer.preferred_words}
    form = None if move.done else PreferenceForm(request.POST if request.method == "POST" else None, area=found.area, initial=initial)
    if form is None and request.method == "POST":
        return redirect(here)

    def act() -> None:
        assert form is not None
        actions.say_preference(
            plan=plan, phase=move.phase, year=_year(move), setting=form.cleaned_data["found"], words=form.cleaned_data["words"], said_on=on, adult=adult,
            by_child=adult is None, of_family=True, by=acting(request), on=on,
        )  # fmt: skip

    if form is not None and (answer := posted(request, form, act, to=here, said="Thank you. We have what you said")):
        return answer
    sent = move.transfer.final_version if move.transfer else None
    context = {"child": found, "you": adult is None, "move": move, "differing": changes_in_view(sent), "names": transfers.NAMES, "form": form, "today": on, "worker": getattr(getattr(found, "case", None), "worker", None)}
    return render(request, "reviews/next_setting.html", context)

"""Pages of what meetings noted of a figure: the meetings, one meeting, noting an action, one action, and one's own."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import needs
from goldenthread.access.models import User
from goldenthread.core import form_keys, readings
from goldenthread.core.listing import Listing
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Area, Child

from ..indicators import LIBRARY
from . import actions, policies, reading
from .forms import ActionForm, DoneForm, DropForm, MeetingForm
from .models import Scrutiny

PAGE = 50


@require_safe
@needs("scrutiny", "view")
def scrutinies(request: Any, code: str) -> HttpResponse:
    """The meetings that held a figure up, and what is still open of what they noted."""
    area = _area(request, "view", code)
    listing = Listing.of(request)
    meetings, found = reading.meetings_of(area, code), reading.open_of(request.standing, area, code)
    total, still_open = meetings.count(), found.count()
    last = max(1, -(-max(total, still_open) // PAGE))
    page = min(max(_whole(request.GET.get("page")), 1), last)
    shown, held = list(found[(page - 1) * PAGE : page * PAGE]), list(meetings[(page - 1) * PAGE : page * PAGE])
    readings.read(request, page="insight.scrutinies", children=reading.children_in(shown), scope="area", reason=f"{code}: actions from meetings")
    return render(
        request, "insight/meetings/list.html",
        {
            "area": area, "code": code, "name": reading.name_of(code), "query": f"?area={area.code}", "today": request.standing.on, "open": shown, "meetings": held, "still_open": still_open,
            "counted": reading.counted(request.standing, held), "may_note": _may_note(request, area, code), "steps": listing.pages(page, last) if last > 1 else None,
        },
    )  # fmt: skip


@require_safe
@needs("scrutiny", "view")
def scrutiny(request: Any, meeting_id: UUID) -> HttpResponse:
    """One meeting: what it noted, and what it was carried from earlier ones."""
    one = Scrutiny.objects.select_related("area", "noted_by").filter(pk=meeting_id, area__in=policies.areas_of(request.standing, "view")).first()
    if one is None:
        raise Http404("There is no such meeting.")
    noted, carried = list(reading.noted_at(request.standing, one)[:PAGE]), list(reading.carried_to(request.standing, one)[:PAGE])
    readings.read(request, page="insight.scrutiny", children=reading.children_in([*noted, *carried]), scope="area", reason=f"{one.code}: one meeting")
    return render(
        request, "insight/meetings/one.html",
        {
            "one": one, "name": reading.name_of(one.code), "query": f"?area={one.area.code}", "today": request.standing.on, "noted": noted, "carried": carried,
            "may_note": _may_note(request, one.area, one.code), "again": f"?area={one.area.code}&meeting={one.pk}",
        },
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("scrutiny", "create")
def note(request: Any, code: str) -> HttpResponse:
    """Note what a meeting agreed: `?child=` about a child, `?meeting=` at a meeting that is known, `?at=` of the day that was looked at;
    `?only=meeting` that it met and agreed nothing."""
    area = _area(request, "create", code)
    on, query = request.standing.on, f"?area={area.code}"
    child = _child(request, area)
    readings.read(request, page="insight.note_scrutiny_action", children=[child] if child else [], scope="area", reason=f"{code}: noting an action")
    only = child is None and request.GET.get("only") == "meeting"
    sent = request.POST if request.method == "POST" else None
    initial = _initial(request, area, code, on)
    if only:
        form: MeetingForm = MeetingForm(sent, initial=initial)
    else:
        people = [(each.pk, each.name) for each in policies.owners(area, child, on)]
        form = ActionForm(sent, initial=initial, people=people, about_one=child is not None)
    if form.is_bound and form.is_valid():
        said, done = form.cleaned_data, f"{reverse('insight:scrutinies', args=[code])}{query}"
        with suppress(form_keys.AlreadySent):
            try:
                with form_keys.once(form, user_id=request.user.pk, result_url=done):
                    met = actions.note_scrutiny(area=area, code=code, group=said["group"], held_on=said["held_on"], at=said["at"], by=request.user, on=on)
                    if not only:
                        owner = User.objects.get(pk=said["owner"])
                        actions.note_scrutiny_action(scrutiny=met, words=said["words"], owner=owner, due_on=said["due_on"], child=child, by=request.user, on=on)
            except Refused as refused:
                form.add_error(None, refused.sentence)
                return _form(request, area, code, child, form, only=only)
            messages.success(request, "The meeting is noted." if only else "The action is noted. It is carried to every scrutiny of this figure until it has ended.")
            return redirect("insight:scrutiny", met.pk)
        return redirect(done)
    return _form(request, area, code, child, form, only=only)


def _form(request: Any, area: Area, code: str, child: Child | None, form: MeetingForm, *, only: bool) -> HttpResponse:
    told = {"area": area, "code": code, "name": reading.name_of(code), "query": f"?area={area.code}", "child": child, "form": form, "only": only}
    return render(request, "insight/meetings/note.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("scrutiny", "view")
def scrutiny_action(request: Any, action_id: UUID) -> HttpResponse:
    """One action: what, who, by when, and how it ended."""
    one = reading.told(policies.seen(request.standing)).select_related("noted_by", "ended_by").filter(pk=action_id).first()
    if one is None:
        raise Http404("There is no such action.")
    readings.read(request, page="insight.scrutiny_action", children=reading.children_in([one]), scope="area", reason=f"{one.scrutiny.code}: an action of a meeting")
    on = request.standing.on
    ends = one.ended_on is None and policies.may_end(request.standing, request.user.pk, one)
    dropping = "drop" in request.POST
    done = DoneForm(request.POST if request.method == "POST" and not dropping else None, prefix="done") if ends else None
    drop = DropForm(request.POST if dropping else None, prefix="drop") if ends else None
    sent = drop if dropping else done
    if sent is not None and sent.is_bound and sent.is_valid():
        try:
            if dropping:
                actions.drop_scrutiny_action(noted=one, why=sent.cleaned_data["why"], by=request.user, on=on)
            else:
                actions.finish_scrutiny_action(noted=one, came_of=sent.cleaned_data["came_of"], by=request.user, on=on)
        except Refused as refused:
            sent.add_error(None, refused.sentence)
            one.refresh_from_db(fields=["done_on", "dropped_on"])
        else:
            messages.success(request, "The action is dropped." if dropping else "The action is done.")
            return redirect("insight:scrutiny_action", one.pk)
    elif request.method == "POST" and not ends:
        messages.info(request, "This action has ended, or is not yours to end.")
        return redirect("insight:scrutiny_action", one.pk)
    return render(
        request, "insight/meetings/action.html",
        {
            "one": one, "name": reading.name_of(one.scrutiny.code), "today": on, "done": done, "drop": drop, "failed": sent if sent is not None and sent.is_bound else None,
            "of_area": one.scrutiny.area_id in policies.areas_of(request.standing, "view"), "query": f"?area={one.scrutiny.area.code}",
        },
    )  # fmt: skip


@require_safe
@needs("scrutiny", "view")
def my_scrutiny_actions(request: Any) -> HttpResponse:
    """What this person is to do because of meetings, the first due first."""
    listing = Listing.of(request)
    found = reading.own(request.standing)
    total = found.count()
    last = max(1, -(-total // PAGE))
    page = min(max(_whole(request.GET.get("page")), 1), last)
    shown = list(found[(page - 1) * PAGE : page * PAGE])
    readings.read(request, page="insight.my_scrutiny_actions", children=reading.children_in(shown), scope="case")
    return render(
        request, "insight/meetings/mine.html",
        {"mine": shown, "today": request.standing.on, "names": {each.scrutiny.code: reading.name_of(each.scrutiny.code) for each in shown}, "steps": listing.pages(page, last) if last > 1 else None},
    )  # fmt: skip


def _area(request: Any, doing: str, code: str) -> Area:
    """The area that was asked for, or the first of the reader's own. 404 for one that is not theirs, and for no indicator."""
    if code not in LIBRARY or not LIBRARY[code].counted:
        raise Http404("No indicator with a number has that code.")
    areas = Area.objects.filter(pk__in=policies.areas_of(request.standing, doing)).order_by("name")
    wanted = request.GET.get("area")
    found = (areas.filter(code=wanted) if wanted and "\0" not in wanted else areas).first()
    if found is None:
        raise Http404("No area of yours has that number.")
    return found


def _child(request: Any, area: Area) -> Child | None:
    """The child whom the action is about; 404 for one whose record the reader may not open."""
    wanted = request.GET.get("child")
    if not wanted:
        return None
    try:
        key = UUID(wanted)
    except ValueError:
        raise Http404("There is no such child.") from None
    found = Child.objects.visible_to(request.standing, request.standing.on).filter(pk=key, area=area).first()
    if found is None:
        raise Http404("There is no such child.")
    return found


def _initial(request: Any, area: Area, code: str, on: date) -> dict[str, Any]:
    """The meeting that the reader comes from; otherwise one of today, of the group that held the figure up last."""
    met = None
    with suppress(ValueError):
        met = Scrutiny.objects.filter(area=area, code=code, pk=UUID(request.GET.get("meeting", ""))).first()
    if met is not None:
        return {"group": met.group, "held_on": met.held_on, "at": met.at}
    at = on
    with suppress(ValueError):
        at = min(date.fromisoformat(request.GET.get("at", "")), on)
    last = reading.meetings_of(area, code).first()
    return {"group": last.group if last else "", "held_on": on, "at": at}


def _may_note(request: Any, area: Area, code: str) -> bool:
    return area.pk in policies.areas_of(request.standing, "create") and code in LIBRARY and LIBRARY[code].counted


def _whole(typed: str | None) -> int:
    return int(typed) if typed and typed.isdecimal() and len(typed) < 6 else 1


"""The board of asks for those who manage them: what is late, weak or returned, and how each service keeps its six weeks."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access import permissions
from goldenthread.access.doors import needs
from goldenthread.access.models import User
from goldenthread.core import readings
from goldenthread.core.charts import Chart, bars_across
from goldenthread.core.form_fields import ChoiceField, Form, WholeNumberField
from goldenthread.core.listing import Listing
from goldenthread.core.models import Message
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Area, Membership, Organisation

from ..actions.reminding import settle_ladder
from ..advice import board, ladder
from ..advice.board import SHOWS, Asked, Kept, Place
from ..advice.proposing import CAN_BE_ASKED
from ..advice.words import SHORT, short
from .asks import posted
from .finding import acting, say

#: Who has the board: those who ask, and the designated officer for health.
SEE_IT = frozenset({"coordinator", "team_manager", "head_of_send", "designated_officer"})
DELIVERY = dict(Message.State.choices)


class FilterForm(Form):
    """What narrows the board."""

    marks_optional = False

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], mine: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"] = ChoiceField(label="Service or setting", choices=bodies, draw_as="select", required=False, say_nothing="All")
        self.fields["kind"] = ChoiceField(label="Kind of advice", choices=list(SHORT.items()), draw_as="select", required=False, say_nothing="All")
        if mine:
            self.fields["whose"] = ChoiceField(
                label="Whose cases", choices=[("mine", "My own")], draw_as="select", required=False, say_nothing="All that I may see"
            )


@require_safe
@needs("ask", "list")
def show(request: Any) -> HttpResponse:
    """The board. Everything about it stands in its address."""
    if not SEE_IT & set(request.standing.roles):
        raise Http404
    listing, get = Listing.of(request), request.GET
    form = FilterForm(get, bodies=_bodies(request.standing), mine=bool(request.standing.area_ids))
    form.is_valid()
    said = form.cleaned_data
    asked = Asked(
        show=get.get("show") if get.get("show") in SHOWS else "all",
        body=int(said["body"]) if said.get("body") else None, kind=said.get("kind") or "", mine=said.get("whose") == "mine",
        place=Place.read(get.get("after", "")) or Place.read(get.get("before", ""), backwards=True),
    )  # fmt: skip
    rows, before, after = board.page(request.standing, asked)
    readings.read(request, page="casework.advice_board", children=dict.fromkeys(row.child_id for row in rows))
    counts, kept = board.counts(request.standing, asked), board.league(request.standing, asked)
    tabs = [
        {"text": f"{words} ({counts[name]:,})", "href": listing.href(show=None if name == "all" else name), "current": name == asked.show}
        for name, words in SHOWS.items()
    ]
    context = {
        "rows": rows, "tabs": tabs, "counts": counts, "asked": asked, "form": form, "chips": listing.chips(form), "today": request.standing.on,
        "steps": listing.steps(before=before, after=after), "path": request.path, "kept": kept, "by_body": chart_by_body(kept),
        "by_kind": chart_by_kind(kept), "by_none": sentence(0, 0, [], []), "delivery": DELIVERY, "may_settle": bool(request.standing.areas_where("ask", "update")),
        "keep": [("show", asked.show)] if asked.show != "all" else [],
    }  # fmt: skip
    return render(request, "casework/advice_board.html", context)


def _bodies(standing: Any) -> list[tuple[str, str]]:
    areas = standing.own_area_ids
    found = Organisation.objects.filter(area_id__in=areas, kind__in=CAN_BE_ASKED).order_by("name", "pk")
    return [(str(body.pk), body.name) for body in found]


# --- How each keeps its six weeks


def chart_by_body(kept: list[Kept]) -> Chart:
    """Share in time, service by service, those with most late first."""
    return _chart("advice-by-service", "Advice in time by service", "Service", kept, lambda each: each.body or "Nobody named")


def chart_by_kind(kept: list[Kept]) -> Chart:
    """Share in time, kind by kind."""
    return _chart("advice-by-kind", "Advice in time by kind", "Kind", kept, lambda each: short(each.kind))


def _chart(identity: str, title: str, heading: str, kept: list[Kept], name: Any) -> Chart:
    due: dict[str, int] = defaultdict(int)
    in_time: dict[str, int] = defaultdict(int)
    for each in kept:
        due[name(each)] += each.due
        in_time[name(each)] += each.in_time
    labels = sorted(due, key=lambda label: (in_time[label] / due[label], label))[:15]
    shares = [round(100 * in_time[label] / due[label]) for label in labels]
    return bars_across(
        identity=identity, title=title, labels=[f"{label} ({due[label]})" for label in labels], values=shares, value_name="In time", heading=heading,
        unit="%", sentence=sentence(sum(due.values()), sum(in_time.values()), labels, shares),
    )  # fmt: skip


def sentence(due: int, in_time: int, labels: list[str], shares: list[int]) -> str:
    """What the chart says, in one sentence."""
    if not due:
        return "No advice has fallen due in the last year."
    whole = f"Of {due:,} pieces of advice due in the last year, {in_time:,} ({round(100 * in_time / due)}%) came in time"
    return f"{whole}; lowest is {labels[0]} with {shares[0]}%." if len(labels) > 1 else f"{whole}."


# --- The ladder


class LadderForm(Form):
    """On which day each step falls, counted from the due date, and who stands on it."""

    marks_optional = False

    def __init__(self, *args: Any, people: list[tuple[str, str]], bodies: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for step in ladder.STEPS:
            self.fields[f"days{step.number}"] = WholeNumberField(
                label=f"Step {step.number}: {ladder.WHOM[step.whom][0].lower()}{ladder.WHOM[step.whom][1:]}", least=0, most=366, width=3,
                help_text="Days before the date it is due" if step.days < 0 else "Days after the date it is due",
            )  # fmt: skip
        for key, words in (("lead", "Step 5 for every service"), ("director", "Step 6")):
            self.fields[key] = self._person(words, people)
        for body in bodies:
            self.fields[f"manager:{body.pk}"] = self._person(f"Step 4: the manager of {body.name}", people)

    def _person(self, label: str, people: list[tuple[str, str]]) -> ChoiceField:
        return ChoiceField(label=label, choices=people, draw_as="select", required=False, say_nothing="Found by their role")

    def days(self) -> dict[int, int]:
        """Days from the due date by step, below zero before it."""
        return {step.number: self.cleaned_data[f"days{step.number}"] * (-1 if step.days < 0 else 1) for step in ladder.STEPS}

    def people(self) -> dict[str, int | None]:
        """Who stands where, by user id."""
        return {name: int(value) if value else None for name, value in self.cleaned_data.items() if name in ("lead", "director") or name.startswith("manager:")}


@require_http_methods(["GET", "HEAD", "POST"])
@needs("ask", "update", reads=False)
def ladder_page(request: Any) -> HttpResponse:
    """The ladder of an area, for those who manage it."""
    areas = request.standing.areas_where("ask", "update")
    if not areas:
        raise Http404
    area = Area.objects.get(pk=areas[0])
    settled = ladder.setting(area)
    bodies = list(Organisation.objects.filter(area=area, kind__in=CAN_BE_ASKED, closed_on__isnull=True).order_by("name", "pk"))
    first = {f"days{step.number}": abs(step.days) for step in ladder.steps_of(settled)}
    first |= {key: str(user_id) for key, user_id in settled["people"].items()}
    form = LadderForm(posted(request), people=_people(area, request.standing.on), bodies=bodies, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            settle_ladder(area=area, days=form.days(), people=form.people(), by=acting(request), on=request.standing.on)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "The ladder was saved")
            return redirect("casework:advice_board")
    return render(request, "casework/advice_ladder.html", {"form": form, "area": area, "steps": ladder.steps_of(settled), "whom": ladder.WHOM})


#: Roles whose people can be named on a step.
NAMED = frozenset(permissions.roles_that_may("ask", "list")) - {"setting_staff", "api_client"}


def _people(area: Area, on: Any) -> list[tuple[str, str]]:
    seats = Membership.objects.filter(organisation__area=area, role__in=NAMED, from_on__lte=on, user__is_active=True).exclude(until_on__lt=on)
    users = User.objects.filter(pk__in=seats.values("user_id")).order_by("name", "pk")
    return [(str(user.pk), user.name) for user in users]

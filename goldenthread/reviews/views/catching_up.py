"""Overdue reviews: ranked with the reasons shown, shared out over workers and weeks, with the day they clear."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.access.doors import needs
from goldenthread.access.models import User
from goldenthread.core import readings
from goldenthread.core.form_fields import ChoiceField, Form, ManyChoiceField
from goldenthread.core.listing import Listing
from goldenthread.core.refusals import Refused
from goldenthread.law.days import in_words
from goldenthread.people.models import Area, Child

from .. import burning_down, due, punctuality
from ..actions.catching_up import begin_catch_up
from ..overdue import overdue
from ..sharing_out import Shared, share
from .finding import acting

PAGE = 50
USUAL_WEEKLY = 3


class ShareForm(Form):
    """How many each worker takes a week, and who takes part."""

    marks_optional = False

    def __init__(self, *args: Any, workers: list[tuple[str, str]], areas: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(areas) > 1:
            self.fields["area"] = ChoiceField(label="Area", choices=areas, draw_as="select", required=False, say_nothing="Choose an area")
        self.fields["weekly"] = ChoiceField(
            label="Overdue reviews for each worker a week", choices=[(number, str(number)) for number in range(1, 21)], draw_as="select", required=False,
            say_nothing="Usual: 3", help_text="Beside the reviews that fall due in that week",
        )  # fmt: skip
        self.fields["workers"] = ManyChoiceField(label="Who takes part (nobody ticked: all)", choices=workers, required=False, small=True)


def _sentence(shared: Shared, count: int) -> str:
    if not count:
        return "No review is overdue."
    if shared.clears_on is None:
        return "Nobody works on cases in this area, so there is nobody to share the reviews among."
    alone = f" If everybody kept their own it would take until {in_words(shared.alone_clears_on)}." if shared.alone_clears_on and shared.alone_clears_on > shared.clears_on else ""
    return f"Shared out among {len(shared.loads)} at {shared.weekly} a week each, the last of {count:,} overdue reviews is done by {in_words(shared.clears_on)}.{alone}"


@require_http_methods(["GET", "HEAD", "POST"])
@needs("review", "decide", reads=True)
def backlog(request: Any) -> HttpResponse:
    """Rank, share out, see when it clears; keep it so that it is followed week by week."""
    standing = request.standing
    areas = list(Area.objects.filter(pk__in=standing.areas_where("review", "decide")).order_by("name"))
    workers = due.workers(standing, ("coordinator",))
    form = ShareForm(request.POST if request.method == "POST" else request.GET, workers=workers, areas=[(each.code, each.name) for each in areas])
    form.is_valid()
    said = {name: value for name, value in form.cleaned_data.items() if value and name not in form.errors}
    area = next((each for each in areas if each.code == said.get("area")), areas[0] if areas else None)
    ranked = overdue([area.pk] if area else [], standing.on, due.LISTS["due"][0])
    chosen = [int(pk) for pk in said.get("workers") or [pk for pk, _ in workers]]
    shared = share(ranked, chosen, weekly=int(said.get("weekly") or USUAL_WEEKLY), today=standing.on)
    if request.method == "POST" and area is not None:
        readings.read(request, page="reviews.backlog", children=[])
        try:
            begin_catch_up(area=area, shared=shared, by=acting(request), on=standing.on)
            messages.success(request, "The plan is kept. Each worker sees in the list of reviews which week is meant")
        except Refused as refused:
            messages.error(request, refused.sentence)
        return redirect("reviews:backlog")
    return _show(request, form, area, ranked, shared, dict(workers))


def _show(request: Any, form: ShareForm, area: Area | None, ranked: list[Any], shared: Shared, names: dict[str, str]) -> HttpResponse:
    on = request.standing.on
    typed = request.GET.get("page", "1")
    last = max(1, -(-len(ranked) // PAGE))
    number = min(max(1, int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 5 else 1), last)
    part = ranked[(number - 1) * PAGE : number * PAGE]
    children = {each.pk: each for each in Child.objects.visible_to(request.standing, on).filter(pk__in=[one.child_id for one in part])}
    readings.read(request, page="reviews.backlog", children=list(children))
    places = {place.one.plan_id: place for place in shared.places[(number - 1) * PAGE : number * PAGE]}
    kept = burning_down.standing([area.pk]) if area else None
    sentence = _sentence(shared, len(ranked))
    missing = {worker for worker, _ in shared.unfair if str(worker) not in names}
    names |= {str(pk): name for pk, name in User.objects.filter(pk__in=missing).values_list("pk", "name")} if missing else {}
    context: dict[str, Any] = {
        "form": form, "area": area, "count": len(ranked), "shared": shared, "sentence": sentence, "names": names, "today": on, "kept": kept,
        "rows": [(one, children[one.child_id], places.get(one.plan_id)) for one in part if one.child_id in children], "first": (number - 1) * PAGE,
        "chart": burning_down.chart_of(shared.remaining, overdue=len(ranked), sentence=sentence) if shared.remaining else None,
        "steps": Listing.of(request).pages(number, last), "posted": [(name, value) for name in ("area", "weekly", "workers") for value in request.GET.getlist(name) if value],
    }  # fmt: skip
    context["in_time"] = punctuality.words(*punctuality.within_a_month([area.pk], on)) if area else ""
    if kept is not None:
        done, left = burning_down.went(kept, on)
        planned = burning_down.planned(kept)
        words = f"Made on {in_words(kept.made_on)} for {kept.overdue:,} overdue reviews, to clear by {in_words(kept.clears_on) if kept.clears_on else 'a day not known'}. {left:,} are left."
        context["burn_down"] = burning_down.chart_of(planned, overdue=kept.overdue, sentence=words, done=done, identity="burn-down-kept", title="The plan that stands: reviews left at the end of each week")
    return render(request, "reviews/backlog.html", context)

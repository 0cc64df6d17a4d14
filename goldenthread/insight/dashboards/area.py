"""The way in: the dashboard of whoever opens it, with what moved, what stands today, and the pages behind."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs

from ..drawn import draw, of_state
from ..guarding import Guard
from ..indicators import behind, month_end_for
from . import clocks, late, moved, outlook, tallies
from .boards import Board, boards_of
from .entrance import OF_AN_AREA, Place, place_of
from .outlook import Outlook

#: The pages behind, by key: their address's name and words.
PAGES = {
    "over_time": ("over_time", "Over months and years"), "paired": ("paired", "Timeliness and quality, month by month"), "late": ("late", "Late, and likely to be late"), "workload": ("workload", "Who carries what"), "advice": ("advice", "Advice, by who gives it"),
    "flow": ("flow", "The way to a plan"), "map": ("map", "Where children live"), "equity": ("equity", "For whom it works: the equity lens"),
    "opening": ("opening", "The figures a plan opens with"), "arrived": ("arrived", "Did the help arrive?"), "outcomes": ("outcomes", "Outcomes and progress"),
    "families": ("families", "What families say"),
}  # fmt: skip
#: What each page behind answers, by the names of their addresses.
EVERY_FIGURE = "Every figure, and who looks after it"
ANSWERS: dict[str, tuple[str, ...]] = {
    "Is it in time?": ("late", "paired", "over_time", "flow", "advice", "workload"),
    "Do children get help, and does it work?": ("services", "arrived", "outcomes", "families", "scorecard"),
    "For whom, and where?": ("equity", "map", "pupils", "needs_by_year", "absence_by_month", "young_people", "exclusions"),
    EVERY_FIGURE: ("indicators", "benchmarks", "opening", "watching", "collecting"),
}


@require_safe
@needs("agg", "view")
def area(request: Any) -> HttpResponse:
    """The dashboard of the reader's role; `?for=` another that they may open."""
    place = place_of(request)
    boards = boards_of(request.standing, place.area.pk)
    chosen = next((each for each in boards if each.key == request.GET.get("for")), None) if "for" in request.GET else next(iter(boards), None)
    if chosen is None:
        raise Http404("That dashboard is not yours to open.")
    place = as_seen(place, chosen)
    led = Led(request, place, chosen, boards)
    counted_at = moved.state(chosen.codes, place)
    drawn = None
    if counted_at:
        drawn = of_state(request, place, "insight/_area.html", lambda: told(place, chosen, led), tallies.mark(place.area.pk), counted_at, chosen.key, led.state)
    return render(request, "insight/area.html", {"area": place.area, "drawn": drawn or draw("insight/_area.html", told(place, chosen, led))})


def as_seen(place: Place, board: Board) -> Place:
    """The area as this dashboard's readers see it."""
    return replace(place, guard=Guard(open_rows=False), rows=False) if board.guarded else place


class Led:
    """Where a dashboard leads its reader: other dashboards, its paper, the pages behind."""

    def __init__(self, request: Any, place: Place, board: Board, boards: list[Board]) -> None:
        here, code = reverse("insight:area"), place.area.code
        self.tabs: list[dict[str, Any]] = [{"text": each.name, "href": f"{here}?area={code}&for={each.key}", "current": each.key == board.key} for each in boards] if len(boards) > 1 else []
        self.paper = f"{reverse('insight:board_paper')}{place.query}&for={board.key}" if place.area.pk in request.standing.areas_where("agg", "export", OF_AN_AREA) else ""
        self.pages = pages(request, place, board)

    @property
    def state(self) -> tuple[Hashable, ...]:
        """What follows from the reader's rights, as something to look up by."""
        return (self.paper, *(each["href"] for each in [*self.tabs, *self.pages]))


def context(request: Any, place: Place, board: Board, boards: list[Board]) -> dict[str, Any]:
    """What the page shows."""
    return told(place, board, Led(request, place, board, boards))


def told(place: Place, board: Board, led: Led) -> dict[str, Any]:
    """The same for somebody whom the dashboard leads so far."""
    guard = place.guard
    ahead = outlook.of_area(place.area.pk, place.on)
    behind.agree("EHC20", ahead.today.stages.get("plan", 0), area=place.area.pk, at=place.on)
    made = moved.moves(board.codes, place)
    return {
        "place": place, "area": place.area, "board": board, "guard": guard, "month": month_end_for(place.on), "counts": counts(ahead, guard, place), "paper": led.paper,
        "moves": made, "moved": moved.sentence(made), "charts": [late.week_by_week(ahead.weeks, guard)], "pages": grouped(led.pages), "tabs": led.tabs,
    }  # fmt: skip


def counts(ahead: Outlook, guard: Guard, place: Place) -> list[dict[str, str]]:
    """Today's tiles. Each leads to the cases behind it, for those who may open them."""
    today = ahead.today
    rows = [
        ("Plans in force", today.stages.get("plan", 0), "?stage=plan"), ("Deciding whether to assess", today.stages.get("deciding", 0), "?stage=deciding"),
        ("Assessing", today.stages.get("assessing", 0), "?stage=assessing"), ("Writing the plan", today.stages.get("drafting", 0), "?stage=drafting"),
        ("Assessments open past 20 weeks", today.past_twenty_weeks, ""), ("Cases with a legal date past", today.late_cases, "?late=1"), ("No named worker", today.unassigned, "?worker=none"),
    ]
    made = [{"name": name, "value": guard.words(count), "href": f"/caseload{query}" if query and place.rows else ""} for name, count, query in rows]
    about = "not known" if ahead.likely is None else f"about {guard.words(round(ahead.likely))}"
    made.append({"name": f"Dates likely to be missed in {clocks.WEEKS_AHEAD} weeks", "value": about, "href": f"{reverse('insight:late')}{place.query}"})
    return made


def pages(request: Any, place: Place, board: Board) -> list[dict[str, str]]:
    """The pages behind, those that this reader may open."""
    standing = request.standing
    shut = set() if place.area.pk in standing.areas_where("voice", "view", OF_AN_AREA) else {"families"}
    shut |= set() if place.rows else {"workload"}
    found = [("insight:indicators", "Every indicator, with its history"), ("insight:benchmarks", "Beside England, the region and areas like this one"), ("insight:pupils", "Pupils beside all authorities: exclusion, absence, attainment"), ("insight:needs_by_year", "Needs by school and year, beside England"), ("insight:absence_by_month", "Absence by month, as schools gave it"), ("insight:young_people", "Young people in no education, work or training"), ("insight:exclusions", "Suspensions and exclusions, with the support before"), ("insight:scorecard", "Balanced scorecard of each service"), ("insight:services", "Services: waits, discharges and re-referrals"), ("insight:watching", "Figures that are watched"), ("insight:collecting", "Collecting figures: who gives which, by when")]
    found += [(f"insight:{PAGES[key][0]}", PAGES[key][1]) for key in board.pages if key in PAGES and key not in shut]
    return [{"name": name.partition(":")[2], "text": words, "href": f"{reverse(name)}{place.query}"} for name, words in found]


def grouped(found: list[dict[str, str]]) -> list[tuple[str, list[dict[str, str]]]]:
    """The same under what each answers, so that one is found among twenty. What no heading names stands under the last."""
    of = {name: heading for heading, names in ANSWERS.items() for name in names}
    groups: dict[str, list[dict[str, str]]] = {heading: [] for heading in ANSWERS}
    for each in found:
        groups[of.get(each["name"], EVERY_FIGURE)].append(each)
    order = {name: place for names in ANSWERS.values() for place, name in enumerate(names)}
    return [(heading, sorted(some, key=lambda each: order.get(each["name"], len(order)))) for heading, some in groups.items() if some]

"""The first page for a visitor, and for an officer: what is due."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs, public, signed_in
from goldenthread.core import opaque, readings
from goldenthread.core.listing import Listing
from goldenthread.improvement.mine import mine_in_words
from goldenthread.insight.mine import meetings_in_words
from goldenthread.insight.mine import mine_in_words as figures_in_words
from goldenthread.provision.tasks import tasks_of

from .. import caseload, work
from ..filters import Filters, read_place
from ..lines import team_lines, work_lines

TABS = {"mine": "Mine", "unassigned": "No named worker", "team": "Whole area"}
HREF = "/work"
#: Roles whose first page is that of their own family.
FAMILY = frozenset({"parent", "young_person"})


@require_safe
@public
def front(request):
    """What this is, for a visitor. Whoever has signed in goes on to their own first page."""
    standing = request.standing
    if not standing.signed_in:
        return render(request, "desk/front.html")
    if standing.roles and FAMILY.issuperset(standing.roles):
        return redirect("portal:home")
    return redirect("desk:work" if standing.areas_where("request", "list") else "desk:welcome")


@require_safe
@signed_in
def welcome(request):
    """Where somebody may go whose work is not at the desk, and the records that they are involved with."""
    standing = request.standing
    if standing.areas_where("ident", "list") or not standing.may("ident", "list"):
        return render(request, "desk/welcome.html", {"page": None, "today": standing.on, "promised": mine_in_words(standing.user_id, standing.on), "looking": figures_in_words(standing.user_id, standing.on), "noted": meetings_in_words(standing.user_id, standing.on)})
    page = caseload.page(standing, Filters(sort="name", show="all"), read_place(request.GET))
    readings.read(request, page="desk.welcome", children=[row.child_id for row in page.rows], scope="involved")
    steps = caseload.steps(page, lambda **at: Listing.of(request).href(**at))
    return render(request, "desk/welcome.html", {"page": page, "steps": steps, "today": standing.on, "promised": mine_in_words(standing.user_id, standing.on), "looking": figures_in_words(standing.user_id, standing.on), "noted": meetings_in_words(standing.user_id, standing.on)})


@require_safe
@needs("request", "list")
def my_work(request):
    """What is due: to this person, to nobody yet, or in the whole area."""
    tab = request.GET.get("tab", "mine")
    if tab not in ("unassigned", "team") or not request.standing.areas_where("request", "list"):
        return _mine(request)
    return _team(request, tab)


def _mine(request):
    todo = work.mine(request.standing, after=_clock(request.GET.get("after")), before=_clock(request.GET.get("before")))
    tasks = tasks_of(request.standing)
    readings.read(request, page="desk.work", children=dict.fromkeys([*(row.child_id for row in todo.rows), *(each.child_id for each in tasks)]), scope="case")
    today = request.standing.on
    lines = work_lines(todo.rows, today)
    groups = work.groups(list(zip([row.due_on for row in todo.rows], lines, strict=True)), todo.counts, today)
    steps = Listing.of(request).steps(before=_key(todo.preceding), after=_key(todo.following))
    return render(
        request,
        "desk/work.html",
        {**_frame(request, "mine", todo.counts), "work": todo, "groups": groups, "steps": steps, "tasks": tasks, "promised": todo.promised, "looking": todo.looking, "losing": todo.losing, "noted": todo.noted},
    )


def _team(request, tab: str):
    standing, place = request.standing, read_place(request.GET)
    filters = Filters(worker="none" if tab == "unassigned" else "", sort="due")
    page = caseload.page(standing, filters, place, size=work.PAGE, dated=True)
    counts = work.team_counts(standing, unassigned=tab == "unassigned")
    readings.read(request, page=f"desk.{tab}", children=[row.child_id for row in page.rows], scope="area")
    lines = team_lines(page.rows, standing.on)
    groups = work.groups(list(zip([row.next_due_on or standing.on for row in page.rows], lines, strict=True)), counts, standing.on)
    steps = caseload.steps(page, lambda **at: Listing.of(request).href(**at))
    return render(
        request, "desk/team.html", {**_frame(request, tab, counts), "page": page, "groups": groups, "steps": steps}
    )


def _frame(request, tab: str, counts) -> dict:
    whose = [
        {"text": words, "href": HREF if name == "mine" else f"{HREF}?tab={name}", "current": name == tab}
        for name, words in TABS.items()
    ]
    may_hand_over = bool(request.standing.areas_where("request", "update"))
    return {"tab": tab, "whose": whose, "counts": counts, "today": request.standing.on, "may_hand_over": may_hand_over}


def _clock(text: str | None) -> int | None:
    """The clock to go on from; None for what is no key of one."""
    return opaque.number("clock", text)


def _key(clock: int | None) -> str | None:
    return opaque.key("clock", clock) if clock else None

"""Pages of the minimum data set: the whole on one page for the board, drafting it, and giving what it asks for."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.access.doors import needs
from goldenthread.core import form_keys
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Organisation

from ...dashboards.words import number_column
from .. import telling
from ..actions import BODIES
from ..files import answer
from ..models import Service
from ..policies import View, may_set, view_of
from ..quarters import last_quarters, quarter_label, quarter_words
from . import actions
from .forms import AgreeForm, GiveForm, ItemForm
from .held import Cell, cells, summed
from .models import SIDES, MinimumItem, MinimumSet
from .reading import HEADINGS, read_values
from .sources import ENTERED

#: Quarters side by side on the board's page.
QUARTERS = 4
WORDS = {"given": "Given", "given late": "Given late", "late": "Missing", "due": "To come", "not asked": "Not asked for"}
KINDS = {"given": "met", "given late": "soon", "late": "late", "due": "due"}
EVERY = {3: "Each quarter", 6: "Each half-year", 12: "Each year"}


def amount(cell: Cell) -> str:
    """A value as the page says it; * for one that is too small to show, – where there was nothing to count."""
    if cell.value is None:
        return "*" if cell.hidden else "–" if cell.state in ("given", "given late") else ""
    match cell.item.unit:
        case "%":
            return telling.percent(cell.value)
        case "weeks":
            return telling.weeks(cell.value)
        case "£":
            return f"£{cell.value:,.0f}"
        case "days":
            return f"{cell.value:,.0f} days"
    return telling.number(cell.value)


def target_words(item: MinimumItem) -> str:
    """At least 92%."""
    if item.target is None:
        return "None"
    return f"{dict(SIDES)[item.side]} {amount(Cell(item, date.min, 'given', float(item.target)))}"


def _newest(view: View) -> MinimumSet | None:
    return MinimumSet.objects.filter(area=view.area, agreed_on__lte=view.on).select_related("agreed_by").first()


def _items(of: MinimumSet) -> list[MinimumItem]:
    return list(of.items.select_related("service__organisation", "giver"))


@require_safe
@needs("agg", "view")
def minimum_set(request: Any) -> HttpResponse:
    """The whole minimum data set on one page: each thing with its target, and what was given quarter by quarter."""
    view = view_of(request)
    if not view.whole:
        raise Http404("The minimum data set of that area is not yours to see.")
    versions = list(MinimumSet.objects.filter(area=view.area, agreed_on__lte=view.on).select_related("agreed_by"))
    shown = next((each for each in versions if str(each.version) == request.GET.get("version")), versions[0] if versions else None)
    ends = last_quarters(view.on, QUARTERS)[::-1]
    items = _items(shown) if shown else []
    found = cells(shown, items, ends, view) if shown else {}
    sums = [(quarter_words(end), summed(row[place] for row in found.values())) for place, end in enumerate(ends)]
    lines = [(each, target_words(each), found[each.code]) for each in items]
    return render(
        request, "insight/services/minimum.html",
        {
            "view": view, "shown": shown, "versions": versions, "lines": lines, "sums": sums, "labels": [quarter_label(end) for end in ends], "words": WORDS, "kinds": KINDS, "every": EVERY,
            "amount": amount, "may_set": may_set(request.standing, view.area.pk), "sum_columns": ["Quarter", *(number_column(words) for words in ("Asked for", "Given in time", "Given late", "Missing", "To come", "Miss their target"))],
        },
    )  # fmt: skip


def _settable(request: Any) -> View:
    view = view_of(request)
    if not may_set(request.standing, view.area.pk):
        raise Http404("The minimum data set of that area is not yours to change.")
    return view


def _draft(view: View) -> MinimumSet | None:
    return MinimumSet.objects.filter(area=view.area, agreed_on=None).first()


def _to(name: str, view: View) -> str:
    return f"{reverse(name)}{view.query}"


@require_http_methods(["GET", "HEAD", "POST"])
@needs("contract", "update")
def draft(request: Any) -> HttpResponse:
    """The next version: what it asks for, one more thing, and agreeing it."""
    view = _settable(request)
    made = _draft(view)
    services, bodies = _offered(view)
    form = _item_form(request.POST if request.method == "POST" else None, services, bodies)
    if request.method == "POST" and made is None:
        messages.info(request, "There is no draft any more: it was agreed. Begin the next version to ask for more.")
        return redirect(_to("insight:minimum_set", view))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        said = {name: data[name] for name in ("name", "source", "contract", "unit", "due_days", "side", "target")} | {
            "every": int(data["every"]), "service": next((each for each in services if str(each.pk) == data["service"]), None), "giver": next(each for each in bodies if str(each.pk) == data["giver"]),
        }  # fmt: skip
        with suppress(form_keys.AlreadySent):
            try:
                with form_keys.once(form, user_id=request.user.pk, result_url=_to("insight:minimum_draft", view)):
                    item = actions.add_item(draft=made, said=said, by=request.user, on=view.on)
            except Refused as refused:
                form.add_error(None, refused.sentence)
                return _draft_page(request, view, made, form, AgreeForm(initial={"agreed_on": view.on}))
            messages.success(request, f"{item.code} is in the draft.")
        return redirect(_to("insight:minimum_draft", view))
    return _draft_page(request, view, made, form, AgreeForm(initial={"agreed_on": view.on}))


def _offered(view: View) -> tuple[list[Service], list[Organisation]]:
    """The services of an area, and the bodies that can give a value."""
    return list(Service.objects.filter(area=view.area, ended_on=None)), list(Organisation.objects.filter(area=view.area, kind__in=BODIES, closed_on=None).order_by("name", "pk"))


def _item_form(typed: Any, services: list[Service], bodies: list[Organisation]) -> ItemForm:
    return ItemForm(typed, services=[(str(each.pk), each.name) for each in services], bodies=[(each.pk, each.name) for each in bodies], initial={"every": 3, "due_days": 30, "unit": "%"})


def _draft_page(request: Any, view: View, made: MinimumSet | None, form: ItemForm, agreeing: AgreeForm) -> HttpResponse:
    lines = [(each, target_words(each)) for each in _items(made)] if made else []
    return render(request, "insight/services/minimum_draft.html", {"view": view, "draft": made, "lines": lines, "form": form, "agreeing": agreeing, "every": EVERY, "entered": ENTERED})


@require_POST
@needs("contract", "update")
def begin(request: Any) -> HttpResponse:
    """Begin the next version."""
    view = _settable(request)
    try:
        actions.begin_draft(area=view.area, by=request.user, on=view.on)
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect(_to("insight:minimum_draft", view))


@require_POST
@needs("contract", "update")
def agree(request: Any) -> HttpResponse:
    """Record that the draft was agreed."""
    view = _settable(request)
    made = _draft(view)
    if made is None:
        messages.info(request, "There is no draft to agree: it was agreed already, or never begun.")
        return redirect(_to("insight:minimum_set", view))
    agreeing = AgreeForm(request.POST)
    if agreeing.is_valid():
        try:
            actions.agree_set(draft=made, **agreeing.cleaned_data, by=request.user, on=view.on)
        except Refused as refused:
            if made.agreed_on:  # by somebody else, or by the first of two sent at once
                messages.info(request, f"Version {made.version} is agreed already.")
                return redirect(_to("insight:minimum_set", view))
            agreeing.add_error(None, refused.sentence)
        else:
            messages.success(request, f"Version {made.version} is agreed. Bodies give what it asks for from now on.")
            return redirect(_to("insight:minimum_set", view))
    services, bodies = _offered(view)
    return _draft_page(request, view, made, _item_form(None, services, bodies), agreeing)


@require_POST
@needs("contract", "update")
def drop(request: Any, code: str) -> HttpResponse:
    """The draft asks for something no longer."""
    view = _settable(request)
    made = _draft(view)
    item = made.items.filter(code=code).first() if made else None
    if made is None or item is None:
        messages.info(request, "The draft does not ask for that, or not any more.")
        return redirect(_to("insight:minimum_draft", view))
    item.of = made
    actions.drop_item(item=item, by=request.user, on=view.on)
    messages.success(request, f"{code} is out of the draft.")
    return redirect(_to("insight:minimum_draft", view))


def _mine(request: Any, view: View, of: MinimumSet | None) -> list[MinimumItem]:
    return [each for each in _items(of) if actions.may_give(request.standing, each, view.area.pk)] if of else []


@require_http_methods(["GET", "HEAD", "POST"])
@needs("contract", "create")
def give(request: Any) -> HttpResponse:
    """Give what is asked of one's body for a quarter, as a file; and see what is held."""
    view = view_of(request)
    newest = _newest(view)
    items = _mine(request, view, newest)
    ends = last_quarters(view.on, QUARTERS)
    form = GiveForm(request.POST if request.method == "POST" else None, request.FILES or None, quarters=[(end.isoformat(), quarter_words(end)) for end in reversed(ends)], initial={"quarter": ends[-1].isoformat()})
    faults: list[Any] = []
    if request.method == "POST" and newest is None:
        raise Http404("Nothing is asked for.")
    if newest and request.method == "POST" and form.is_valid():
        try:
            read = read_values(form.cleaned_data["file"].read(), {each.code: each for each in items})
            faults = read.faults
            counts = actions.give_values(of=newest, quarter=date.fromisoformat(form.cleaned_data["quarter"]), given=read.given, by=request.user, on=view.on)
        except Refused as refused:
            form.add_error("file", refused.sentence)
        else:
            said = f"{counts['new']} new, {counts['changed']} changed, {counts['unchanged']} as before, {len(faults)} not taken."
            (messages.warning if faults else messages.success)(request, f"The contract return is taken in: {said}")
            if not faults:
                return redirect(_to("insight:give_minimum", view))
    found = cells(newest, items, ends[::-1], view) if newest else {}
    lines = [(each, target_words(each), found[each.code]) for each in items]
    return render(
        request, "insight/services/minimum_give.html",
        {"view": view, "newest": newest, "form": form, "lines": lines, "faults": faults, "labels": [quarter_label(end) for end in reversed(ends)], "words": WORDS, "kinds": KINDS, "amount": amount, "entered": ENTERED, "every": EVERY},
    )  # fmt: skip


@require_safe
@needs("contract", "create")
def template(request: Any, kind: str) -> HttpResponse:
    """The template of a contract return: a row for each thing that one's body enters; in Excel with the data dictionary beside it."""
    view = view_of(request)
    newest = _newest(view)
    items = _mine(request, view, newest)
    rows = [[each.code, each.name, each.get_unit_display(), "", ""] for each in items if each.source == ENTERED]
    dictionary = [
        [
            each.code, each.name, each.service.name if each.service else "", each.contract, each.giver.name, each.get_unit_display(), EVERY[each.every], f"{each.due_days} days after the quarter", target_words(each),
            "Enter it in the sheet" if each.source == ENTERED else "Counted here: enter nothing",
        ]
        for each in items
    ]  # fmt: skip
    columns = ["Code", "What", "Service", "Contract", "Who gives it", "Unit", "How often", "Due", "Target", "How it is given"]
    return answer(kind, f"contract-return-{view.area.code}", [("Contract return", HEADINGS, rows), ("Data dictionary", columns, dictionary)])

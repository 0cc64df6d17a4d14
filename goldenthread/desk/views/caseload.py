"""The caseload: a list whose filters, order and place are all in its address, and the views people save of it."""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from markupsafe import Markup

from goldenthread.access.doors import needs
from goldenthread.core import clock, opaque, readings
from goldenthread.core.refusals import Refused

from .. import actions
from .. import caseload as list_of
from ..filters import PHASES, SHOWS, SORT_WORDS, WITHIN, YEARS, Filters, chips, group_name, read, read_place
from ..forms import ViewForm
from ..lines import case_lines
from ..models import SavedView
from ..words import NEEDS, STAGES

HREF = "/caseload"


@require_safe
@needs("ident", "list")
def caseload(request):
    """A page of the caseload."""
    filters = read(request.GET)
    page = list_of.page(request.standing, filters, read_place(request.GET))
    readings.read(
        request, page="desk.caseload", children=[row.child_id for row in page.rows], scope=_scope(request.standing)
    )
    return render(request, "desk/caseload.html", _context(request, filters, page))


def _context(request, filters: Filters, page: list_of.Page, view_form: ViewForm | None = None) -> dict:
    standing, saved = request.standing, filters.query()
    current_view = next((view for view in page.views if view[2] == saved), None)
    if saved and not current_view:  # only then can a view be saved
        view_form = view_form or ViewForm()
    kept = _FURNITURE_UNKEPT if filters.q or filters.school else _FURNITURE_KEPT  # what is typed there may name a child
    on = chips(filters, workers={str(key): name for key, name in page.workers}, setting_name=page.setting_name)
    return {
        "filters": filters,
        "page": page,
        "lines": case_lines(page.rows, standing.on),
        "columns": kept.columns(filters),
        "chip_links": [{"text": chip.words, "href": _href(chip.query)} for chip in on],
        "filter_form": kept.form(filters, len(on) - bool(filters.q), saved, tuple(page.workers), tuple(page.views)),
        "count_words": list_of.count_words(page),
        "steps": list_of.steps(page, lambda **at: _href("&".join(filter(None, [saved, urlencode(at)])))),
        "here": _href(saved),
        "saved": saved,
        "current_view": current_view,
        "view_form": view_form,
        "may_export": standing.may("ident", "export"),
    }


#: Columns of the list: its words and its order.
COLUMNS = (
    ("Name", "name"),
    ("Born", "dob"),
    ("Stage", "stage"),
    ("School or setting", None),
    ("Named worker", None),
    ("Next date", "due"),
)

CHOICES = {
    "stages": tuple(STAGES.items()),
    "needs": tuple(NEEDS.items()),
    "groups": (*PHASES.items(), *((str(year), group_name(str(year))) for year in YEARS)),
    "within": tuple((str(days), f"Within {days} days") for days in WITHIN),
    "shows": tuple(SHOWS.items()),
    "sorts": tuple(
        (value, f"{words}, {way}")
        for name, (words, *ways) in SORT_WORDS.items()
        for value, way in ((name, ways[0]), (f"-{name}", ways[1]))
    ),
}


def _columns(filters: Filters) -> list[dict]:
    return [_column(filters, words, sort) for words, sort in COLUMNS]


def _form(filters: Filters, filters_on: int, saved: str, workers: tuple, views: tuple) -> Markup:
    """The search, the filters and the saved views beside a list."""
    offered = (("me", "Me"), ("none", "Nobody yet"), *((opaque.key("user", key), name) for key, name in workers))
    told = {"filters": filters, "filters_on": filters_on, "saved": saved, "views": views, "choices": CHOICES | {"workers": offered}}
    return Markup(render_to_string("desk/_filters.html", told))  # noqa: S704 - drawn by a template that escapes


class _Furniture(NamedTuple):
    columns: Callable[[Filters], list[dict]]
    form: Callable[..., Markup]


_FURNITURE_UNKEPT = _Furniture(_columns, _form)
_FURNITURE_KEPT = _Furniture(lru_cache(maxsize=256)(_columns), lru_cache(maxsize=256)(_form))


def _column(filters: Filters, words: str, sort: str | None) -> dict:
    """A column's heading; one that can be sorted by turns the order round when it is the order already."""
    if sort is None:
        return {"text": words, "number": False, "sort_href": None, "sorted": None}
    way = {sort: "ascending", f"-{sort}": "descending"}.get(filters.order, "none")
    return {
        "text": words,
        "number": False,
        "sort_href": _href(filters.query(sort=f"-{sort}" if way == "ascending" else sort)),
        "sorted": way,
    }


def _scope(standing) -> str:
    return "area" if standing.area_ids else "involved"


@require_POST
@needs("ident", "list")
def save_view(request):
    """Save the list as it stands under a name."""
    filters = read(QueryDict(request.POST.get("filters", "")[:2000]))
    form = ViewForm(request.POST)
    if form.is_valid():
        try:
            actions.save_view(
                name=form.cleaned_data["name"], filters=filters.query(), by=request.user, on=clock.today()
            )
        except Refused as refused:
            form.add_error("name", refused.sentence)
        else:
            messages.success(request, f"View “{form.cleaned_data['name']}” is saved.")
            return redirect(_href(filters.query()))
    page = list_of.page(request.standing, filters, read_place(QueryDict("")))
    readings.read(
        request, page="desk.caseload", children=[row.child_id for row in page.rows], scope=_scope(request.standing)
    )
    return render(request, "desk/caseload.html", _context(request, filters, page, form))


@require_http_methods(["GET", "POST"])
@needs("ident", "list", reads=False)
def rename_view(request, view_id):
    """Give one of one's own views another name."""
    view = _own(request, view_id)
    form = ViewForm(request.POST or None, initial={"name": view.name})
    if request.method == "POST" and form.is_valid():
        try:
            actions.rename_view(view=view, name=form.cleaned_data["name"], by=request.user, on=clock.today())
        except Refused as refused:
            form.add_error("name", refused.sentence)
        else:
            messages.success(request, f"The view is now called “{view.name}”.")
            return redirect(_href(view.filters))
    return render(request, "desk/rename_view.html", {"form": form, "view": view, "back": _href(view.filters)})


@require_POST
@needs("ident", "list", reads=False)
def delete_view(request, view_id):
    """Forget one of one's own views."""
    view = _own(request, view_id)
    name = view.name
    actions.delete_view(view=view, by=request.user, on=clock.today())
    messages.success(request, f"View “{name}” is deleted.")
    return redirect(HREF)


def _own(request, view_id) -> SavedView:
    view = SavedView.objects.filter(pk=view_id, user=request.user).first()
    if view is None:
        raise Http404
    return view


def _href(query: str) -> str:
    return f"{HREF}?{query}" if query else HREF

"""A child's record, part by part. Whoever may not see the child is told that there is no such page."""

from functools import lru_cache, partial
from uuid import UUID

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe
from markupsafe import Markup

from goldenthread.access.doors import needs
from goldenthread.core import opaque, readings

from .. import clocks as clocks_of
from .. import record as record_of
from .. import sections
from ..addresses import address_of
from ..record import Record
from ..words import NEEDS, STAGES


@require_safe
@needs("ident", "view")
def overview(request, child_id):
    """Who the child is, the family and the rights, school, stage, worker, next step and date."""
    record, ask = _asking(request, child_id, "desk.record")
    return _render(request, "overview", record, {"ask_href": _ask_href(record), "worker_href": _worker_href(record), **sections.overview(record, ask)})


@require_safe
@needs("request", "view")
def clocks(request, child_id):
    """Every clock with its date, its state and why this date."""
    record, ask = _asking(request, child_id, "desk.record.clocks")
    found = clocks_of.matters(record.child, ask, disputes=record.may("dispute", "view"))
    return _render(request, "clocks", record, {"matters": clocks_of.shown(found, record.on)})


@require_safe
@needs("request", "view")
def timeline(request, child_id):
    """What has happened, newest first."""
    record = _working(_open(request, child_id, "desk.record.timeline"))
    before = opaque.number("line", request.GET.get("before"))
    told, following = sections.timeline(record, before)
    return _render(
        request, "timeline", record, {"told": told, "before": before, "steps": _steps(request, before, following)}
    )


@require_safe
@needs("ident", "view")
def people(request, child_id):
    """The family, the school and everybody who is involved."""
    record, ask = _asking(request, child_id, "desk.record.people")
    return _render(request, "people", record, sections.people(record, ask))


@require_safe
@needs("document", "list")
def documents(request, child_id):
    """The papers in the record."""
    record, ask = _asking(request, child_id, "desk.record.documents")
    if not record.may("document", "list"):
        raise Http404
    return _render(request, "documents", record, {"documents": sections.documents(record, ask)})


@require_safe
@needs("ident", "view")
def readers(request, child_id):
    """Who has looked at the record."""
    record = _open(request, child_id, "desk.record.readings")
    if not record.may("access", "view"):
        raise Http404
    before = opaque.number("line", request.GET.get("before"))
    looked, following = sections.readings(record, before)
    return _render(request, "readings", record, {"looked": looked, "steps": _steps(request, before, following)})


#: Stages in which a school may ask for an assessment: nothing is open, and there is no plan.
ASKABLE = {"known", "not_assessing", "not_issuing", "ended", "ceased"}


def _ask_href(record: Record) -> str | None:
    """Where a school asks for an assessment of its pupil; None for anybody else, and while there is something open."""
    of_school = any(scope == "roll" for _, scope in record.pairs) and record.may("request", "create")
    if not of_school or (record.case and record.case.stage not in ASKABLE):
        return None
    return address_of("portal:ask_for_pupil", record.child.pk)


def _worker_href(record: Record) -> str | None:
    """Where another named worker is set; None for whoever may not."""
    return address_of("casework:worker_of", record.child.pk) if record.may("request", "update") else None


def _steps(request, before: int | None, following: int | None) -> dict:
    """Links to what is newer (back to the start) and what is older."""
    steps = {}
    if before:
        steps["previous"] = {"href": request.path, "text": "Newest"}
    if following:
        steps["next"] = {"href": f"{request.path}?before={opaque.key('line', following)}", "text": "Older"}
    return steps


def _found(request, child_id) -> Record:
    record = record_of.load(request.standing, child_id)
    if record is None:
        raise Http404
    return record


def _open(request, child_id, page: str) -> Record:
    """The record, noted as read. The event is rolled back with everything else if the page then fails."""
    record = _found(request, child_id)
    readings.read(request, page=page, children=[record.child], scope=record.scope)
    return record


def _asking(request, child_id, page: str) -> tuple[Record, sections.Ask]:
    """The record, and how its page asks its one statement, which notes it as read."""
    record = _found(request, child_id)
    return record, partial(readings.read_with, request, page=page, children=[record.child], scope=record.scope)


def _working(record: Record) -> Record:
    if not record.works_here:
        raise Http404
    return record


def _render(request, section: str, record: Record, filled: dict):
    frame = {
        "record": record,
        "child": record.child,
        "case": record.case,
        "today": record.standing.on,
        "tabs_": _tabs(section, record),
        "back": _back(record),
    }
    return render(
        request, f"desk/record_{section}.html", {**frame, "stage_words": STAGES, "need_words": NEEDS, **filled}
    )


#: Parts of the record: its words, its page, and who finds it there.
TABS = (
    ("overview", "Overview", "desk:record", lambda record: True),
    ("clocks", "Dates", "desk:record_clocks", lambda record: True),
    ("timeline", "What has happened", "desk:record_timeline", lambda record: record.works_here),
    ("people", "People", "desk:record_people", lambda record: True),
    ("plan", "Plan", "plans:plan", lambda record: record.may("plan", "view") or record.may("draft", "view")),
    ("reviews", "Reviews", "reviews:of_child", lambda record: record.may("review", "update") or record.may("review", "decide")),
    ("changes", "Changes", "reviews:changes", lambda record: record.works_here and record.may("review", "view")),
    ("provision", "Help given", "provision:child", lambda record: record.may("provision", "view")),
    ("disputes", "Disputes", "disputes:of_child", lambda record: record.may("dispute", "list")),
    ("documents", "Papers", "desk:record_documents", lambda record: record.may("document", "list")),
    ("readings", "Who looked", "desk:record_readings", lambda record: record.may("access", "view")),
)


def _tabs(section: str, record: Record) -> Markup:
    """Links to the parts that this person finds here, as the list of them."""
    shown = tuple([name for name, _, _, finds in TABS if finds(record)])
    return _tabs_drawn(section, shown).replace(_ANY, str(record.child.pk))


#: Stands for a child where what is drawn is kept.
_ANY = str(UUID(int=0))


@lru_cache(maxsize=256)
def _tabs_drawn(section: str, shown: tuple[str, ...]) -> Markup:
    """The same of no child, kept for each set of parts."""
    link, current = Markup('<li><a href="{}"{}>{}</a></li>'), Markup(' aria-current="page"')
    found = ((words, page, name == section) for name, words, page, _ in TABS if name in shown)
    return Markup("").join(link.format(address_of(page, _ANY), current if here else "", words) for words, page, here in found)


def _back(record: Record) -> dict:
    """The way back: to the caseload or, for those who work for no area, to their own list."""
    if record.standing.area_ids:
        return {"href": address_of("desk:caseload"), "text": "Back to the caseload"}
    return {"href": address_of("desk:welcome"), "text": "Back to your list"}

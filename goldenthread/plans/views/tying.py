"""How a line hangs in the golden thread, and where it came from."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from goldenthread.access.doors import needs
from goldenthread.core import readings
from goldenthread.core.refusals import Refused

from .. import actions, assembly
from ..forms import FamilySourceForm, LinksForm
from ..models import Line
from ..policies import LINKS
from ..sentences import plain
from .finding import Opened, acting, line_of, open_to_write, say, show, spoken
from .lines import to_section

#: The question above the boxes, by kind of line: what it is for, and what is for it.
ASKS = {
    "aspiration": ("", "Which needs stand in the way of this?"),
    "need": ("Which aspirations does this need stand in the way of?", "Which outcomes and which provision are for this need?"),
    "outcome": ("Which needs is this outcome for?", "Which provision works towards this outcome?"),
    "provision": ("Which needs and outcomes is this provision for?", ""),
}


@require_http_methods(["GET", "HEAD", "POST"])
@needs("draft", "update", reads=True)
def links(request: Any, child_id: UUID, version_id: UUID, line_id: UUID) -> HttpResponse:
    """Which lines this one is for, and which are for it, as boxes to tick."""
    opened = open_to_write(request, child_id, version_id)
    row = line_of(opened, line_id)
    said = opened.told.by_id.get(row.pk)
    if row.kind not in ASKS or said is None or not opened.writes:
        raise Http404
    form = LinksForm(
        request.POST if request.method == "POST" else None, uppers=_choices(opened, row, above=True), lowers=_choices(opened, row, above=False),
        asks=ASKS[row.kind], initial={"uppers": [str(each) for each in said.uppers], "lowers": [str(each) for each in said.lowers]},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        chosen = {name: {UUID(each) for each in form.cleaned_data.get(name) or ()} for name in ("uppers", "lowers")}
        try:
            actions.set_links(line=row, **chosen, by=acting(request), on=request.standing.on)
        except Refused as refused:
            say(form, refused)
        else:
            readings.read(request, page="plans.links", children=[opened.child])
            return to_section(opened, row.section, row.pk)
    return show(request, "links", opened, "links", form=form, line=row)


def _choices(opened: Opened, row: Line, *, above: bool) -> list[tuple[str, str]]:
    kinds = {upper for upper, lower in LINKS if lower == row.kind} if above else {lower for upper, lower in LINKS if upper == row.kind}
    return [(str(each.id), f"{each.section}: {each.text}") for each in opened.told.lines if each.kind in kinds and each.id != row.pk]


MOST_SHOWN = 40


@require_http_methods(["GET", "HEAD", "POST"])
@needs("draft", "update", reads=True)
def sources(request: Any, child_id: UUID, version_id: UUID, line_id: UUID) -> HttpResponse:
    """Where a line came from: passages of the advice, found by their words, or what the family said."""
    opened = open_to_write(request, child_id, version_id)
    row = line_of(opened, line_id)
    said = opened.told.by_id.get(row.pk)
    if said is None or not opened.writes:
        raise Http404
    family = [(str(each.adult_id), each.adult.name) for each in opened.child.relationships.select_related("adult")]
    people = [("child", "The child or young person"), *dict.fromkeys(family)]
    form = FamilySourceForm(request.POST if request.method == "POST" and "family" in request.POST else None, people=people)
    if request.method == "POST":
        try:
            if _change(request, opened, row, form):
                readings.read(request, page="plans.sources", children=[opened.child])
                return redirect("plans:sources", child_id=child_id, version_id=version_id, line_id=line_id)
        except Refused as refused:
            if form.is_bound:
                say(form, refused)
            else:
                messages.error(request, spoken(refused))
                readings.read(request, page="plans.sources", children=[opened.child])
                return redirect("plans:sources", child_id=child_id, version_id=version_id, line_id=line_id)
    asked = request.GET.get("q", "")[:100]
    found, more = _passages(opened, said, asked)
    return show(request, "sources", opened, "sources", form=form, line=row, said=said, q=asked, passages=found, more=more)


def _change(request: Any, opened: Opened, row: Line, form: FamilySourceForm) -> bool:
    """Do what the button says; True when it was done."""
    by, on = acting(request), request.standing.on
    if "remove" in request.POST:
        source = row.sources.filter(pk=_number(request.POST["remove"])).first()
        if source is not None:
            source.line = row
            actions.remove_source(source=source, by=by, on=on)
        return True
    if "passage" in request.POST:
        wanted = request.POST["passage"]
        for advice in opened.child.advice.filter(given_on__isnull=False).prefetch_related("passages"):
            for passage in advice.passages.all():
                if str(passage.pk) == wanted:
                    passage.advice = advice
                    actions.add_source(line=row, passage=passage, by=by, on=on)
        return True
    if form.is_bound and form.is_valid():
        who = form.cleaned_data["who"]
        ties = opened.child.relationships.select_related("adult")
        adult = None if who == "child" else next((each.adult for each in ties if str(each.adult_id) == who), None)
        actions.add_source(
            line=row, adult=adult, by_child=who == "child", words=form.cleaned_data["words"], said_on=form.cleaned_data["said_on"], by=by, on=on
        )
        return True
    return not form.is_bound


def _passages(opened: Opened, said: Any, asked: str) -> tuple[list[tuple[Any, Any]], int]:
    """Passages of the advice that hold every word asked for; those most like the line first."""
    there = {each.passage_id for each in said.sources}
    wanted = plain(asked).split()
    line_words = set(plain(said.text).split())
    found = []
    for advice in assembly.given(opened.version):
        for passage in advice.passages:
            words = plain(f"{passage.text} {advice.whose}")
            if passage.id not in there and passage.kind != "left_out" and all(each in words for each in wanted):
                found.append((len(line_words & set(words.split())), advice, passage))
    found.sort(key=lambda each: -each[0])
    return [(advice, passage) for _, advice, passage in found[:MOST_SHOWN]], max(0, len(found) - MOST_SHOWN)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0

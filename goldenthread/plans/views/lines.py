"""One line: written, changed, moved, taken out, brought back; and every wording that it had."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.access.doors import needs
from goldenthread.core import drafts, form_keys, readings
from goldenthread.core.asked_often import AskedOften
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Organisation

from .. import actions, checks, compare
from ..forms import LineForm, NewLineForm, RemoveForm
from ..models import Line
from ..snapshot import said_of
from .editor import DRAFT
from .finding import Opened, acting, line_of, open_to_write, say, show, spoken

OneLine = TypeVar("OneLine", bound=LineForm)

#: Kinds of body that give provision, and that can be named in section I.
GIVERS = ("setting", "psychology", "social_care", "health", "icb", "provider", "send_team")


def _open_bodies(*kinds: str) -> AskedOften[tuple[int, str]]:
    return AskedOften(
        lambda area: Organisation.objects.filter(area_id=area, kind__in=kinds, closed_on__isnull=True).order_by("name", "pk").values_list("pk", "name"),
        area=int,
    )  # fmt: skip


_GIVERS, _SETTINGS = _open_bodies(*GIVERS), _open_bodies("setting")


def to_section(opened: Opened, letter: str, line_id: UUID | None = None) -> HttpResponseRedirect:
    """Back to the section, at the line."""
    href = reverse("plans:section", args=[opened.child.pk, opened.version.pk, letter])
    return redirect(f"{href}#line-{line_id}" if line_id else href)


def choices_for(opened: Opened, kind: str, section: str) -> dict[str, Any]:
    """What can be chosen in a line of this kind: bodies of the area, adults of the family."""
    bodies, adults = [], []
    if kind in ("provision", "setting"):
        bodies = [(str(pk), name) for pk, name in (_GIVERS if kind == "provision" else _SETTINGS).rows(area=opened.child.area_id)]
    if section == "A":
        adults = [(str(each.adult_id), each.adult.name) for each in opened.child.relationships.filter(until_on__isnull=True).select_related("adult")]
    return {"kind": kind, "section": section, "bodies": bodies, "adults": list(dict.fromkeys(adults))}


@require_http_methods(["GET", "HEAD", "POST"])
@needs("draft", "update", reads=True)
def add(request: Any, child_id: UUID, version_id: UUID, section: str, kind: str) -> HttpResponse:
    """A new line of a section."""
    opened = open_to_write(request, child_id, version_id, section)
    of = opened.section(section)
    if kind not in of.kinds or not opened.writes:
        raise Http404
    name = f"{DRAFT}{opened.version.pk}"
    kept = None if request.method == "POST" else _typed(request, name, part_of(section, kind))
    form = NewLineForm(request.POST if request.method == "POST" else None, **choices_for(opened, kind, section))
    if request.method == "POST":
        if "forget" in request.POST:
            drafts.clear(user_id=request.user.pk, form=name)
            return _redirected(request, opened, section)
        if form.is_valid():
            try:
                line = actions.add_line(
                    version=opened.version, section=section, kind=kind, said=form.said(), form_key=form.cleaned_data["form_key"],
                    result_url=reverse("plans:section", args=[child_id, version_id, section]), by=acting(request), on=request.standing.on,
                )  # fmt: skip
            except form_keys.AlreadySent as sent:
                readings.read(request, page="plans.line", children=[opened.child])
                return redirect(sent.url)
            except Refused as refused:
                say(form, refused)
            else:
                drafts.clear(user_id=request.user.pk, form=name)
                readings.read(request, page="plans.line", children=[opened.child])
                where = reverse("plans:sources", args=[child_id, version_id, line.pk])
                return redirect(where) if section in checks.lines.TRACED else to_section(opened, section, line.pk)
    elif kept:
        form = _with_what_was_typed(form, kept)
    autosave = reverse("plans:typed_new", args=[child_id, version_id, section, kind])
    return show(
        request, "line", opened, "line", form=form, line=None, section=of, kind=kind, autosave=autosave, kept=bool(kept) and request.method != "POST", lost=None,
        found=(), check=reverse("plans:check_words", args=[child_id, version_id]),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("draft", "update", reads=True)
def line(request: Any, child_id: UUID, version_id: UUID, line_id: UUID) -> HttpResponse:
    """One line changed. Whoever comes second sees both texts, and loses nothing."""
    opened = open_to_write(request, child_id, version_id)
    row = line_of(opened, line_id)
    if not opened.writes:
        return _redirected(request, opened, row.section)
    name = f"{DRAFT}{row.pk}"
    if request.method == "POST" and "forget" in request.POST:
        drafts.clear(user_id=request.user.pk, form=name)
        readings.read(request, page="plans.line", children=[opened.child])
        return redirect("plans:line", child_id=child_id, version_id=version_id, line_id=line_id)
    kept = None if request.method == "POST" else _typed(request, name, "line")
    told = {"initial": LineForm.initial_of(row), "version": row.revision, **choices_for(opened, row.kind, row.section)}
    form, lost = LineForm(request.POST if request.method == "POST" else None, **told), None
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_line(line=row, said=form.said(), revision=form.cleaned_data["version"], by=acting(request), on=request.standing.on)
        except actions.LineChanged as changed:
            lost = _both(changed.now, form)
            form.initial["version"] = changed.now.revision
            say(form, changed)
        except Refused as refused:
            say(form, refused)
        else:
            drafts.clear(user_id=request.user.pk, form=name)
            readings.read(request, page="plans.line", children=[opened.child])
            return to_section(opened, row.section, row.pk)
    elif request.method != "POST" and kept:
        form = _with_what_was_typed(form, kept)
    found = [one for one in opened.found if one.line_id == row.pk]
    return show(
        request, "line", opened, "line", form=form, line=row, said=opened.told.by_id.get(row.pk), section=opened.section(row.section), kind=row.kind,
        autosave=reverse("plans:typed", args=[child_id, version_id, line_id]), kept=bool(kept) and request.method != "POST", lost=lost, found=found,
        check=reverse("plans:check_words", args=[child_id, version_id]),
    )  # fmt: skip


def _both(now: Line, form: LineForm) -> dict[str, Any]:
    """What stands, what was typed, and the difference between them."""
    mine = {**said_of(now), **{key: str(value) if value is not None and not isinstance(value, bool) else value for key, value in form.said().items()}}
    return {
        "now": now, "mine": mine, "parts": compare.words(now.text, mine["text"]),
        "fields": [each for each in compare.fields(said_of(now), mine) if each[1] != each[2]],
    }  # fmt: skip


def _typed(request: Any, form: str, part: str) -> Any:
    """What this person typed here before and did not save."""
    parts = drafts.load(user_id=request.user.pk, form=form)
    return drafts.as_post(parts.get(part)) if parts else None


def part_of(section: str, kind: str) -> str:
    return f"{section.lower()}{kind}"


def _with_what_was_typed(form: OneLine, kept: Any) -> OneLine:
    """The form as it was left: shown without complaints. The revision is that which was looked at then."""
    bound = type(form)(kept, initial=form.initial, kind=form.kind, section=form.section)
    bound.fields = form.fields
    shown = {name: bound[name].data for name in bound.fields if name not in ("form_key",)}
    form.initial.update({name: value for name, value in shown.items() if value is not None})
    return form


def _redirected(request: Any, opened: Opened, section: str) -> HttpResponse:
    readings.read(request, page="plans.line", children=[opened.child])
    return to_section(opened, section)


@require_POST
@needs("draft", "update")
def move(request: Any, child_id: UUID, version_id: UUID, line_id: UUID) -> HttpResponse:
    """Up, down, to the top or the end of its section, or to another section."""
    opened = open_to_write(request, child_id, version_id)
    row = line_of(opened, line_id)
    section, _, kind = request.POST.get("section", "").partition(":")
    try:
        actions.move_line(line=row, to=request.POST.get("to", ""), section=section, kind=kind, by=acting(request), on=request.standing.on)
    except Refused as refused:
        messages.error(request, spoken(refused))
    return to_section(opened, row.section, row.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("draft", "update", reads=True)
def remove(request: Any, child_id: UUID, version_id: UUID, line_id: UUID) -> HttpResponse:
    """The line is taken out, and can be brought back."""
    opened = open_to_write(request, child_id, version_id)
    row = line_of(opened, line_id)
    form = RemoveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.remove_line(line=row, why=form.cleaned_data["why"], by=acting(request), on=request.standing.on)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "The line was taken out. You can bring it back at the end of this section")
            return _redirected(request, opened, row.section)
    return show(request, "form", opened, "remove", form=form, heading="Take this line out", button="Take it out", lead=row.text, back_to=row.section)


@require_POST
@needs("draft", "update")
def bring_back(request: Any, child_id: UUID, version_id: UUID, line_id: UUID) -> HttpResponse:
    """A line that was taken out stands again."""
    opened = open_to_write(request, child_id, version_id)
    row = line_of(opened, line_id)
    try:
        actions.bring_back_line(line=row, by=acting(request), on=request.standing.on)
    except Refused as refused:
        messages.error(request, spoken(refused))
    return to_section(opened, row.section, row.pk)


@require_safe
@needs("draft", "update", reads=True)
def wordings(request: Any, child_id: UUID, version_id: UUID, line_id: UUID) -> HttpResponse:
    """Every wording of a line, newest first, each compared with the one before."""
    opened = open_to_write(request, child_id, version_id)
    row = line_of(opened, line_id)
    every = list(row.wordings.select_related("by").order_by("-revision"))
    told = [
        {
            "wording": each, "parts": compare.words(before.said["text"] if before else "", each.said["text"]),
            "fields": compare.fields(before.said, each.said) if before else (),
        }
        for each, before in zip_longest(every, every[1:])
    ]  # fmt: skip
    return show(request, "wordings", opened, "wordings", line=row, wordings=told)

"""The page of a child's groups, and the pages on which one is ended, put right, struck out or taken back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.access.doors import needs
from goldenthread.core import form_keys, readings
from goldenthread.core.refusals import Changed, Refused, allowed
from goldenthread.law.groups import GROUPS, needs_agreement, why_held

from .. import rights
from ..models import Area, Child, ChildGroup, GroupFile
from ..policies import check_may
from . import actions, files, forms
from .policies import PART, check_stands

#: Each step from a group on the record: its form, what it does, its heading, its button, and what is said after.
STEPS: dict[str, tuple[Any, Any, str, str, str]] = {
    "end": (forms.EndGroupForm, actions.end_group, "It is so no more", "Save", "Saved. It is counted up to that day."),
    "correct": (forms.CorrectGroupForm, actions.correct_group, "Correct what is written", "Save", "Corrected. What was written before stays in the history."),
    "agree": (forms.AgreeForm, actions.agree_to_group, "Record who agreed", "Save", "Saved. Who agreed before stays in the history."),
    "strike": (forms.StrikeGroupForm, actions.strike_group, "It never was so", "Take it off the record", "It is off the record, and counted in no figure."),
    "take-back": (forms.TakeBackForm, actions.take_back_agreement, "The family no longer agrees", "Take it off the record", "It is off the record, and counted in no figure from now on."),
}
#: So many rows that wait stand on a page.
MOST_HELD = 500
_SAME = ("source", "said_by", "learnt_on", "from_on", "until_on")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("sensitive", "view", reads=True)
def groups(request: Any, child_id: UUID) -> HttpResponse:
    """The groups that a child is in, who said so and who agreed; another one is put on record here."""
    found = _child(request, child_id, "view")
    may_add = allowed(check_may, request.standing, found, PART, "create")
    if request.method == "POST" and not may_add:
        raise Http404
    form = forms.AddGroupForm(request.POST if request.method == "POST" else None, initial={"learnt_on": request.standing.on})
    if request.method == "POST" and form.is_valid():
        try:
            with form_keys.once(form, user_id=request.user.pk, result_url=request.path):
                actions.add_group(child=found, **_said(form), by=request.user, on=request.standing.on)
        except form_keys.AlreadySent as sent:
            return redirect(sent.url)
        except Refused as refused:
            _say(form, refused)
        else:
            messages.success(request, "The group is on the record.")
            return redirect("groups", child_id=found.pk)
    rows = list(ChildGroup.objects.filter(child=found).select_related("recorded_by"))
    return render(
        request, "people/groups.html",
        {
            "child": found, "form": form, "may_add": may_add, "may_bring": found.area_id in request.standing.areas_where(PART, "create"), "may_change": allowed(check_may, request.standing, found, PART, "update"),
            "standing_rows": [_told(each, found, request) for each in rows if each.struck_on is None and each.withdrawn_on is None],
            "gone": [each for each in rows if each.struck_on or each.withdrawn_on], "bases": [(each, *why_held(each.code)) for each in GROUPS.values()],
        },
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("sensitive", "update", reads=True)
def change_group(request: Any, child_id: UUID, entry_id: UUID, step: str) -> HttpResponse:
    """One thing is done about a group that stands."""
    found = _child(request, child_id, "update")
    there = reverse("groups", args=[found.pk])
    if request.method == "POST" and (sent_to := _sent_before(request)):
        return redirect(sent_to)
    entry = ChildGroup.objects.filter(child=found, pk=entry_id).first()
    if entry is None or step not in STEPS:
        raise Http404
    try:
        check_stands(entry)
    except Refused as refused:
        if request.method != "POST":
            raise Http404 from refused
        messages.error(request, refused.sentence)  # somebody else was quicker, or the family took it back meanwhile
        return redirect(there)
    if step in ("agree", "take-back") and not needs_agreement(entry.group):
        raise Http404
    entry.child = found
    kind, act, heading, button, done = STEPS[step]
    version = {} if step == "take-back" else {"version": entry.version}
    form = kind(request.POST if request.method == "POST" else None, initial={name: getattr(entry, name) for name in _SAME if name in kind.base_fields}, **version)
    if request.method == "POST" and form.is_valid():
        try:
            with form_keys.once(form, user_id=request.user.pk, result_url=there):
                act(entry=entry, **_said(form), by=request.user, on=request.standing.on)
        except form_keys.AlreadySent as sent:
            return redirect(sent.url)
        except Refused as refused:
            _say(form, refused)
            if isinstance(refused, Changed):
                form.look_again()
        else:
            messages.success(request, done)
            return redirect(there)
    return render(request, "people/group_form.html", {"child": found, "entry": entry, "form": form, "heading": heading, "button": button, "step": step})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("sensitive", "create", reads=False)
def group_files(request: Any) -> HttpResponse:
    """Files of groups so far, and a new one."""
    area = _area(request)
    form = forms.GroupFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = files.take_in_groups(area=area, file_name=file.name, content=file.read(), source=form.cleaned_data["source"], by=request.user, on=request.standing.on)
        except Refused as refused:
            form.add_error("file", refused.sentence)
        else:
            messages.success(request, "The file was taken in.")
            return redirect("group_file", file_id=made.pk)
    return render(request, "people/group_files.html", {"area": area, "form": form, "before": list(GroupFile.objects.filter(area=area).select_related("taken_by")[:30])})


@require_http_methods(["GET", "HEAD"])
@needs("sensitive", "create", reads=False)
def group_file(request: Any, file_id: UUID) -> HttpResponse:
    """What came of one file: how many were put on record, and which rows wait."""
    area = _area(request)
    found = GroupFile.objects.filter(area=area, pk=file_id).select_related("taken_by").first()
    if found is None:
        raise Http404
    return render(request, "people/group_file.html", {"area": area, "file": found, "most": MOST_HELD})


def _area(request: Any) -> Area:
    """The first area in which this person may write groups on every record; nobody else brings files."""
    found = Area.objects.filter(pk__in=request.standing.areas_where(PART, "create")).order_by("name").first()
    if found is None:
        raise Http404
    return found


def _child(request: Any, child_id: UUID, action: str) -> Child:
    found = Child.objects.visible_to(request.standing).filter(pk=child_id).first()
    if found is None or not allowed(check_may, request.standing, found, PART, action):
        raise Http404
    readings.read(request, page="people.groups", children=[found])
    return found


def _said(form: Any) -> dict[str, Any]:
    """What was typed, without the key that the form carries."""
    return {name: value for name, value in form.cleaned_data.items() if name != "form_key"}


def _sent_before(request: Any) -> str | None:
    """Where the result of this very form is, if it was sent before: what it was about may be held no more."""
    try:
        key = UUID(request.POST.get("form_key", ""))
    except ValueError:
        return None
    return form_keys.result(key=key, user_id=request.user.pk)


def _say(form: Any, refused: Refused) -> None:
    field = getattr(refused, "field", None)
    form.add_error(field if field in form.fields else None, refused.sentence)


def _told(entry: ChildGroup, found: Child, request: Any) -> dict[str, Any]:
    """A row, and whether the young person is to be asked now that it is theirs to decide."""
    asks = entry.agreed_by == ChildGroup.Agreed.PARENT and rights.are_their_own(found, request.standing.on)
    return {"entry": entry, "agreed_only": needs_agreement(entry.group), "ask_again": asks}

"""Who of a family goes on seeing the record once the rights are the young person's own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.access.doors import needs
from goldenthread.core import readings
from goldenthread.core.form_fields import ChoiceField, Form, TextField
from goldenthread.core.languages import gettext, say, translated
from goldenthread.core.refusals import Refused, allowed
from goldenthread.people import rights
from goldenthread.people.children import visible
from goldenthread.people.models import Child, Involvement
from goldenthread.people.policies import check_may

from .. import passing
from .family import _acting, _child

SEES, HAD = "sees", "had"


class FamilySeesForm(Form):
    """For each parent: everything, or what they had before."""

    def __init__(self, *args: Any, ties: list[Involvement], by_officer: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for tie in ties:
            assert tie.user is not None  # only a person is tied as family
            self.fields[f"sees-{tie.user_id}"] = ChoiceField(
                label=tie.user.name,
                choices=[(SEES, gettext("Everything, from now on as well")), (HAD, gettext("Only what they had before"))],
                initial=SEES if tie.role == passing.FAMILY else HAD,
                missing=say("Select what %(name)s sees", name=tie.user.name),
            )
        if by_officer:
            self.fields["because"] = TextField(
                label="How the young person said so, or why their parent acts for them", missing="Write how the young person said so, or why their parent acts",
                max_length=200, help_text="For example: by telephone today. Or: cannot decide this even with help, asked on 2 July (section 80)",
            )  # fmt: skip

    def chosen(self, tie: Involvement) -> bool:
        """Whether this parent is to see everything."""
        return self.cleaned_data[f"sees-{tie.user_id}"] == SEES


@translated
@require_http_methods(["GET", "HEAD", "POST"])
@needs("consent", "create", reads=True)
def family_sees(request: Any, child_id: UUID) -> HttpResponse:
    """The young person says which of their parents go on seeing the record."""
    found, role = _child(request, child_id)
    if role != "young_person":
        raise Http404
    return _page(request, found, by_officer=False, back_to=reverse("portal:family", args=[found.pk]))


@require_http_methods(["GET", "HEAD", "POST"])
@needs("family", "update", reads=True)
def note_family_sees(request: Any, child_id: UUID) -> HttpResponse:
    """An officer notes what the young person said, or that a parent acts for them."""
    found = Child.objects.filter(visible(request.standing, request.standing.on), pk=child_id).select_related("area").first()
    if found is None or not allowed(check_may, request.standing, found, "family", "update"):
        raise Http404
    return _page(request, found, by_officer=True, back_to=reverse("desk:record_people", args=[found.pk]))


def _page(request: Any, found: Child, *, by_officer: bool, back_to: str) -> HttpResponse:
    if not rights.are_their_own(found, request.standing.on):
        raise Http404
    readings.read(request, page="portal.family_sees", children=[found], scope="own" if not by_officer else "area")
    ties = passing.family_of(found, request.standing.on)
    form = FamilySeesForm(request.POST if request.method == "POST" else None, ties=ties, by_officer=by_officer)
    if request.method == "POST" and form.is_valid():
        try:
            for tie in ties:
                if form.chosen(tie) != (tie.role == passing.FAMILY):
                    passing.let_family_see(
                        child=found, user=tie.user, sees=form.chosen(tie), because=form.cleaned_data.get("because") or "", by=_acting(request), on=request.standing.on
                    )
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, gettext("It is saved. It holds from now on"))
            return redirect(request.path)
    return render(request, "portal/family_sees.html", {"child": found, "form": form, "ties": ties, "by_officer": by_officer, "back_to": back_to})

"""What came up again and again, brought to those who lead, and what they answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import needs
from goldenthread.core import form_keys
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Area

from .. import actions
from ..forms import ThemeAnswerForm, ThemeForm
from ..themes import areas_answered, areas_brought, themes_of
from .finding import acting

MOST = 100


@require_safe
@needs("improve", "view")
def themes(request: Any) -> HttpResponse:
    """Every theme of this person's areas with its answer, those that wait first."""
    standing = request.standing
    rows = list(themes_of(standing)[:MOST])
    waiting = [row for row in rows if row.answered_on is None]
    answered = sorted((row for row in rows if row.answered_on), key=lambda row: row.answered_on, reverse=True)
    return render(
        request, "provision/themes.html",
        {"waiting": waiting, "answered": answered, "brings": bool(areas_brought(standing)), "answers": areas_answered(standing), "today": standing.on, "several": len({row.area_id for row in rows}) > 1, "judged": standing.may("voice", "view")},
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("improve", "create")
def bring(request: Any) -> HttpResponse:
    """Bring a theme to those who lead."""
    areas = {str(area.pk): area for area in Area.objects.filter(pk__in=areas_brought(request.standing)).order_by("name", "pk")}
    if not areas:
        raise Http404
    form = ThemeForm(request.POST if request.method == "POST" else None, areas=[(key, f"Those who lead in {area.name}") for key, area in areas.items()])

    def act() -> None:
        said = {name: form.cleaned_data[name] for name in ("about", "title", "words", "shown_by")}
        area = areas[form.cleaned_data.get("area") or next(iter(areas))]
        actions.bring_theme(area=area, **said, by=acting(request), on=request.standing.on)

    return _posted(request, form, act, "Those who lead are told") or render(
        request, "provision/theme.html",
        {"form": form, "heading": "Bring a theme to those who lead", "button": "Send it", "theme": None},
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("improve", "decide")
def answer(request: Any, theme_id: UUID) -> HttpResponse:
    """Answer a theme."""
    found = themes_of(request.standing).filter(pk=theme_id, area_id__in=areas_answered(request.standing)).first()
    if found is None:
        raise Http404
    if found.answered_on is not None:
        return redirect("provision:themes")
    form = ThemeAnswerForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        actions.answer_theme(theme=found, answer=form.cleaned_data["answer"], by=acting(request), on=request.standing.on)

    return _posted(request, form, act, "The answer is sent to whoever brought it") or render(
        request, "provision/theme.html", {"form": form, "heading": found.title, "button": "Send the answer", "theme": found}
    )


def _posted(request: Any, form: Any, act: Any, said: str) -> HttpResponse | None:
    """Do it once; None where the form is still to be filled in or was refused."""
    if request.method != "POST" or not form.is_valid():
        return None
    there = reverse("provision:themes")
    try:
        with form_keys.once(form, user_id=request.user.pk, result_url=there):
            act()
    except form_keys.AlreadySent as sent:
        return redirect(sent.url)
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return None
    messages.success(request, said)
    return redirect(there)

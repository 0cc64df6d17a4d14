"""Mending a plan: dates that do not exist, words, and words that had no place."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import needs
from goldenthread.core import clock

from .. import actions
from ..actions.mending import FIELDS, NEVER_EMPTY, PLACES
from ..forms import living as forms
from ..models import Action, ActionGroup, ActionRole, Mend, Section, UnplacedText
from ..reading.dates import printed_date
from .finding import ask, bare_plan, may_change, names_of

PARTS: dict[str, type[Section] | type[ActionGroup] | type[Action]] = {"section": Section, "group": ActionGroup, "action": Action}
PAGE = 50


@require_safe
@needs("improve", "update")
def to_mend(request, plan_id):
    """What a person should look at: dates that are none, or several; actions that nobody answers for; all that was mended."""
    plan = bare_plan(request, plan_id, "update")
    every = Action.objects.filter(group__section__plan=plan).select_related("group").order_by("group__section__position", "group__position", "position")
    dates = [(one, printed_date(one.date_printed).sentence) for one in every.filter(date_state__in=("impossible", "several", "words"))]
    answered = ActionRole.objects.filter(action=OuterRef("pk"), part=ActionRole.Part.OWNER, until_on__isnull=True)
    owners = list(every.filter(~Exists(answered))[:200])
    mends = list(Mend.objects.filter(plan=plan).order_by("-pk")[:200])
    told = {"plan": plan, "dates": dates, "owners": owners, "mends": mends, "names": names_of(one.by_id for one in mends), "left": plan.unplaced.filter(placed_on__isnull=True).count(), "label": forms.label}
    return render(request, "improvement/to_mend.html", told)


def _part(plan: Any, of: str, thing_id: int) -> Any:
    if of not in PARTS:
        raise Http404("There is no such part.")
    within = {"section": "plan", "group": "section__plan", "action": "group__section__plan"}[of]
    found = PARTS[of].objects.filter(**{within: plan}, pk=thing_id).first()
    if found is None:
        raise Http404("There is no such part.")
    return found


@require_http_methods(["GET", "POST"])
@needs("improve", "update")
def mend(request, plan_id, kind, thing_id):
    """Mend the words of a section, a group or an action."""
    plan = bare_plan(request, plan_id, "update")
    found = _part(plan, kind, thing_id)
    asks = FIELDS[type(found)]
    first: dict[str, str] = {}
    for one in Mend.objects.filter(plan=plan, of=kind, of_id=found.pk):
        first.setdefault(one.field, one.before)
    form = forms.MendForm(
        request.POST or None, version=found.version, asks=asks, initial={field: getattr(found, field) for field in asks},
        hints={field: f"Printed: {words or 'nothing'}" for field, words in first.items()}, never_empty=[field for field in asks if (type(found), field) in NEVER_EMPTY],
    )  # fmt: skip

    def do(said: dict[str, Any]) -> None:
        actions.mend(of=found, words={field: said[field] for field in asks}, why=said["why"], version=said["version"], by=request.user, on=clock.today())

    back = reverse("improvement:action", args=[plan.pk, found.pk]) if kind == "action" else reverse("improvement:plan", args=[plan.pk])
    return ask(request, form, do, heading=f"Mend {'an' if kind == 'action' else 'a'} {kind}", caption=plan.title, back=back, lead="What the printed plan said is kept beside what you write.", done="Mended.")


@require_http_methods(["GET", "POST"])
@needs("improve", "update")
def mend_date(request, plan_id, action_id):
    """Say which day a printed date meant."""
    plan = bare_plan(request, plan_id, "update")
    found = _part(plan, "action", action_id)
    form = forms.MendDateForm(request.POST or None, version=found.version, initial={"due_on": found.due_on})

    def do(said: dict[str, Any]) -> None:
        actions.mend_date(action=found, due_on=said["due_on"], why=said["why"], version=said["version"], by=request.user, on=clock.today())

    printed = printed_date(found.date_printed)
    shown = f"Printed: {found.date_printed or 'nothing'}. {'' if found.date_state == 'mended' else printed.sentence}".strip()
    back = reverse("improvement:action", args=[plan.pk, found.pk])
    return ask(request, form, do, heading="Mend a target date", caption=forms.label(found), back=back, shown=shown, done="The date is mended. What was printed stays beside it.")


@require_safe
@needs("improve", "update")
def unplaced(request, plan_id):
    """Words of the file that have no place yet, then those that somebody placed."""
    plan = bare_plan(request, plan_id, "update")
    page = Paginator(plan.unplaced.order_by("placed_on", "position"), PAGE).get_page(request.GET.get("page"))
    told = {"plan": plan, "page": page, "names": names_of(one.placed_by_id for one in page), "may_change": may_change(request, plan)}
    return render(request, "improvement/unplaced.html", told)


@require_http_methods(["GET", "POST"])
@needs("improve", "update")
def place(request, plan_id, text_id):
    """Give words a place."""
    plan = bare_plan(request, plan_id, "update")
    text = UnplacedText.objects.filter(plan=plan, pk=text_id).first()
    if text is None:
        raise Http404("There are no such words.")
    form = forms.PlaceForm(request.POST or None, places=[(place, words) for place, (words, _) in PLACES.items()], targets=_targets(plan))

    def do(said: dict[str, Any]) -> None:
        kind, _, number = said["into"].partition(":")
        actions.place(text=text, place=said["place"], into=_part(plan, kind, int(number)) if kind else None, by=request.user, on=clock.today())

    shown = f"{text.words} ({text.why}{f', table {text.table}, row {text.row}' if text.table else ''})"
    back = reverse("improvement:unplaced", args=[plan.pk])
    return ask(request, form, do, heading="Give these words a place", caption=plan.title, back=back, shown=shown, done="The words have their place.")


def _targets(plan: Any) -> list[tuple[str, str]]:
    """Every section, group and action of the plan, in its order."""
    found = []
    sections = Section.objects.filter(plan=plan).prefetch_related("groups__actions")
    for section in sections:
        found.append((f"section:{section.pk}", f"Section {section.reference} {section.title}"[:100]))
        for group in section.groups.all():
            found.append((f"group:{group.pk}", f"– Group {group.reference} {group.title}"[:100]))
            found += [(f"action:{one.pk}", f"– – {forms.label(one)}") for one in group.actions.all()]
    return found

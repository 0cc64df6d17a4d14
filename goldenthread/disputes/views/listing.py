"""Lists of the area: disputes, what must be done, lessons."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import needs
from goldenthread.core import form_keys, readings
from goldenthread.core.form_fields import ChoiceField, Form
from goldenthread.core.form_fields.words import TextField
from goldenthread.core.listing import Listing
from goldenthread.core.refusals import Refused

from .. import actions, figures, reach
from ..forms.steps import LessonDoneForm
from ..models import Appeal, Dispute
from ..models.appeal import Reason
from ..to_do import open_undertakings
from .finding import acting, say

SIZE = 50
#: Types of need, by the return's code.
NEEDS = {
    "SPLD": "Specific learning difficulty", "MLD": "Moderate learning difficulty", "SLD": "Severe learning difficulty",
    "PMLD": "Profound and multiple learning difficulty", "SEMH": "Social, emotional and mental health", "SLCN": "Speech, language and communication needs",
    "HI": "Hearing impairment", "VI": "Vision impairment", "MSI": "Multi-sensory impairment", "PD": "Physical disability", "ASD": "Autistic spectrum disorder",
    "DS": "Down syndrome", "OTH": "Other difficulty",
}  # fmt: skip
OPEN = [("open", "Still going on"), *Dispute.Stage.choices]


class FilterForm(Form):
    """What the list shows."""

    marks_optional = False
    kind = ChoiceField(label="Kind", choices=list(Dispute.Kind.choices), draw_as="select", required=False, say_nothing="Every kind")
    stage = ChoiceField(label="Stage", choices=OPEN, draw_as="select", required=False, say_nothing="Every stage")
    about = ChoiceField(label="About", choices=list(Dispute.About.choices), draw_as="select", required=False, say_nothing="Anything")
    late = ChoiceField(label="Dates", choices=[("yes", "Late only")], draw_as="select", required=False, say_nothing="Late or not")
    q = TextField(label="Child’s name or reference", required=False, max_length=60)


def _answers(form: Form) -> dict[str, str]:
    """What was asked for; what cannot be read is not asked for."""
    form.is_valid()
    return {name: form.cleaned_data.get(name) or "" for name in form.fields}


@require_safe
@needs("dispute", "list")
def disputes(request: Any) -> HttpResponse:
    """Disputes that this person may list, the one that is due first on top."""
    standing, listing = request.standing, Listing.of(request)
    form = FilterForm(request.GET)
    asked = _answers(form)
    found = reach.with_due(reach.visible_disputes(standing))
    found = _narrowed(found, asked, standing.on)
    page = Paginator(found.select_related("child__case__worker", "owner").order_by(F("due_on").asc(nulls_last=True), "-opened_on", "pk"), SIZE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    readings.read(request, page="disputes.list", children=[each.child_id for each in rows])
    return render(
        request, "disputes/list.html",
        {
            "form": form, "rows": rows, "number": page.paginator.count, "listing": listing, "chips": listing.chips(form), "today": standing.on,
            "steps": listing.pages(page.number, page.paginator.num_pages), "tabs_": tabs_of("list", standing),
        },
    )  # fmt: skip


def _narrowed(found: Any, asked: dict[str, str], today: Any) -> Any:
    if asked["kind"]:
        found = found.filter(kind=asked["kind"])
    if asked["about"]:
        found = found.filter(about=asked["about"])
    if asked["stage"] == "open":
        found = found.exclude(stage=Dispute.Stage.OVER)
    elif asked["stage"]:
        found = found.filter(stage=asked["stage"])
    if asked["late"]:
        found = found.filter(due_on__lt=today)
    if asked["q"]:
        for word in asked["q"].split()[:5]:
            found = found.filter(Q(child__forename__icontains=word) | Q(child__surname__icontains=word) | Q(child__reference__iexact=word))
    return found


TABS = (
    ("list", "Disputes", "/disputes"), ("to_do", "To be done", "/disputes/to-do"), ("lessons", "Lessons", "/disputes/lessons"),
    ("figures", "Figures", "/disputes/figures"),
)  # fmt: skip


def tabs_of(current: str, standing: Any) -> list[dict[str, Any]]:
    """The lists; figures are for those who list the whole area's disputes."""
    counts = bool(standing.areas_where("dispute", "list"))
    return [{"text": words, "href": href, "current": name == current} for name, words, href in TABS if name != "figures" or counts]


@require_safe
@needs("dispute", "list", reads=False)
def counted(request: Any) -> HttpResponse:
    """Appeals and complaints in figures. Shows no child."""
    areas = request.standing.areas_where("dispute", "list")
    if not areas:
        raise Http404
    tables = [*figures.appeals(areas, lambda need: NEEDS.get(need, "Not recorded")), *figures.complaints(areas)]
    return render(request, "disputes/figures.html", {"tables": tables, "tabs_": tabs_of("figures", request.standing)})


@require_safe
@needs("dispute", "list")
def to_do(request: Any) -> HttpResponse:
    """Everything that was agreed, ordered, directed or promised and is not done, the latest first."""
    standing = request.standing
    disputes_here = reach.visible_disputes(standing)
    page = Paginator(open_undertakings(disputes_here), SIZE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    readings.read(request, page="disputes.list", children=[each.dispute.child_id for each in rows])
    listing = Listing.of(request)
    return render(
        request, "disputes/to_do.html",
        {"rows": rows, "number": page.paginator.count, "today": standing.on, "steps": listing.pages(page.number, page.paginator.num_pages), "tabs_": tabs_of("to_do", standing)},
    )  # fmt: skip


@require_safe
@needs("dispute", "list", reads=False)
def lessons(request: Any) -> HttpResponse:
    """What was learned, who acts on it and by when; reasons for giving way, counted by kind. Names no child."""
    standing = request.standing
    areas = standing.areas_where("dispute", "list")
    conceded = dict(
        Appeal.objects.filter(dispute__in=reach.visible_disputes(standing).filter(child__area_id__in=areas), conceded_on__isnull=False)
        .values_list("conceded_reason").annotate(number=Count("pk")).order_by()
    )  # fmt: skip
    learned = dict(reach.visible_lessons(standing).values_list("kind").annotate(number=Count("pk")).order_by())
    page = Paginator(reach.visible_lessons(standing).select_related("owner").order_by(F("done_on").desc(nulls_first=True), "due_on", "pk"), SIZE).get_page(request.GET.get("page"))
    return render(
        request, "disputes/lessons.html",
        {
            "rows": list(page.object_list), "today": standing.on, "tabs_": tabs_of("lessons", standing), "user_id": standing.user_id,
            "reasons": [(Reason(code).label, conceded.get(code, 0), learned.get(code, 0)) for code in Reason.values if conceded.get(code) or learned.get(code)],
            "steps": Listing.of(request).pages(page.number, page.paginator.num_pages), "counts_all": bool(areas),
        },
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("dispute", "list", reads=False)
def lesson(request: Any, lesson_id: UUID) -> HttpResponse:
    """One lesson; its owner, or who may change the dispute, says that it was done."""
    found = reach.visible_lessons(request.standing).filter(pk=lesson_id).select_related("owner", "dispute__child").first()
    if found is None:
        raise Http404
    form = LessonDoneForm(request.POST if request.method == "POST" else None) if found.done_on is None else None
    if form is not None and request.method == "POST" and form.is_valid():
        try:
            with form_keys.once(form, user_id=request.user.pk, result_url="/disputes/lessons"):
                actions.finish_lesson(lesson=found, **form.facts(), by=acting(request), on=request.standing.on)
        except form_keys.AlreadySent as sent:
            return redirect(sent.url)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "The action is done")
            return redirect("disputes:lessons")
    return render(request, "disputes/lesson.html", {"lesson": found, "form": form, "today": request.standing.on})

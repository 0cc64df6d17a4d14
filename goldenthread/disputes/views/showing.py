"""One child's disputes, and one dispute with all that is known of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs
from goldenthread.casework.models import Request
from goldenthread.core import files, readings
from goldenthread.core.refusals import Refused, allowed
from goldenthread.core.uploads import EXTENSION
from goldenthread.people.law_readings import settings_of
from goldenthread.people.policies import check_may

from .. import reach, steps, to_do
from ..actions.undertaking import STEPS as ORDER_STEPS
from ..facts import appeal_window, duties_of
from ..models import Dispute, Paper
from ..policies import check_update
from ..promises import SAYS, acknowledge_by
from ..stages import where
from ..whose import reads_words
from .finding import find_child, find_dispute, works_on

KIND = Dispute.Kind
#: What a statutory return said of a request, in words.
FLAGS = (
    ("request_mediation", "Mediation about the decision not to assess"), ("request_tribunal", "Appeal about the decision not to assess"),
    ("assessment_mediation", "Mediation about the decision not to make a plan"), ("assessment_tribunal", "Appeal about the decision not to make a plan"),
    ("other_mediation", "Mediation about something else"), ("other_tribunal", "Appeal about something else"),
)  # fmt: skip


@require_safe
@needs("dispute", "list")
def of_child(request: Any, child_id: UUID) -> HttpResponse:
    """Every dispute of one child, and what can be started."""
    found = find_child(request, child_id)
    readings.read(request, page="disputes.of_child", children=[found])
    if not works_on(request, found):
        return redirect("disputes:family", child_id=found.pk)
    disputes = list(reach.with_due(reach.visible_disputes(request.standing).filter(child=found)).select_related("owner"))
    may_create = allowed(check_may, request.standing, found, "dispute", "create")
    return render(
        request, "disputes/of_child.html",
        {
            "child": found, "disputes": disputes, "today": request.standing.on, "may_create": may_create, "kinds": list(KIND.choices),
            "from_returns": _from_returns(found), "record": record_href(found),
        },
    )  # fmt: skip


def _from_returns(found: Any) -> list[str]:
    """What only a statutory return says: that there was a mediation or an appeal, without its days."""
    said = []
    for one in Request.objects.filter(child=found, first_return__isnull=False):
        said += [words for field, words in FLAGS if getattr(one, field)]
    return said


def record_href(child: Any) -> str | None:
    """Where the child's whole record is; None where this installation has no such page."""
    try:
        return reverse("desk:record", args=[child.pk])
    except NoReverseMatch:
        return None


def facts_of(dispute: Dispute) -> dict[str, Any]:
    """Where it is, its clocks, what is to be done: the same for officers and for the family."""
    its = to_do.of_dispute(dispute)
    recommendations = list(dispute.recommendations.all())
    stages = list(dispute.complaint_stages.all())
    held = duties_of(dispute, its, recommendations)
    certificate_on = dispute.mediation.certificate_on if dispute.kind == KIND.MEDIATION else dispute.appeal.certificate_on if dispute.kind == KIND.APPEAL else None
    window = appeal_window(dispute, certificate_on, settings_of(dispute.area_id)) if dispute.kind == KIND.MEDIATION else None
    return {
        "where": where(dispute, held, its, stages, request_due=to_do.due_of_requests(its)),
        "undertakings": its, "recommendations": recommendations, "stages": stages, "window": window, "held": held,
        "promise": SAYS, "acknowledge_by": acknowledge_by(dispute.opened_on) if dispute.kind == KIND.COMPLAINT else None,
    }  # fmt: skip


@require_safe
@needs("dispute", "view")
def dispute(request: Any, dispute_id: UUID) -> HttpResponse:
    """One dispute as officers, and whom the family let in, see it."""
    found = find_dispute(request, dispute_id)
    readings.read(request, page="disputes.dispute", children=[found.child])
    if not works_on(request, found.child):
        return redirect("disputes:family_dispute", child_id=found.child_id, dispute_id=found.pk)
    standing = request.standing
    facts = facts_of(found)
    may_update = allowed(check_update, standing, found)
    may_export = allowed(check_may, standing, found.child, "dispute", "export")
    bundles = list(found.bundles.select_related("asked_by")[:5])
    may_decide = allowed(check_may, standing, found.child, "dispute", "decide")
    duties = [(each.duty, each.duty.state(standing.on)) for each in facts["held"] if each.duty.due_on]
    if facts["window"] is not None:
        duties.append((facts["window"], facts["window"].state(standing.on)))
    return render(
        request, "disputes/dispute.html",
        {
            **facts, "dispute": found, "child": found.child, "today": standing.on, "duties": duties,
            "offered": [step for step in steps.offered(found) if may_update and (step.needs == "update" or may_decide)],
            "may_update": may_update, "may_export": may_export,
            "makers": list(reach.makers_of_bundles(found.area_id).values()) if may_update and not may_export else [],
            "may_learn": allowed(check_may, standing, found.child, "dispute", "update"),
            "papers": list(found.papers.select_related("file")), "lessons": list(found.lessons.select_related("owner")),
            "bundles": [each for each in bundles if each.state != "wanted"], "wanted": next((each for each in bundles if each.state == "wanted"), None), "later": list(reach.visible_disputes(standing).filter(earlier=found)),
            "order_steps": ORDER_STEPS,
        },
    )  # fmt: skip


@require_safe
@needs("dispute", "view")
def paper(request: Any, paper_id: UUID) -> FileResponse | HttpResponse:
    """A paper of a dispute, as a download, for whoever reads its words."""
    found = Paper.objects.filter(pk=paper_id, dispute__in=reach.visible_disputes(request.standing, "view")).select_related("file", "dispute__child", "dispute__adult").first()
    if found is None or not reads_words(found.dispute, request.standing, request.user):
        raise Http404
    readings.read(request, page="disputes.paper", children=[found.dispute.child], reason=found.kind)
    name = f"{slugify(found.title)[:60] or 'paper'}-{found.made_on:%Y-%m-%d}{EXTENSION.get(found.file.content_type, '')}"
    return sent_file(request, found.file, name)


def sent_file(request: Any, file: Any, name: str) -> FileResponse | HttpResponse:
    """The bytes as a download that no browser opens by itself; or a page that says why they are held."""
    try:
        content = files.opened(file)
    except (Refused, FileNotFoundError) as fault:
        why = fault.sentence if isinstance(fault, Refused) else "This paper’s file is missing. Tell your administrator, who can restore it."
        return render(request, "disputes/held.html", {"why": why}, status=409 if isinstance(fault, Refused) else 503)
    response = FileResponse(content, as_attachment=True, filename=name, content_type=file.content_type)
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response

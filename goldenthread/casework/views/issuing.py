"""Issuing a plan: the gate as a list, what section I says, the first person's proposal, the second's confirmation, the papers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.access.doors import needs
from goldenthread.access.models import User
from goldenthread.core import form_keys, readings
from goldenthread.core.asked_often import AskedOften
from goldenthread.core.refusals import Changed, Refused, allowed
from goldenthread.law.days import in_words
from goldenthread.law.plan import REFUSAL_GROUNDS
from goldenthread.law.timetable import CLOCKS
from goldenthread.people.children import STANDING, values_of, visible_often
from goldenthread.people.models import Adult, Deadline, Organisation
from goldenthread.people.models.kept import OPEN
from goldenthread.people.policies import check_may
from goldenthread.plans import papers
from goldenthread.plans.models import Version

from .. import issue_papers, letters
from ..actions import issuing
from ..agreement import state
from ..forms.issuing import NO_GROUND, IssueForm, PassForm, PlaceForm, ProposeForm, TakeBackForm, WaiveForm
from ..issuing import as_it_will_be, gate, holding, looks, request_of
from ..models import Consultation
from ..proposing import Proposal, proposal_of
from .finding import acting, record_href, say
from .letters import blocks_of

#: The clocks of the first review of a plan and of those after it (Act, section 44(1)).
REVIEWS = ("AR-FIRST12", "AR-NEXT12")
SAID_OF = {"yes": "can meet the needs", "no": "says no", "lapsed": "did not answer in time", "waiting": "has not answered yet"}


_VERSION: AskedOften[Version] = AskedOften(
    lambda version, child, **standing: Version.objects.filter(visible_often("child__", **standing), pk=version, child_id=child).select_related(
        "child__area", "proposed_by", "issued_by", "plan"
    ),
    version=UUID, child=UUID, **STANDING,
)  # fmt: skip


def _find(request: Any, child_id: UUID, version_id: UUID) -> Version:
    """A version that this person prepares or issues. Otherwise there is none."""
    found = _VERSION.first(version=version_id, child=child_id, **values_of(request.standing, request.standing.on))
    if found is None or not (_may(request, found, "plan", "issue") or _may(request, found, "draft", "create")):
        raise Http404
    return found


def _may(request: Any, found: Version, resource: str, action: str) -> bool:
    return allowed(check_may, request.standing, found.child, resource, action)


def _here(found: Version, name: str = "issue") -> str:
    return reverse(f"casework:{name}", args=[found.child_id, found.pk])


def _posted(request: Any) -> Any:
    return request.POST if request.method == "POST" else None


def _frame(found: Version, **more: Any) -> dict[str, Any]:
    return {"version": found, "child": found.child, "record": record_href(found.child), **more}


@require_safe
@needs("draft", "view", reads=True)
def issue(request: Any, child_id: UUID, version_id: UUID) -> HttpResponse:
    """Where this version stands on its way to be issued; once it is, who has it and every paper of it."""
    found = _find(request, child_id, version_id)
    readings.read(request, page="casework.issue", children=[found.child])
    if found.issued_on:
        return _issued(request, found)
    if found.matter_kind == "review":
        return redirect("reviews:amend", review_id=found.matter_id)  # what changes a plan in force is sent from its review
    return _show(request, found)


def _show(request: Any, found: Version, form: ProposeForm | None = None) -> HttpResponse:
    stops = gate(found, request.standing.on)
    proposal = proposal_of(found)
    seen = looks(stops)
    passed = [stop for stop in stops if stop.passed]
    context = _frame(
        found, stops=holding(stops), looks=seen, passed=passed, proposal=proposal, grounds=REFUSAL_GROUNDS, form=form or ProposeForm(looks=len(seen)),
        may_issue=_may(request, found, "plan", "issue"), proposed_by_me=found.proposed_by_id == request.user.pk, names=_names(proposal),
        kinds=[(kind, papers.KINDS[kind].title.format(state="The plan as it would be issued")) for kind in ("pdf", "summary", "easy")],
    )  # fmt: skip
    return render(request, "casework/issue.html", context)


def _names(proposal: Proposal) -> dict[str, str]:
    """Stop's key → who let it pass."""
    by = {key: said.get("by") for key, said in proposal.passed.items()}
    names = dict(User.objects.filter(pk__in=[pk for pk in by.values() if pk]).values_list("pk", "name")) if by else {}
    return {key: names.get(pk, "") for key, pk in by.items()}


def _issued(request: Any, found: Version) -> HttpResponse:
    served = list(found.served.filter(as_kind=found.kind).select_related("adult", "organisation"))
    clocks = Deadline.objects.filter(OPEN, child=found.child, matter_kind="plan", clock__in=REVIEWS).order_by("due_on")
    review = clocks.filter(matter_id=found.plan_id).first() if found.plan_id else None
    return render(
        request, "casework/issue_done.html",
        _frame(found, served=served, review=f"{in_words(review.due_on)}: {CLOCKS[review.clock].name}" if review else "None", kinds=[(kind.name, kind.title.format(state="The plan")) for kind in papers.KINDS.values()]),
    )  # fmt: skip


def _form(request: Any, found: Version, form: Any, act: Any, *, heading: str, button: str, done: str, lead: str = "", page: str = "issue_step") -> HttpResponse:
    readings.read(request, page=f"casework.{page}", children=[found.child])
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, done)
            return redirect(_here(found))
    filled = {"form": form, "heading": heading, "caption": found.child.name, "button": button, "back_to": _here(found), "lead": lead}
    return render(request, "casework/agree_form.html", filled)


# --- On the way


@require_http_methods(["GET", "HEAD", "POST"])
@needs("draft", "view", reads=True)
def place(request: Any, child_id: UUID, version_id: UUID) -> HttpResponse:
    """Choose what section I says: one of those consulted, a type, or otherwise than at a school."""
    found = _find(request, child_id, version_id)
    today, proposal = request.standing.on, proposal_of(found)
    asked = Consultation.objects.filter(child=found.child, plan_version=found, withdrawn_on__isnull=True).select_related("setting").order_by("-family_asked", "sent_on")
    consulted = [(str(one.setting_id), f"{one.setting.name}: {_said(one, state(one, today))}") for one in asked]
    initial = {
        "where": proposal.where, "consulted": str(proposal.setting_id or ""), "setting_type": proposal.setting_type, "start_on": proposal.start_on,
        "ground": proposal.ground or (NO_GROUND if proposal.where else ""), "why": proposal.why,
    }  # fmt: skip
    form = PlaceForm(_posted(request), area=found.child.area, consulted=consulted, initial=initial)

    def act() -> None:
        said = form.cleaned_data
        chosen = said.get("consulted")
        setting = Organisation.objects.get(pk=chosen) if chosen and chosen != "other" else said["setting_found"]
        issuing.place(
            version=found, where=said["where"], setting=setting, setting_type=said["setting_type"] or "", start_on=said["start_on"], why=said["why"] or "",
            ground=said["ground"], by=acting(request), on=today,
        )  # fmt: skip

    return _form(request, found, form, act, heading="What section I says", button="Save", done="It is noted what section I says")


def _said(one: Consultation, now: str) -> str:
    asked = ", the family asked for it" if one.family_asked else ""
    ground = f" ({REFUSAL_GROUNDS[one.ground].lower()})" if one.ground in REFUSAL_GROUNDS else ""
    return f"{SAID_OF[now]}{ground}{asked}"


@require_http_methods(["GET", "HEAD", "POST"])
@needs("draft", "view", reads=True)
def waive(request: Any, child_id: UUID, version_id: UUID) -> HttpResponse:
    """Note that somebody who holds the rights wrote that they need no more time."""
    found = _find(request, child_id, version_id)
    holders = [
        ("child" if to.is_child else str(to.adult_id), to.name) for to in letters.rights_holders(found.child, request.standing.on) if to.is_child or to.adult_id
    ]
    form = WaiveForm(_posted(request), holders=holders)

    def act() -> None:
        who = form.cleaned_data["who"]
        adult = None if who == "child" else Adult.objects.get(pk=who)
        issuing.waive_days(version=found, adult=adult, said_on=form.cleaned_data["said_on"], by=acting(request), on=request.standing.on)

    return _form(
        request, found, form, act, heading="The family needs no more time", button="Save", done="It is noted that they need no more time",
        lead="The law gives the family at least 15 days. Only they can end them early, in writing, each for themselves.",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("plan", "issue", reads=True)
def let_pass(request: Any, child_id: UUID, version_id: UUID) -> HttpResponse:
    """Say why a stop of ours does not stop this plan."""
    found = _find(request, child_id, version_id)
    key = request.GET.get("stop", "")
    stop = next((each for each in gate(found, request.standing.on) if each.key == key and each.may_pass), None)
    if stop is None:
        messages.info(request, "This no longer stops the plan, or the law asks for it and nobody can let it pass.")
        readings.read(request, page="casework.issue_step", children=[found.child])
        return redirect(_here(found))
    form = PassForm(_posted(request))

    def act() -> None:
        issuing.let_pass(version=found, key=key, why=form.cleaned_data["why"], by=acting(request), on=request.standing.on)

    return _form(request, found, form, act, heading="Let this pass", button="Let it pass", done="It is noted why this does not stop the plan", lead=f"{stop.sentence} ({stop.citation.text})")


@require_POST
@needs("draft", "view", reads=True)
def propose(request: Any, child_id: UUID, version_id: UUID) -> HttpResponse:
    """The first person proposes that this version is issued."""
    found = _find(request, child_id, version_id)
    readings.read(request, page="casework.issue", children=[found.child])
    seen = looks(gate(found, request.standing.on))
    form = ProposeForm(request.POST, looks=len(seen))
    if form.is_valid():
        try:
            issuing.propose_issue(version=found, looked=frozenset(request.POST.getlist("look")), by=acting(request), on=request.standing.on)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "You proposed that the plan is issued. Somebody else who may issue plans does the rest")
            return redirect(_here(found))
    found.refresh_from_db(fields=["proposed_on", "proposed_by"])
    return _show(request, found, form)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("draft", "view", reads=True)
def take_back(request: Any, child_id: UUID, version_id: UUID) -> HttpResponse:
    """The proposal is taken back, so that the draft can be changed."""
    found = _find(request, child_id, version_id)
    form = TakeBackForm(_posted(request))

    def act() -> None:
        issuing.take_back_proposal(version=found, why=form.cleaned_data["why"], by=acting(request), on=request.standing.on)

    return _form(request, found, form, act, heading="Do not issue it as it stands", button="Take the proposal back", done="The proposal was taken back. The draft can be changed again")


@require_safe
@needs("draft", "view", reads=True)
def preview(request: Any, child_id: UUID, version_id: UUID, kind: str) -> HttpResponse:
    """The plan as it would be issued today, drawn and not kept."""
    found = _find(request, child_id, version_id)
    if kind not in papers.KINDS or found.issued_on:
        raise Http404
    readings.read(request, page="casework.issue_preview", children=[found.child])
    told = as_it_will_be(found, proposal_of(found), request.standing.on)
    made = {
        "pdf": lambda: papers.pdf(told, issue_papers.issuer_of(found, None)), "word": lambda: papers.word(told, issue_papers.issuer_of(found, None)),
        "data": lambda: papers.data(told), "summary": lambda: papers.summary(told), "easy": lambda: papers.easy_read(told),
    }  # fmt: skip
    return download(made[kind](), papers.KINDS[kind], "not-issued")


def download(content: bytes, kind: Any, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind.content_type)
    response["Content-Disposition"] = f'attachment; filename="{kind.document}-{name}.{kind.ending}"'
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


# --- The second person


@require_http_methods(["GET", "HEAD", "POST"])
@needs("plan", "issue", reads=True)
def confirm(request: Any, child_id: UUID, version_id: UUID) -> HttpResponse:
    """The letter as it will leave, and who gets the plan. Confirming issues it."""
    found = _find(request, child_id, version_id)
    readings.read(request, page="casework.issue_confirm", children=[found.child])
    today, proposal = request.standing.on, proposal_of(found)
    form = IssueForm(_posted(request))
    try:
        if not found.issued_on:
            issuing.check_second(standing=request.standing, version=found, by=request.user)
        if request.method == "POST" and form.is_valid():
            _issue(request, found, form)
            return redirect(_here(found))
        issuing.check_second(standing=request.standing, version=found, by=request.user)
        issuing.check_unchanged(found, proposal, today)
        if (matter := request_of(found)) is None:
            raise Refused("This version is not written for a request. Amendments after a review are issued from the review.")
        drafted = issue_papers.drafts_of(found, proposal, today)
    except form_keys.AlreadySent as sent:
        return redirect(sent.url)
    except letters.LettersChanged as changed:
        messages.info(request, changed.sentence)
        return redirect(_here(found, "issue_confirm"))
    except Refused as refused:
        matter = request_of(found)
        if request.method != "POST" or isinstance(refused, Changed) or found.issued_on or proposal is None or found.proposed_on is None or matter is None:
            messages.info(request, refused.sentence)
            return redirect(_here(found))
        say(form, refused)
        drafted = issue_papers.drafts_of(found, proposal, today)
    first = drafted[0].wording
    context = _frame(
        found, form=form, proposal=proposal, drafted=drafted, first=first, blocks=blocks_of(first), proposed=in_words(found.proposed_on),
        bodies=[body.name for body in issue_papers.bodies_of(found, matter, proposal)],
    )  # fmt: skip
    return render(request, "casework/issue_confirm.html", context)


def _issue(request: Any, found: Version, form: IssueForm) -> None:
    by, on = acting(request), request.standing.on
    drawn = None if found.issued_on else issue_papers.drawn_for(found, by, on)
    issuing.issue_plan(
        version=found, seen=frozenset(request.POST.getlist("seen")), drawn=drawn, form_key=form.cleaned_data["form_key"], result_url=_here(found), by=by, on=on
    )
    messages.success(request, "The plan was issued")

"""Asking for advice: what the law proposes for this child, sent in one step; and what was asked, with what came of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.access.doors import needs
from goldenthread.core import drafts, form_keys, readings
from goldenthread.core.form_fields import Form
from goldenthread.core.refusals import Refused, allowed
from goldenthread.law.advice import CITATIONS
from goldenthread.people.models import Organisation

from ..actions import advising as actions
from ..advice import policies
from ..advice.clocks import duty_of
from ..advice.earlier import asks_of
from ..advice.proposing import Proposal, bodies_of, proposals
from ..advice.words import WHAT
from ..forms.advising import AddedAskForm, AskForm
from ..models import Request
from .asks import valid
from .finding import acting, find_request, record_href, say

MOST_ADDED = 8


class Asking:
    """The page's forms: one for each proposal, and one for each that the officer adds."""

    def __init__(self, found: Request, on: Any, data: Any = None) -> None:
        self.found, self.data = found, data
        self.bodies = bodies_of(found.child)
        choices = [(str(body.pk), body.name) for body in self.bodies]
        self.proposed = [(proposal, self._form(proposal, choices)) for proposal in proposals(found, self.bodies, on)]
        self.count = min(int(typed), MOST_ADDED) if data and (typed := data.get("added", "")).isdecimal() and len(typed) < 3 else 0
        self.added = [AddedAskForm(data, prefix=f"added{number}", bodies=choices) for number in range(self.count)]
        self.sending = KeyForm(data)

    def _form(self, proposal: Proposal, choices: list[tuple[str, str]]) -> AskForm:
        first = {"what": proposal.what, "wanted": [] if proposal.doubtful else ["yes"], "body": str(proposal.body.pk) if proposal.body else ""}
        return AskForm(
            self.data, prefix=proposal.kind, initial=first, kind=proposal.kind, name=proposal.name,
            bodies=self._for(proposal, choices), family=proposal.kind == "parent_yp",
        )  # fmt: skip

    def _for(self, proposal: Proposal, choices: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """Those that usually answer come first."""
        first = proposal.body.kind if proposal.body else None
        kinds = {str(body.pk): body.kind for body in self.bodies}
        return sorted(choices, key=lambda choice: kinds[choice[0]] != first)

    @property
    def forms(self) -> list[Form]:
        return [self.sending, *(form for _, form in self.proposed), *self.filled]

    @property
    def filled(self) -> list[AddedAskForm]:
        return [form for form in self.added if not form.is_empty]

    def quiet(self) -> None:
        """A page that is opened shows what was typed before, and says nothing of what is wrong with it."""
        for form in (*(form for _, form in self.proposed), *self.added, self.sending):
            if form.is_bound:
                form.initial.update({name: form[name].data for name in form.fields if name != "form_key"})
                form.is_bound = False

    def asks(self) -> list[actions.NewAsk]:
        """What is to be sent, once every form is valid."""
        by_id: dict[str, Organisation] = {str(body.pk): body for body in self.bodies}
        made = [
            actions.NewAsk(kind=each.kind, what=said["what"], body=by_id.get(said.get("body", "")), through=each.through)
            for each, form in self.proposed
            if (said := form.cleaned_data)["wanted"]
        ]
        return made + [
            actions.NewAsk(kind=said["kind"], what=said["what"], because=said["because"], body=by_id[said["body"]])
            for form in self.filled
            if (said := form.cleaned_data)
        ]


class KeyForm(Form):
    """Carries the key by which the same asks sent twice are sent once."""

    one_time = True


def _draft(found: Request) -> str:
    return f"advice.{found.pk}"


@require_http_methods(["GET", "HEAD", "POST"])
@needs("ask", "view")
def advice(request: Any, request_id: UUID) -> HttpResponse:
    """Every ask of this assessment; and, for whoever may ask, what to ask next."""
    found = find_request(request, request_id)
    if not policies.works_on(request.standing, found.child):
        raise Http404
    readings.read(request, page="casework.advice", children=[found.child])
    decisions = list(found.decisions.all())
    try:
        policies.check_seek(standing=request.standing, request=found, decisions=decisions)
    except Refused as refused:
        return _show(request, found, None, hindered=refused)
    if request.method == "POST":
        return _send(request, found)
    kept = (drafts.load(user_id=request.user.pk, form=_draft(found)) or {}).get("asks")
    if kept is None:
        drafts.save(user_id=request.user.pk, form=_draft(found), part="began", answers={})
    asking = Asking(found, request.standing.on, drafts.as_post(kept))
    asking.quiet()
    return _show(request, found, asking)


def _send(request: Any, found: Request) -> HttpResponse:
    data = request.POST.copy()
    if "another" in data:
        data["added"] = str(min(int(data["added"]) + 1, MOST_ADDED) if data.get("added", "").isdecimal() and len(data["added"]) < 3 else 1)
    drafts.save(user_id=request.user.pk, form=_draft(found), part="asks", answers=drafts.typed(data))
    asking = Asking(found, request.standing.on, data)
    if "another" in data:
        asking.quiet()
        return _show(request, found, asking)
    if not valid(asking.forms):
        return _show(request, found, asking)
    here = reverse("casework:advice", args=[found.pk])
    try:
        made = actions.seek_advice(
            request=found, asks=asking.asks(), form_key=asking.sending.cleaned_data["form_key"], result_url=here, by=acting(request),
            on=request.standing.on,
        )  # fmt: skip
    except form_keys.AlreadySent as sent:
        return redirect(sent.url)
    except Refused as refused:
        say(asking.sending, refused)
        return _show(request, found, asking)
    drafts.clear(user_id=request.user.pk, form=_draft(found))
    messages.success(request, "1 ask was sent" if len(made) == 1 else f"{len(made)} asks were sent")
    return redirect(here)


def _show(request: Any, found: Request, asking: Asking | None, hindered: Refused | None = None) -> HttpResponse:
    asks = asks_of(found)
    decisions = list(found.decisions.all())
    duties = [
        (duty, duty.state(request.standing.on))
        for ask in asks
        if (duty := duty_of(ask, found, decisions, ask.exception_claims.all())) and not (ask.accepted_on or ask.withdrawn_on)
    ]
    context = {
        "found": found, "child": found.child, "asks": asks, "asking": asking, "hindered": hindered, "duties": duties, "today": request.standing.on,
        "citations": CITATIONS, "record": record_href(found.child), "autosave": f"{_draft(found)}/asks", "what": WHAT,
        "may_reuse": allowed(policies.check_seek, standing=request.standing, request=found, decisions=decisions), "key": uuid4(),
    }  # fmt: skip
    return render(request, "casework/advice_asks.html", context)

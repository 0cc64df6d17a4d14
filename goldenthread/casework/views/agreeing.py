"""Agreeing a draft: it is served, what the family says is answered, settings are consulted, payers and deliverers asked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.access.doors import needs
from goldenthread.core import form_keys, readings
from goldenthread.core.asked_often import AskedOften
from goldenthread.core.form_fields import ChoiceField, ConfirmField, DateField, Form, TextareaField, TextField
from goldenthread.core.refusals import Refused, allowed
from goldenthread.law.plan import REFUSAL_GROUNDS
from goldenthread.people.children import STANDING, values_of, visible, visible_often
from goldenthread.people.models import Organisation
from goldenthread.people.policies import check_may
from goldenthread.plans import compare, snapshot
from goldenthread.plans.models import Comment, LineAgreement, Version

from .. import actions
from ..advice.use import said_of_use
from ..agreement import state, waiting_words
from ..budgets import parts_of
from ..forms.asking import SettingForm
from ..models import Consultation
from .finding import acting, record_href, say


class AnswerForm(Form):
    """How something said of the draft ends."""

    ended = ChoiceField(
        label="What became of it?",
        choices=[("changed", "Changed"), ("not_changed", "Not changed, and why"), ("answered", "Answered, nothing to change")],
        missing="Select what became of it",
        hints={"changed": "Change the line first. The family is shown the old words and the new"},
    )
    answer = TextareaField(label="What do you say to them?", required=False, max_length=5000, rows=4)


class ConsultForm(SettingForm):
    """Which setting is asked."""

    setting = TextField(label="Which school, college or other setting?", missing="Enter its name or URN", max_length=200)
    family_asked = ChoiceField(
        label="Did the family ask for it?", choices=[("yes", "Yes"), ("no", "No")], missing="Select whether the family asked for it", inline=True
    )
    field_order = ["setting", "setting_choice", "family_asked"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["setting_found"] = self.find_setting() if cleaned.get("setting") else None
        return cleaned


class ReplyForm(Form):
    """A setting's answer."""

    reply = ChoiceField(
        label="Can your setting meet the needs in this draft?",
        choices=[("yes", "Yes"), ("no", "No, it should not be named")],
        reveals={"yes": ["start_on"], "no": ["ground", "why"]},
        missing="Select whether your setting can meet the needs",
    )
    start_on = DateField(label="From when? (optional)", subject="The day from which", required=False)
    ground = ChoiceField(
        label="On which ground of the law?", choices=list(REFUSAL_GROUNDS.items()), missing="Select a ground",
        help_text="These are the only grounds (Children and Families Act 2014, section 39(4))",
    )  # fmt: skip
    why = TextareaField(label="Why, about this child?", missing="Enter why, about this child", max_length=10_000, rows=6)
    needs = TextareaField(label="What would you need to meet the needs? (optional)", required=False, max_length=10_000, rows=4)

    field_order = ["reply", "start_on", "ground", "why", "needs"]


class ServeForm(Form):
    """The draft may go."""

    one_time = True
    sure = ConfirmField(
        label="Send the draft", statement="I have read the draft, and it may go to the family", missing="Tick the box to say that you have read the draft"
    )


class AgreementForm(Form):
    """Who is asked to agree to a line."""

    def __init__(self, *args: Any, lines: list[tuple[str, str]], bodies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"] = ChoiceField(label="Which line of provision?", choices=lines, draw_as="select", missing="Select a line")
        self.fields["organisation"] = ChoiceField(label="Who is asked?", choices=bodies, draw_as="select", missing="Select who is asked")
        self.fields["part"] = ChoiceField(label="As what?", choices=LineAgreement.Part.choices, missing="Select as what", inline=True)


class AgreedForm(Form):
    """Whether they agree."""

    agreed = ChoiceField(
        label="Will it be done as it is written?", choices=[("yes", "Yes"), ("no", "No")], reveals={"no": ["why"]}, missing="Select yes or no"
    )
    why = TextareaField(label="Why not?", missing="Enter why not", max_length=5000, rows=4)


_VERSION: AskedOften[Version] = AskedOften(
    lambda version, child, **standing: Version.objects.filter(visible_often("child__", **standing), pk=version, child_id=child).select_related(
        "child", "child__area"
    ),
    version=UUID, child=UUID, **STANDING,
)  # fmt: skip


def version_of(request: Any, child_id: UUID, version_id: UUID, resource: str = "draft", action: str = "update") -> Version:
    """A version that this person works on. Otherwise there is none."""
    found = _VERSION.first(version=version_id, child=child_id, **values_of(request.standing, request.standing.on))
    if found is None or not allowed(check_may, request.standing, found.child, resource, action):
        raise Http404
    return found


def _posted(request: Any) -> Any:
    return request.POST if request.method == "POST" else None


def _href(version: Version) -> str:
    return f"/children/{version.child_id}/plan/{version.pk}/agree"


@require_safe
@needs("draft", "update", reads=True)
def agree(request: Any, child_id: UUID, version_id: UUID) -> HttpResponse:
    """Everything on the way from a draft to an agreed plan, on one page."""
    found = version_of(request, child_id, version_id, "draft", "create")
    readings.read(request, page="casework.agree", children=[found.child])
    today = request.standing.on
    consultations = [(one, state(one, today)) for one in found.consultations.select_related("setting").order_by("sent_on", "pk")]
    return render(
        request, "casework/agree.html",
        {
            "version": found, "child": found.child, "record": record_href(found.child), "today": today, "waiting": waiting_words(found, today),
            "served": list(found.served.select_related("adult", "organisation")), "consultations": consultations,
            "comments": list(found.comments.select_related("adult", "line", "setting", "organisation", "answered_by").order_by("ended", "said_at")),
            "agreements": list(LineAgreement.objects.filter(line__version=found, line__version__child=found.child).select_related("line", "organisation")),
            "budgets": [(one, parts_of(one)) for one in found.budgets.select_related("asked_by")], "compared": compare.words, "grounds": REFUSAL_GROUNDS,
            "said_of_use": said_of_use(found),
            "may_decide_budget": allowed(check_may, request.standing, found.child, "budget", "decide"),
        },
    )  # fmt: skip


def one_form(request: Any, found: Version, form: Form, act: Any, *, heading: str, button: str, done: str, lead: str = "") -> HttpResponse:
    readings.read(request, page="casework.agree", children=[found.child])
    if request.method == "POST" and form.is_valid():
        try:
            with form_keys.once(form, user_id=request.user.pk, result_url=_href(found)) if form.one_time else transaction.atomic():
                act()
        except form_keys.AlreadySent as sent:
            return redirect(sent.url)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, done)
            return redirect(_href(found))
    filled = {"form": form, "heading": heading, "caption": found.child.name, "button": button, "back_to": _href(found), "lead": lead}
    return render(request, "casework/agree_form.html", filled)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("draft", "create", reads=True)
def serve(request: Any, child_id: UUID, version_id: UUID) -> HttpResponse:
    """Send the draft to the family."""
    found = version_of(request, child_id, version_id, "draft", "create")

    form = ServeForm(_posted(request))
    return one_form(
        request, found, form, lambda: actions.serve_draft(version=found, by=acting(request), on=request.standing.on),
        heading="Send the draft to the family", button="Send it", done="The draft was sent. The family’s fifteen days run from today",
        lead="Everybody who holds the rights today gets it, with a letter that says what they can ask for. Their fifteen days begin today.",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("draft", "create", reads=True)
def answer(request: Any, child_id: UUID, version_id: UUID, comment_id: UUID) -> HttpResponse:
    """Say what became of something that the family said."""
    found = version_of(request, child_id, version_id, "draft", "create")
    comment = Comment.objects.filter(version=found, version__child=found.child, pk=comment_id).select_related("line", "adult", "version__child").first()
    if comment is None:
        raise Http404
    form = AnswerForm(_posted(request))
    said = f"{comment.text}" + (f" (of: {comment.line.text})" if comment.line else "")

    def act() -> None:
        actions.answer_comment(comment=comment, ended=form.cleaned_data["ended"], answer=form.cleaned_data["answer"], by=acting(request), on=request.standing.on)

    return one_form(request, found, form, act, heading="Answer", button="Send the answer", done="They are told that there is an answer", lead=said)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("consult", "create", reads=True)
def consult(request: Any, child_id: UUID, version_id: UUID) -> HttpResponse:
    """Ask a setting."""
    found = version_of(request, child_id, version_id, "consult", "create")
    form = ConsultForm(_posted(request), area=found.child.area)

    def act() -> None:
        said = form.cleaned_data
        actions.consult_setting(version=found, setting=said["setting_found"], family_asked=said["family_asked"] == "yes", by=acting(request), on=request.standing.on)

    return one_form(request, found, form, act, heading="Consult a setting", button="Send the draft to it", done="The setting was asked. It has 15 days to answer")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("draft", "create", reads=True)
def ask_to_agree(request: Any, child_id: UUID, version_id: UUID) -> HttpResponse:
    """Ask a funder or a deliverer whether they will do what a line promises."""
    found = version_of(request, child_id, version_id, "draft", "create")
    lines = [(str(one.pk), f"{one.section}: {one.text[:90]}") for one in found.lines.filter(kind="provision", removed_on__isnull=True).order_by("section", "position")]
    bodies = Organisation.objects.filter(area=found.child.area, closed_on__isnull=True).exclude(kind__in=("forum", "sendiass")).order_by("name")[:300]
    form = AgreementForm(_posted(request), lines=lines, bodies=[(str(one.pk), one.name) for one in bodies])

    def act() -> None:
        said = form.cleaned_data
        actions.ask_agreement(
            line=found.lines.select_related("version__child").get(pk=said["line"]), organisation=Organisation.objects.get(pk=said["organisation"]), part=said["part"],
            by=acting(request), on=request.standing.on,
        )  # fmt: skip

    return one_form(request, found, form, act, heading="Ask whether a line will be done", button="Ask", done="It is noted that they were asked")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("draft", "view", reads=True)
def agreed(request: Any, child_id: UUID, version_id: UUID, agreement_id: UUID) -> HttpResponse:
    """Note whether they agree."""
    found = version_of(request, child_id, version_id, "draft", "view")
    one = LineAgreement.objects.filter(line__version=found, line__version__child=found.child, pk=agreement_id).select_related("line__version__child", "organisation").first()
    if one is None:
        raise Http404
    form = AgreedForm(_posted(request))

    def act() -> None:
        said = form.cleaned_data
        actions.answer_agreement(agreement=one, agreed=said["agreed"] == "yes", why=said["why"] or "", by=acting(request), on=request.standing.on)

    return one_form(request, found, form, act, heading=f"{one.organisation.name}: will it be done?", button="Save", done="It is noted", lead=one.line.text)


@require_POST
@needs("draft", "create", reads=True)
def ask_everybody(request: Any, child_id: UUID, version_id: UUID) -> HttpResponse:
    """Ask everybody whom the lines name, at once."""
    found = version_of(request, child_id, version_id, "draft", "create")
    try:
        made = actions.ask_every_deliverer(version=found, by=acting(request), on=request.standing.on)
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, f"It is noted that they were asked about {len({each.line_id for each in made})} line{'s' if len({each.line_id for each in made}) > 1 else ''}")
    return redirect(_href(found))


# --- The setting's side


@require_safe
@needs("consult", "list", reads=True)
def queue(request: Any) -> HttpResponse:
    """Drafts about which this person's setting is asked, the soonest first."""
    standing = request.standing
    mine = [seat.organisation_id for seat in standing.seats if seat.role == "setting_staff"]
    rows = [
        (one, state(one, standing.on))
        for one in Consultation.objects.filter(visible(standing, standing.on, "child__"), setting_id__in=mine, withdrawn_on__isnull=True)
        .select_related("child", "setting", "plan_version")
        .order_by("replied_on", "due_on", "pk")[:200]
    ]
    readings.read(request, page="casework.consultations", children=[one.child for one, _ in rows], scope="named")
    return render(request, "casework/consultations.html", {"rows": rows, "today": standing.on})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("consult", "view", reads=True)
def reply(request: Any, consultation_id: UUID) -> HttpResponse:
    """The setting answers."""
    standing = request.standing
    mine = [seat.organisation_id for seat in standing.seats if seat.role == "setting_staff"]
    one = (
        Consultation.objects.filter(visible(standing, standing.on, "child__"), pk=consultation_id, setting_id__in=mine, withdrawn_on__isnull=True)
        .select_related("child", "setting", "plan_version", "area")
        .first()
    )
    if one is None:
        raise Http404
    readings.read(request, page="casework.consultation", children=[one.child], scope="named")
    form = ReplyForm(_posted(request), version=one.version)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.answer_consultation(
                consultation=one, reply=said["reply"], ground=said["ground"] or "", why=said["why"] or "", needs=said["needs"] or "",
                start_on=said["start_on"], version=said["version"], by=acting(request), on=standing.on,
            )  # fmt: skip
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "Your answer was sent to the council")
            return redirect("casework:consultations")
    return render(
        request, "casework/consultation.html",
        {"one": one, "child": one.child, "form": form, "told": snapshot.of(one.plan_version), "state": state(one, standing.on), "today": standing.on},
    )  # fmt: skip


@require_POST
@needs("consult", "update", reads=True)
def withdraw(request: Any, consultation_id: UUID) -> HttpResponse:
    """The council no longer asks this setting."""
    one = (
        Consultation.objects.filter(visible(request.standing, request.standing.on, "child__"), pk=consultation_id)
        .select_related("child", "setting", "plan_version")
        .first()
    )
    if one is None:
        raise Http404
    readings.read(request, page="casework.agree", children=[one.child])
    try:
        actions.withdraw_consultation(consultation=one, why="Withdrawn by the council", by=acting(request), on=request.standing.on)
        messages.success(request, f"{one.setting.name} is no longer asked")
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect(f"/children/{one.child_id}/plan/{one.plan_version_id}/agree")

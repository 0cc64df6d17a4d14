"""The family's own pages: where we are, who holds it, what comes next, what is late, every paper, message and reading."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.access.doors import needs
from goldenthread.access.models import User
from goldenthread.casework import actions as casework
from goldenthread.casework.actions.corresponding import thread_of
from goldenthread.casework.models import Correspondence, Decision
from goldenthread.core import form_keys, readings
from goldenthread.core.form_fields import ChoiceField, DateField, EmailField, Form, TextareaField
from goldenthread.core.languages import gettext, translated
from goldenthread.core.languages import gettext_lazy as _
from goldenthread.core.refusals import Refused
from goldenthread.law.days import in_words
from goldenthread.people import helping, rights
from goldenthread.people.children import visible
from goldenthread.people.models import Adult, Child, Document, Organisation
from goldenthread.people.policies import pairs_on
from goldenthread.people.standing import permitted
from goldenthread.provision.exclusions.rules import length
from goldenthread.provision.models import Exclusion, WatchedLine
from goldenthread.reviews import family_lines, family_story

from .. import story
from . import had

#: So many suspensions and exclusions stand on the family's page, the newest; the rest on a page of their own.
EXCLUSIONS = 5


class MessageForm(Form):
    """A message to the SEND team."""

    one_time = True
    text = TextareaField(label=_("Your message"), missing=_("Write your message before you send it"), max_length=10_000, rows=6)


class HelperForm(Form):
    """Whom to let in, and until when."""

    def __init__(self, *args: Any, services: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"] = ChoiceField(
            label=_("Who should be able to see the record?"),
            choices=[*services, ("person", _("A friend or somebody else who has an account here"))],
            reveals={"person": ["email"]},
            missing=_("Select who should be able to see the record"),
        )
        self.fields["email"] = EmailField(label=_("The email address they sign in with"), missing=_("Enter the email address they sign in with"))
        self.fields["until_on"] = DateField(
            label=_("Until when?"), subject=_("The last day"), missing=_("Enter the last day on which they can see it"),
            help_text=_("A year from today at most. You can end it on any day before"),
        )  # fmt: skip
        self.order_fields(["who", "email", "until_on"])


def _acting(request: Any) -> Any:
    request.user.standing = request.standing
    return request.user


def _child(request: Any, child_id: UUID) -> tuple[Child, str]:
    """A child of this person's own family, and how they are tied. Nobody else finds these pages."""
    found = (
        Child.objects.filter(visible(request.standing, request.standing.on), pk=child_id).select_related("area", "case", "case__worker").first()
    )
    if found is None:
        raise Http404
    role = _tie(request, found)
    if role is None:
        raise Http404
    return found, role


def _tie(request: Any, child: Child) -> str | None:
    return min(helping.ties_of_family(request.user, request.standing.on).filter(child=child).values_list("role", flat=True), default=None)


def _adult(request: Any, role: str) -> Adult | None:
    return None if role == "young_person" else Adult.objects.filter(user=request.user).first()


@translated
@require_safe
@needs("views", "create", reads=True)
def home(request: Any) -> HttpResponse:
    """Every child of this family that this person may see, and what comes next for each."""
    on = request.standing.on
    tied = helping.ties_of_family(request.user, on).values("child_id")
    children = list(
        Child.objects.filter(visible(request.standing, on), pk__in=tied).select_related("area", "case", "case__worker").order_by("date_of_birth", "pk")[:20]
    )
    readings.read(request, page="portal.home", children=children, scope="own")
    if len(children) == 1 and not had.all_of_before(request):
        return redirect("portal:family", child_id=children[0].pk)
    before = [each for each in had.all_of_before(request) if each not in children]
    if before and not children and len(before) == 1:
        return redirect("portal:family", child_id=before[0].pk)
    told = [(child, story.of(child, on)) for child in children]
    return render(request, "portal/home.html", {"told": told, "before": before, "today": on})


def served_to(found: Child, adult: Adult | None, role: str) -> Any:
    """The versions of the plan that were sent to this person, the newest first."""
    if adult is None and role != "young_person":
        return found.plan_versions.none()
    to = {"served__to_child": True} if adult is None else {"served__adult": adult}
    return found.plan_versions.filter(**to).distinct().order_by("-number")


def _why(found: Child) -> list[str]:
    """The reasons of the newest decision that the family was told, as its letter gives them; none from a return."""
    decision = Decision.objects.filter(request__child=found, notified_on__isnull=False).order_by("-notified_on", "-pk").first()
    if decision is None:
        return []
    whys = [part["why"] for part in decision.test_answers.values() if isinstance(part, dict) and part.get("why")]
    return list(dict.fromkeys(whys)) or decision.reasons.splitlines()


def _exclusions(request: Any, found: Child) -> list[Exclusion]:
    """The newest on the register, those that were a mistake left out: what a school enters, the family reads."""
    if not permitted(pairs_on(request.standing, found), "exclusion", "view"):
        return []
    return list(Exclusion.objects.filter(child=found, withdrawn_on__isnull=True).select_related("school").order_by("-first_on")[:EXCLUSIONS])


@translated
@require_safe
@needs("views", "create", reads=True)
def child(request: Any, child_id: UUID) -> HttpResponse:
    """The page of one child: nothing that the family may know is left dark."""
    if (before := had.of_before(request, child_id)) is not None:
        return had.what_they_had(request, before)
    found, role = _child(request, child_id)
    readings.read(request, page="portal.family", children=[found], scope="own")
    on, adult = request.standing.on, _adult(request, role)
    threads = Correspondence.objects.filter(thread_of(adult), child=found)
    # Copies that went to others are in the record's own list of papers; here is what came to the family.
    papers = Document.objects.filter(child=found).exclude(title__contains=": copy to ").select_related("file").readable(request.user.pk, pairs_on(request.standing, found))
    return render(
        request,
        "portal/family.html",
        {
            "child": found,
            "story": story.of(found, on),
            "why": _why(found),
            "worker": found.case.worker if hasattr(found, "case") else None,
            "unread": threads.filter(from_family=False, read_at__isnull=True).count() if adult or role == "young_person" else 0,
            "papers": list(papers.order_by("-made_on", "title")[:50]),
            "helpers": list(helping.helpers_of(found, on)),
            "drafts": list(served_to(found, adult, role)),
            "role": role,
            "changes": family_lines.of(found, on),
            "review": family_story.of(found, on) if found.plans.filter(ceased_on__isnull=True).exists() else None,
            "helped": WatchedLine.objects.filter(child=found).exists(),
            "exclusions": _exclusions(request, found), "length": length, "in_words": in_words,
            "holds_rights": role == "young_person" and rights.are_their_own(found, on),
            "today": on,
        },
    )


@translated
@require_http_methods(["GET", "HEAD", "POST"])
@needs("message", "create", reads=True)
def thread(request: Any, child_id: UUID) -> HttpResponse:
    """This person's own thread with the SEND team."""
    found, role = _child(request, child_id)
    adult = _adult(request, role)
    if adult is None and role != "young_person":
        raise Http404
    readings.read(request, page="portal.thread", children=[found], scope="self")
    form = MessageForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            with form_keys.once(form, user_id=request.user.pk, result_url=request.path):
                casework.write_from_family(child=found, adult=adult, text=form.cleaned_data["text"], by=_acting(request), on=request.standing.on)
        except form_keys.AlreadySent as sent:
            return redirect(sent.url)
        except Refused as refused:
            form.add_error("text", refused.sentence)
        else:
            messages.success(request, gettext("Your message was sent"))
            return redirect("portal:thread", child_id=found.pk)
    said = list(Correspondence.objects.filter(thread_of(adult), child=found).select_related("by").order_by("-said_at", "-pk")[:100])
    if any(not one.from_family and one.read_at is None for one in said):
        casework.note_read(child=found, adult=adult, from_family=False, by=_acting(request), on=request.standing.on)
    worker = found.case.worker if hasattr(found, "case") else None
    return render(
        request, "portal/thread.html",
        {"child": found, "form": form, "said": said, "worker": worker, "answer_days": casework.ANSWER_DAYS, "today": request.standing.on},
    )  # fmt: skip


@translated
@require_http_methods(["GET", "HEAD", "POST"])
@needs("consent", "create", reads=True)
def helpers(request: Any, child_id: UUID) -> HttpResponse:
    """Whom the family lets in, and until when."""
    found = _child(request, child_id)[0]
    readings.read(request, page="portal.helpers", children=[found], scope="own")
    services = [(str(one.pk), one.name) for one in Organisation.objects.filter(kind="sendiass", area=found.area, closed_on__isnull=True).order_by("name")]
    form = HelperForm(request.POST if request.method == "POST" else None, services=services)
    if request.method == "POST" and form.is_valid() and _let_in(request, form, found):
        messages.success(request, gettext("They can see the record from now on"))
        return redirect("portal:helpers", child_id=found.pk)
    return render(
        request, "portal/helpers.html",
        {"child": found, "form": form, "helpers": list(helping.helpers_of(found, request.standing.on)), "today": request.standing.on},
    )  # fmt: skip


def _let_in(request: Any, form: HelperForm, found: Child) -> bool:
    said = form.cleaned_data
    whom: dict[str, Any] = {}
    if said["who"] == "person":
        whom["user"] = User.objects.filter(email__iexact=said["email"], is_active=True).first()
        if whom["user"] is None:
            form.add_error("email", gettext("Nobody signs in here with this address. Ask the SEND team to invite them first"))
            return False
    else:
        whom["organisation"] = Organisation.objects.get(pk=said["who"])
    try:
        helping.let_helper_in(child=found, until_on=said["until_on"], by=_acting(request), on=request.standing.on, **whom)
    except Refused as refused:
        form.add_error("until_on", refused.sentence)
        return False
    return True


@translated
@require_POST
@needs("consent", "update", reads=True)
def end_helper(request: Any, child_id: UUID, involvement_id: int) -> HttpResponse:
    """The family ends it."""
    found = _child(request, child_id)[0]
    readings.read(request, page="portal.helpers", children=[found], scope="own")
    one = helping.helpers_of(found, request.standing.on).filter(pk=involvement_id).first()
    if one is None:
        raise Http404
    try:
        helping.end_helper(involvement=one, by=_acting(request), on=request.standing.on)
        messages.success(request, gettext("They can no longer see the record"))
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect("portal:helpers", child_id=found.pk)


def is_family(request: Any) -> bool:
    """Whether this person's first page is the family's."""
    return bool({"parent", "young_person"} & set(request.standing.roles))



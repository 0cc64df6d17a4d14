"""A child's suspensions and exclusions: all of them, one of them, and what is entered about it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import needs
from goldenthread.core import form_keys, readings
from goldenthread.core.form_fields import Form
from goldenthread.core.refusals import Changed, Refused
from goldenthread.law.days import in_words
from goldenthread.law.school_year import year_name
from goldenthread.people.models import Organisation

from ...models import Exclusion
from ...views.finding import acting
from .. import actions, policies, prior, rules
from ..forms import ExclusionForm, FollowForm, OutcomeForm, WithdrawForm, initial_of, outcome_initial
from ..summary import STATUSES
from ..workbook import outcome_words
from .finding import Opened

CHILD, ONE = "provision:exclusions_of_child", "provision:exclusion"


def _told(opened: Opened, **more: Any) -> dict[str, Any]:
    return {
        "opened": opened, "child": opened.child, "today": opened.today, "statuses": STATUSES, "length": rules.length, "year_name": year_name, "outcome_words": outcome_words,
        "reasons_of": reasons_of, "cited": rules.CITATIONS, **more,
    }  # fmt: skip


def reasons_of(one: Exclusion) -> list[str]:
    """The reasons in words."""
    return [str(Exclusion.Reason(code).label) for code in one.reasons]


@require_safe
@needs("exclusion", "view")
def of_child(request: Any, child_id: UUID) -> HttpResponse:
    """Every one of this child's."""
    opened = Opened(request, child_id)
    readings.read(request, page="provision.exclusions_of_child", children=[opened.child], scope=opened.scope)
    found = opened.all()
    return render(request, "provision/exclusions/child.html", _told(opened, found=found, may_add=opened.may("create"), over=_over(opened, found)))


def _over(opened: Opened, found: list[Exclusion]) -> str:
    """What is said of suspensions of this school year that come to more than the law allows."""
    return policies.over_the_longest(opened.child, opened.today, any(one.sessions for one in found))


@require_safe
@needs("exclusion", "view")
def exclusion(request: Any, child_id: UUID, exclusion_id: UUID) -> HttpResponse:
    """One of them."""
    opened = Opened(request, child_id)
    one = opened.one(exclusion_id)
    readings.read(request, page="provision.exclusion", children=[opened.child], scope=opened.scope)
    told = {"one": one, "may_change": opened.may_change(one), "may_follow": opened.may("decide") and one.withdrawn_on is None, "over": policies.over_the_longest(opened.child, one.first_on, one.sessions), "education_from": policies.education_from(one), "council_arranges": policies.council_arranges(one)}
    return render(request, "provision/exclusions/one.html", _told(opened, **told))


@require_http_methods(["GET", "HEAD", "POST"])
@needs("exclusion", "create", reads=True)
def add(request: Any, child_id: UUID) -> HttpResponse:
    """Enter one."""
    opened = Opened(request, child_id, "create")
    schools = _schools(opened)
    if not schools:
        readings.read(request, page="provision.add_exclusion", children=[opened.child], scope=opened.scope)
        return render(request, "provision/exclusions/no_school.html", _told(opened, own=opened.own_schools is not None))
    offered = prior.offered(opened.child, opened.today)
    form = _facts_form(request, opened, schools, offered, {"first_on": opened.today, "school": str(schools[0].pk)})
    there = reverse(CHILD, args=[opened.child.pk])

    def act() -> None:
        actions.record_exclusion(child=opened.child, facts=form.facts(), support=form.ticked(), by=acting(request), on=opened.today)

    return _form(request, opened, form, act, there, heading="Enter a suspension or exclusion", button="Enter it", done="It is on the register", page="provision.add_exclusion")


def _schools(opened: Opened, one: Exclusion | None = None) -> list[Organisation]:
    """The schools that can be named: for a school's own people, theirs alone."""
    found = policies.schools_of(opened.child, opened.today)
    if opened.own_schools is not None:
        found = [each for each in found if each.pk in opened.own_schools]
    if one is not None:
        found = [one.school, *(each for each in found if each.pk != one.school_id)]
    return found


def _facts_form(request: Any, opened: Opened, schools: list[Organisation], offered: list[prior.Prior], initial: dict[str, Any], version: int | None = None) -> ExclusionForm:
    back = initial["first_on"] - prior.DAYS_BACK
    always = policies.had_plan(opened.child, opened.today) and policies.had_plan(opened.child, back)
    return ExclusionForm(request.POST if request.method == "POST" else None, schools=schools, prior=offered, always_had_plan=always and not initial.get("said_status"), initial=initial, version=version)


def _changed(request: Any, child_id: UUID, exclusion_id: UUID, action: str = "update") -> tuple[Opened, Any]:
    """One that this person may put right. What was taken off meanwhile is put right by nobody: whoever sends a form about it is told."""
    opened = Opened(request, child_id, action)
    one = opened.one(exclusion_id)
    if action == "update" and not opened.may_put_right(one):
        raise Http404
    if one.withdrawn_on is not None:
        raise _Gone(request, one)
    return opened, one


class _Gone(Exception):  # noqa: N818 - somebody was quicker, and that is no error
    """A form was sent about one that is off the register."""

    def __init__(self, request: Any, one: Exclusion) -> None:
        super().__init__(actions.GONE)
        self.request, self.one = request, one

    def answer(self) -> HttpResponse:
        """Where the same form led when it was sent before; otherwise the entry as it is now, with what happened to it."""
        if self.request.method != "POST":
            raise Http404
        try:
            before = form_keys.result(key=UUID(self.request.POST.get("form_key", "")), user_id=self.request.user.pk)
        except ValueError:
            before = None
        if before is None:
            messages.error(self.request, actions.GONE)
        readings.read(self.request, page="provision.exclusion", children=[self.one.child_id])
        return redirect(before or _there(self.one))


def _unless_gone(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view, or word that what it is about was taken off the register."""

    @wraps(view)
    def answered(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except _Gone as gone:
            return gone.answer()

    return answered


@require_http_methods(["GET", "HEAD", "POST"])
@needs("exclusion", "update", reads=True)
@_unless_gone
def correct(request: Any, child_id: UUID, exclusion_id: UUID) -> HttpResponse:
    """Put right what was entered."""
    opened, one = _changed(request, child_id, exclusion_id)
    offered = prior.offered(opened.child, one.first_on, one.support.all())
    form = _facts_form(request, opened, _schools(opened, one), offered, initial_of(one), one.version)

    def act() -> None:
        actions.correct_exclusion(exclusion=one, facts=form.facts(), support=form.ticked(), version=form.cleaned_data["version"], by=acting(request), on=opened.today)

    return _form(request, opened, form, act, _there(one), heading="Correct what was entered", button="Save", done="It is corrected. What stood before is kept in the history", page="provision.exclusion")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("exclusion", "update", reads=True)
@_unless_gone
def outcome(request: Any, child_id: UUID, exclusion_id: UUID) -> HttpResponse:
    """What became of it."""
    opened, one = _changed(request, child_id, exclusion_id)
    form = OutcomeForm(request.POST if request.method == "POST" else None, permanent=one.kind == Exclusion.Kind.PERMANENT, initial=outcome_initial(one), version=one.version)

    def act() -> None:
        actions.note_outcome_of_exclusion(exclusion=one, outcome=form.outcome(), version=form.cleaned_data["version"], by=acting(request), on=opened.today)

    return _form(request, opened, form, act, _there(one), heading="What became of it", button="Save", done="Saved", page="provision.exclusion", lead=_which(one))


@require_http_methods(["GET", "HEAD", "POST"])
@needs("exclusion", "decide", reads=True)
@_unless_gone
def follow(request: Any, child_id: UUID, exclusion_id: UUID) -> HttpResponse:
    """What was done for the child."""
    opened, one = _changed(request, child_id, exclusion_id, "decide")
    form = FollowForm(request.POST if request.method == "POST" else None, initial={"done": one.followed}, version=one.version)

    def act() -> None:
        actions.follow_up_exclusion(exclusion=one, done=form.cleaned_data["done"], version=form.cleaned_data["version"], by=acting(request), on=opened.today)

    return _form(request, opened, form, act, _there(one), heading="What was done for the child", button="Save", done="Saved. The school and the family can read it", page="provision.exclusion", lead=_which(one))


@require_http_methods(["GET", "HEAD", "POST"])
@needs("exclusion", "update", reads=True)
@_unless_gone
def withdraw(request: Any, child_id: UUID, exclusion_id: UUID) -> HttpResponse:
    """Take a mistaken entry off the register."""
    opened, one = _changed(request, child_id, exclusion_id)
    form = WithdrawForm(request.POST if request.method == "POST" else None, version=one.version)

    def act() -> None:
        actions.withdraw_exclusion(exclusion=one, why=form.cleaned_data["why"], version=form.cleaned_data["version"], by=acting(request), on=opened.today)

    there = reverse(CHILD, args=[opened.child.pk])
    lead = f"{_which(one)} Only an entry that was a mistake is taken off. One that the head cancelled, or after which the child was taken back, stays: say so under what became of it."
    return _form(request, opened, form, act, there, heading="Take it off the register", button="Take it off", done="It is off the register, and counts nowhere", page="provision.exclusion", lead=lead)


def _which(one: Exclusion) -> str:
    return f"{one.named} from {in_words(one.first_on)}, {one.school.name}."


def _there(one: Exclusion) -> str:
    return reverse(ONE, args=[one.child_id, one.pk])


def _form(request: Any, opened: Opened, form: Form, act: Callable[[], None], there: str, *, page: str, lead: str = "", **said: str) -> HttpResponse:
    """A form shown or sent: what is refused is said by its field, and what was typed is kept."""
    readings.read(request, page=page, children=[opened.child], scope=opened.scope)
    if request.method == "POST" and form.is_valid():
        try:
            with form_keys.once(form, user_id=request.user.pk, result_url=there):
                act()
        except form_keys.AlreadySent as sent:
            return redirect(sent.url)
        except Changed as changed:
            form.look_again()
            form.add_error(None, changed.sentence)
        except Refused as refused:
            form.add_error(_field(form, refused), refused.sentence)
        else:
            messages.success(request, said["done"])
            return redirect(there)
    told = _told(opened, form=form, lead=lead, back_to=there, heading=said["heading"], button=said["button"])
    return render(request, "provision/exclusions/form.html", told)


def _field(form: Form, refused: Refused) -> str | None:
    """The field of the form that a refusal is about; None for the whole of it."""
    name = getattr(refused, "field", None)
    if isinstance(form, OutcomeForm | ExclusionForm) and name:
        name = form.field_of(name)
    return name if name in form.fields else None

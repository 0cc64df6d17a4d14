"""What the pages about changes to one child's plan have in common: finding the child in scope, and one form a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from goldenthread.core import form_keys, readings
from goldenthread.core.refusals import Changed, Refused, allowed
from goldenthread.people import helping
from goldenthread.people.models import Adult, Child
from goldenthread.people.policies import check_may
from goldenthread.plans.models import Plan


def acting(request: Any) -> Any:
    """Who acts, with the standing that was loaded for this answer."""
    request.user.standing = request.standing
    return request.user


def find_child(request: Any, child_id: UUID, page: str, resource: str = "review", may: str = "view") -> Child:
    """A child whose reviews this person may see; the reading is noted. Otherwise there is none."""
    found = Child.objects.visible_to(request.standing, request.standing.on).filter(pk=child_id).select_related("area", "case", "case__worker").first()
    if found is None or not allowed(check_may, request.standing, found, resource, may):
        raise Http404
    readings.read(request, page=page, children=[found])
    return found


def find_own(request: Any, child_id: UUID, page: str) -> tuple[Child, Adult | None]:
    """A child of this person's own family, and the adult whom they are; None where it is the young person themself."""
    found = Child.objects.visible_to(request.standing, request.standing.on).filter(pk=child_id).select_related("area", "case", "case__worker").first()
    role = found and helping.ties_of_family(request.user, request.standing.on).filter(child=found).values_list("role", flat=True).order_by("role").first()
    if not found or role is None:
        raise Http404
    readings.read(request, page=page, children=[found], scope="own")
    return found, None if role == "young_person" else Adult.objects.filter(user=request.user).first()


def plan_of(found: Child) -> Plan | None:
    """The plan in force, or the newest that ended."""
    plans = list(Plan.objects.filter(child=found).order_by("-made_on"))
    return next((plan for plan in plans if plan.ceased_on is None), plans[0] if plans else None)


def plan_in_force(found: Child) -> Plan:
    """The plan in force. Otherwise there is no such page."""
    plan = plan_of(found)
    if plan is None or plan.ceased_on is not None:
        raise Http404
    return plan


def say(form: Any, refused: Refused) -> None:
    """Put a refusal on the form, with the law's citation where the law is speaking."""
    form.add_error(None, spoken(refused))
    if isinstance(refused, Changed):
        form.look_again()


def spoken(refused: Refused) -> str:
    """A refusal as one sentence."""
    return f"{refused.sentence.removesuffix('.')} ({refused.citation.text})" if refused.citation else refused.sentence


def done(request: Any, form: Any, act: Callable[[], Any], *, to: str, said: str) -> HttpResponse | None:
    """Do it once and go on to `to`; None where it is refused, which the form then says."""
    try:
        if "form_key" in form.fields:
            with form_keys.once(form, user_id=request.user.pk, result_url=to):
                act()
        else:
            act()
    except form_keys.AlreadySent as sent:
        return redirect(sent.url)
    except Refused as refused:
        say(form, refused)
        return None
    messages.success(request, said)
    return redirect(to)


def done_by_button(request: Any, act: Callable[[], Any], *, to: str, said: str) -> HttpResponse:
    """What a button does: a refusal is said above the next page."""
    try:
        act()
        messages.success(request, said)
    except Refused as refused:
        messages.error(request, spoken(refused))
    return redirect(to)


def one_form(request: Any, found: Child, form: Any, *, heading: str, button: str, back: str, lead: str = "", facts: Any = (), never: Any = ()) -> HttpResponse:
    """A page that is one form about one child."""
    context = {"child": found, "form": form, "heading": heading, "button": button, "back": back, "lead": lead, "facts": facts, "never": never, "today": request.standing.on}
    return render(request, "reviews/change_form.html", context)


def posted(request: Any, form: Any, act: Callable[[], Any], *, to: str, said: str) -> HttpResponse | None:
    """What comes of a form that was sent; None where its page is to be shown."""
    if request.method == "POST" and form.is_valid():
        return done(request, form, act, to=to, said=said)
    return None

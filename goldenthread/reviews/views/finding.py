"""Finding a review in the scope of whoever asks, and drawing a page that only holds one form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse

from goldenthread.core import form_keys, readings
from goldenthread.core.form_fields import Form
from goldenthread.core.refusals import Changed, Refused, allowed
from goldenthread.people.children import visible
from goldenthread.people.models import Child
from goldenthread.people.policies import check_may

from .. import policies
from ..models import Invitee, Review
from ..of_review import invitees_of


def acting(request: Any) -> Any:
    """Who acts, with the standing that was loaded for this answer."""
    request.user.standing = request.standing
    return request.user


def posted(request: Any) -> Any:
    return request.POST if request.method == "POST" else None


def find(request: Any, review_id: UUID) -> Review:
    """A review of a child whose record this person may see. Otherwise there is none."""
    found = (
        Review.objects.filter(visible(request.standing, request.standing.on, "plan__child__"), pk=review_id)
        .select_related("plan__child__area", "convened_by", "decided_by")
        .first()
    )
    if found is None or not allowed(check_may, request.standing, found.plan.child, "review", "view"):
        raise Http404
    return found


def find_worked(request: Any, review_id: UUID) -> Review:
    """A review that this person arranges and writes."""
    found = find(request, review_id)
    if not policies.works_on(request.standing, found.plan.child):
        raise Http404
    return found


def find_child(request: Any, child_id: UUID) -> Child:
    """A child whose reviews this person arranges, decides or reads as an officer or a setting."""
    found = Child.objects.visible_to(request.standing, request.standing.on).filter(pk=child_id).select_related("area").first()
    if found is None or not (allowed(check_may, request.standing, found, "review", "decide") or policies.works_on(request.standing, found)):
        raise Http404
    return found


def own_invitee(request: Any, review: Review) -> Invitee | None:
    """The invitation of this person, or of a body they speak for, that was sent."""
    return next((one for one in invitees_of(review) if one.invited_on and not one.is_family and policies.is_own(request.standing, one)), None)


def record_href(child: Any) -> str | None:
    try:
        return reverse("desk:record", args=[child.pk])
    except NoReverseMatch:
        return None


def here(review: Review, name: str = "review") -> str:
    return reverse(f"reviews:{name}", args=[review.pk])


def say(form: Form, refused: Refused) -> None:
    """Put a refusal on the form, with the law's citation where the law is speaking."""
    cited = f" ({refused.citation.text})" if refused.citation else ""
    form.add_error(None, refused.sentence.removesuffix(".") + cited if cited else refused.sentence)
    if isinstance(refused, Changed):
        form.look_again()


def one_form(
    request: Any, review: Review, form: Form, act: Callable[[], Any], *, heading: str, button: str, done: str, lead: str = "", onward: str = "", template: str = "reviews/form.html",
    **more: Any,
) -> HttpResponse:  # fmt: skip
    """Show a form about one review; when it is sent, do the thing and go on. What was typed stays when it is refused."""
    readings.read(request, page="reviews.change", children=[review.plan.child])
    onward = onward or here(review)
    if request.method == "POST" and form.is_valid():
        try:
            if form.one_time:
                with form_keys.once(form, user_id=request.user.pk, result_url=onward):
                    act()
            else:
                act()
        except form_keys.AlreadySent as sent:
            return redirect(sent.url)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, done)
            return redirect(onward)
    context = {"review": review, "child": review.plan.child, "form": form, "heading": heading, "button": button, "lead": lead, "back_to": here(review), **more}
    return render(request, template, context)

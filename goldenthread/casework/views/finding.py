"""Finding, in the scope of whoever asks, what a page is about."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import OuterRef
from django.http import Http404
from django.urls import NoReverseMatch, reverse

from goldenthread.core.gathering import together
from goldenthread.core.refusals import Changed, Refused, allowed
from goldenthread.people.children import visible
from goldenthread.people.policies import check_may

from ..models import Decision, ExceptionClaim, Request


def acting(request: Any) -> Any:
    """Who acts, with the standing that was loaded for this answer."""
    request.user.standing = request.standing
    return request.user


def find_request(request: Any, request_id: UUID) -> Request:
    """A request about a child whose record this person may see, with what its pages need. Otherwise there is none."""
    asked = Request.objects.filter(visible(request.standing, request.standing.on, "child__"), pk=request_id)
    [found] = together(
        asked.select_related("child", "area", "requested_by", "child__case", "child__case__worker"),
        decisions=Decision.objects.filter(request=OuterRef("pk")).order_by("pk"),
        exception_claims=ExceptionClaim.objects.filter(request=OuterRef("pk")).order_by("pk"),
    ) or [None]
    if found is None or not allowed(check_may, request.standing, found.child, "request", "view"):
        raise Http404
    return found


def record_href(child: Any) -> str | None:
    """Where the child's whole record is; None where this installation has no such page."""
    try:
        return reverse("desk:record", args=[child.pk])
    except NoReverseMatch:
        return None


def say(form: Any, refused: Refused) -> None:
    """Put a refusal on the form, with the law's citation where the law is speaking."""
    cited = f" ({refused.citation.text})" if refused.citation else ""
    sentence = refused.sentence.removesuffix(".") + cited if cited else refused.sentence
    form.add_error(None, sentence)
    if isinstance(refused, Changed):
        form.look_again()

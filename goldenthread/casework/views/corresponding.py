"""The SEND team's side of the threads with families."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import needs
from goldenthread.core import form_keys, readings
from goldenthread.core.form_fields import Form, TextareaField
from goldenthread.core.refusals import Refused, allowed
from goldenthread.people.children import visible
from goldenthread.people.models import Adult, Child
from goldenthread.people.policies import check_may

from .. import actions
from ..actions.corresponding import thread_of
from ..models import Correspondence
from .finding import acting, record_href, say

MOST = 200


class AnswerForm(Form):
    """What the team writes."""

    one_time = True
    text = TextareaField(label="Your message to them", missing="Write your message before you send it", max_length=10_000, rows=6)


@require_safe
@needs("message", "list", reads=True)
def unread(request: Any) -> HttpResponse:
    """What families wrote and nobody has read yet, the oldest first: of one's own caseload, or of the area for managers."""
    standing = request.standing
    found = Correspondence.objects.filter(visible(standing, standing.on, "child__"), from_family=True, read_at__isnull=True)
    if not standing.areas_where("message", "list"):
        found = found.filter(child__case__worker_id=standing.user_id)
    rows = list(found.select_related("child", "child__case__worker", "adult").order_by("said_at", "pk")[:MOST])
    readings.read(request, page="casework.unread", children={row.child_id: row.child for row in rows}.values(), scope="case")
    return render(request, "casework/unread.html", {"rows": rows, "today": standing.on})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("message", "view")
def thread(request: Any, child_id: UUID, adult_id: UUID | None = None) -> HttpResponse:
    """One person's thread, with a place to answer."""
    standing = request.standing
    found = Child.objects.filter(visible(standing, standing.on), pk=child_id).select_related("area", "case", "case__worker").first()
    if found is None or not _works(standing, found):
        raise Http404
    child = found
    adult = None
    if adult_id is not None:
        adult = Adult.objects.filter(pk=adult_id, relationships__child=child).first()
        if adult is None:
            raise Http404
    readings.read(request, page="casework.thread", children=[child])
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            with form_keys.once(form, user_id=request.user.pk, result_url=request.path):
                actions.write_to_family(child=child, adult=adult, text=form.cleaned_data["text"], by=acting(request), on=standing.on)
        except form_keys.AlreadySent as sent:
            return redirect(sent.url)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "Sent. They are told that there is something to read")
            return redirect(request.path)
    said = list(Correspondence.objects.filter(thread_of(adult), child=found).select_related("by").order_by("-said_at", "-pk")[:MOST])
    if any(one.from_family and one.read_at is None for one in said):
        actions.note_read(child=child, adult=adult, from_family=True, by=acting(request), on=standing.on)
    return render(
        request, "casework/thread.html",
        {"child": child, "adult": adult, "form": form, "said": said, "record": record_href(child), "others": _threads(child), "today": standing.on},
    )  # fmt: skip


def _works(standing: Any, child: Child) -> bool:
    """The SEND team of this child's area: whoever may share its papers works on it."""
    return allowed(check_may, standing, child, "message", "create") and allowed(check_may, standing, child, "document", "share")


def _threads(child: Child) -> list[Adult]:
    """The adults of the family, each with a thread of their own."""
    ties = child.relationships.filter(until_on__isnull=True).select_related("adult").order_by("pk")
    return list({tie.adult_id: tie.adult for tie in ties}.values())

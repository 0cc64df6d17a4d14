"""Finding, in the scope of whoever asks, the dispute or the child that a page is about."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404

from goldenthread.casework.models import Decision
from goldenthread.core import files
from goldenthread.core.refusals import Changed, Refused, allowed
from goldenthread.core.uploads import check_upload
from goldenthread.people.children import visible
from goldenthread.people.models import Child
from goldenthread.people.policies import check_may, pairs_on

from .. import reach
from ..models import Dispute
from ..policies import RETURN_FLAGS
from ..taking import Sent

#: Reaches under which somebody sees the officers' pages of a dispute; of a family they see their own.
WORKING = frozenset({"area", "case", "grant"})
FAMILY = "own"


def acting(request: Any) -> Any:
    """Who acts, with the standing that was loaded for this answer."""
    request.user.standing = request.standing
    return request.user


def find_child(request: Any, child_id: UUID, action: str = "list") -> Child:
    """A child whose disputes this person may list; otherwise there is none."""
    found = Child.objects.filter(visible(request.standing, request.standing.on), pk=child_id).select_related("area", "case__worker").first()
    if found is None or not allowed(check_may, request.standing, found, "dispute", action):
        raise Http404
    return found


def find_dispute(request: Any, dispute_id: UUID) -> Dispute:
    """A dispute that this person may look at; otherwise there is none."""
    found = reach.find(request.standing, pk=dispute_id)
    if found is None:
        raise Http404
    return found


def works_on(request: Any, child: Child) -> bool:
    """Whether this person sees the officers' pages: an officer, or somebody whom the family let in."""
    return any(scope in WORKING for _, scope in pairs_on(request.standing, child))


def refusal_about(child: Child, about: str) -> Decision | None:
    """The newest refusal that a dispute about this can be about."""
    which = {"request": Decision.About.ASSESS, "assessment": Decision.About.ISSUE}.get(RETURN_FLAGS.get(Dispute.About(about), ""))
    if which is None:
        return None
    found = child
    return Decision.objects.filter(request__child=found, about=which, yes=False).select_related("request").order_by("-notified_on", "-pk").first()


def sent_paper(said: dict[str, Any], *, kind: str, title: str, day: str) -> Sent | None:
    """The file of a form, checked and stored, with what it is; None where none was sent. Refused where it cannot be taken."""
    if not said.get("paper"):
        return None
    upload = check_upload(said["paper"])
    stored = files.store(upload.content, content_type=upload.content_type, scan=upload.scan)
    return Sent(file=stored, kind=kind, title=title, made_on=said[day])


def say(form: Any, refused: Refused) -> None:
    """Put a refusal on the form, with the law's citation where the law is speaking."""
    cited = f" ({refused.citation.text})" if refused.citation else ""
    form.add_error(None, refused.sentence.removesuffix(".") + cited if cited else refused.sentence)
    if isinstance(refused, Changed):
        form.look_again()

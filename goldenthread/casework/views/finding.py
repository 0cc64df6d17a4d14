"""Finding, in the scope of whoever asks, what a page is about."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import NoReverseMatch, reverse

from goldenthread.access.models import User
from goldenthread.core.gathering import asked, hang, made_of
from goldenthread.core.refusals import Changed, Refused, allowed
from goldenthread.people.models import Area, Child, Organisation
from goldenthread.people.policies import check_may

from ..models import Case, Decision, ExceptionClaim, Request


def acting(request: Any) -> Any:
    """Who acts, with the standing that was loaded for this answer."""
    request.user.standing = request.standing
    return request.user


#: A request with what its pages need, where its child is one that this person may see (the rule of `people.children.visible`).
_FIND = """
SELECT jsonb_build_object(
    'request', to_jsonb(r), 'child', to_jsonb(c), 'area', to_jsonb(a), 'asked', to_jsonb(o), 'case', to_jsonb(k),
    'worker', CASE WHEN w.id IS NOT NULL THEN jsonb_build_object('id', w.id, 'name', w.name) END,
    'decisions', (SELECT jsonb_agg(to_jsonb(d) ORDER BY d.id) FROM casework_decision d WHERE d.request_id = r.id),
    'claims', (SELECT jsonb_agg(to_jsonb(e) ORDER BY e.id) FROM casework_exceptionclaim e WHERE e.request_id = r.id))::text
  FROM casework_request r
  JOIN people_child c ON c.id = r.child_id
  JOIN people_area a ON a.id = r.area_id
  LEFT JOIN people_organisation o ON o.id = r.requested_by_id
  LEFT JOIN casework_case k ON k.child_id = c.id
  LEFT JOIN access_user w ON w.id = k.worker_id
 WHERE r.id = %(request)s
   AND (c.area_id = ANY (%(areas)s::bigint[]) AND c.closed_list_on IS NULL OR EXISTS (
        SELECT 1 FROM people_involvement i
         WHERE i.child_id = c.id AND (i.user_id = %(user)s OR i.organisation_id = ANY (%(organisations)s::bigint[]))
           AND i.from_on <= %(today)s AND (i.until_on IS NULL OR i.until_on >= %(today)s)))
"""


def find_request(request: Any, request_id: UUID) -> Request:
    """A request about a child whose record this person may see, with what its pages need. Otherwise there is none."""
    standing = request.standing
    values = {
        "request": request_id, "user": standing.user_id, "organisations": list(standing.organisation_ids),
        "areas": list(standing.area_ids), "today": standing.on,
    }  # fmt: skip
    said = asked(_FIND, values)
    found = said and _found(said)
    if found is None or not allowed(check_may, request.standing, found.child, "request", "view"):
        raise Http404
    return found


def _found(said: dict[str, Any]) -> Request:
    child = made_of(Child, said["child"])
    case = made_of(Case, said["case"], child=child, worker=made_of(User, said["worker"]))
    child._state.fields_cache["case"] = case
    asking = made_of(Organisation, said["asked"])
    found = made_of(Request, said["request"], child=child, area=made_of(Area, said["area"]), requested_by=asking)
    hang(
        found,
        decisions=[made_of(Decision, each, request=found) for each in said["decisions"] or ()],
        exception_claims=[made_of(ExceptionClaim, each, request=found) for each in said["claims"] or ()],
    )
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

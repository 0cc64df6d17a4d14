"""Whether to assess: decided once, on the two parts of the legal test, and told to the family by letter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError

from goldenthread.core import form_keys, rows
from goldenthread.core.actions import action, record, write
from goldenthread.core.refusals import Changed
from goldenthread.core.versions import CHANGED, check_taken, part_of_next
from goldenthread.meetings.actions import end_item
from goldenthread.meetings.models import AgendaItem
from goldenthread.meetings.policies import check_may_decide
from goldenthread.people.deadlines import part_of_kept
from goldenthread.people.policies import standing_of

from .. import letters, policies
from ..clocks import kept_clocks
from ..models import Decision, Request


@action
def decide_to_assess(
    *,
    request: Request,
    answers: Mapping[str, Mapping[str, Any]],
    consulted_on: date | None,
    made_on: date,
    by: Any,
    on: date,
    reasons: str = "",
    forum: str = Decision.Forum.OFFICER,
    version: int | None = None,
    form_key: UUID | None = None,
    result_url: str = "",
    rendered: Mapping[str, letters.Rendered] | None = None,
    agenda_item: AgendaItem | None = None,
) -> Decision:
    """The child will be assessed. The family and those of regulation 4(2) are told today; the six weeks end."""
    return _decide(
        "casework.decide_to_assess", True, request=request, answers=answers, consulted_on=consulted_on, made_on=made_on, by=by, on=on,
        reasons=reasons, forum=forum, version=version, form_key=form_key, result_url=result_url, rendered=rendered,
        agenda_item=agenda_item,
    )  # fmt: skip


@action
def decide_not_to_assess(
    *,
    request: Request,
    answers: Mapping[str, Mapping[str, Any]],
    consulted_on: date | None,
    made_on: date,
    by: Any,
    on: date,
    reasons: str = "",
    forum: str = Decision.Forum.OFFICER,
    version: int | None = None,
    form_key: UUID | None = None,
    result_url: str = "",
    rendered: Mapping[str, letters.Rendered] | None = None,
    agenda_item: AgendaItem | None = None,
) -> Decision:
    """The child will not be assessed: reasons on both parts of the test, and a letter that carries every right."""
    return _decide(
        "casework.decide_not_to_assess", False, request=request, answers=answers, consulted_on=consulted_on, made_on=made_on, by=by, on=on,
        reasons=reasons, forum=forum, version=version, form_key=form_key, result_url=result_url, rendered=rendered,
        agenda_item=agenda_item,
    )  # fmt: skip


def _decide(
    verb: str, yes: bool, *, request: Request, answers: Mapping[str, Mapping[str, Any]], consulted_on: date | None, made_on: date, by: Any, on: date,
    reasons: str, forum: str, version: int | None, form_key: UUID | None, result_url: str, rendered: Mapping[str, letters.Rendered] | None,
    agenda_item: AgendaItem | None,
) -> Decision:  # fmt: skip
    if agenda_item is not None:
        check_may_decide(agenda_item, getattr(by, "pk", None), list(agenda_item.meeting.attendances.all()))
    policies.check_decision(
        request=request,
        yes=yes,
        answers=answers,
        consulted_on=consulted_on,
        made_on=made_on,
        version=version,
        standing=standing_of(by),
        on=on,
    )
    found = {
        part: {"answer": answers[part]["answer"], "why": str(answers[part].get("why", ""))} for part in policies.TEST
    }
    decision = rows.new(
        Decision, request=request, about=Decision.About.ASSESS, yes=yes, made_on=made_on, notified_on=on, forum=forum,
        made_by_id=getattr(by, "pk", None), agenda_item=agenda_item, test_answers={**found, "consulted_on": consulted_on and consulted_on.isoformat()}, reasons=reasons,
    )  # fmt: skip
    around = letters.known(request.child)
    made = letters.of_decision(decision, on=on, rendered=rendered, around=around)
    decision.letter = made.documents[0] if made.documents else None
    fact = {
        "yes": yes,
        "made_on": made_on,
        "notified_on": on,
        "forum": forum,
        "consulted_on": consulted_on,
        "letters": len(made.documents),
    }
    record(verb, child=request.child, subject=request, fact=fact, touches=())  # its clocks are written with it
    written: list[Any] = [*made.documents, decision]
    if form_key is not None:
        written.append(form_keys.row(key=form_key, user_id=getattr(by, "pk", None), result_url=result_url))
    try:
        taken, *_ = write(
            written, part_of_next(request, version), _clocks(request, decision, around.worker), *made.parts()
        )
    except IntegrityError as error:
        if form_keys.used_before(error):
            raise form_keys.AlreadySent(result_url) from None
        if "decided_once" in str(error):
            raise Changed(CHANGED) from None
        raise
    check_taken(request, version, taken)
    if agenda_item is not None:
        end_item(item=agenda_item, ended=AgendaItem.Ended.DECIDED, by=by, on=on)
    return decision


def _clocks(request: Request, decision: Decision, worker: Any) -> rows.Part:
    """The kept clocks of this request, now that it is decided."""
    child = request.child
    wanted = kept_clocks(
        request,
        [*request.decisions.all(), decision],
        request.exception_claims.all(),
        area_id=child.area_id if child.closed_list_on is None else None,
        worker_id=getattr(worker, "pk", None),
    )
    return part_of_kept(wanted, child_ids=[child.pk], matter_kind="request", matter_id=request.pk)

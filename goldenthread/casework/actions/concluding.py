"""Whether a plan is issued: decided once, after the advice is in; a refusal is told by a letter with every right."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError

from goldenthread.core import form_keys
from goldenthread.core.actions import action, record, write
from goldenthread.core.actors import job
from goldenthread.core.refusals import Changed, Refused, allowed
from goldenthread.core.versions import CHANGED, check_taken, check_version, part_of_next
from goldenthread.law.days import in_words
from goldenthread.law.issuing import CITATIONS
from goldenthread.meetings.actions import end_item
from goldenthread.meetings.models import AgendaItem
from goldenthread.meetings.policies import check_may_decide
from goldenthread.people.policies import check_may, standing_of
from goldenthread.plans.actions import start_draft
from goldenthread.plans.models import Version

from .. import letters, policies
from ..models import AdviceRequest, Decision, Request

#: What the one question of section 37(1) is called among the answers that a decision keeps.
NECESSARY = "plan_is_necessary"
REFUSED = "decision-not-issue"


# --- What must hold before


def check_decide_issue(*, standing: Any, request: Request, decisions: Iterable[Decision]) -> None:
    """Whether a plan is issued can be decided now, by this person."""
    check_may(standing, request.child, "request", "decide")
    policies.check_open(request)
    made = {decision.about: decision for decision in decisions}
    assess, issue = made.get(Decision.About.ASSESS), made.get(Decision.About.ISSUE)
    if assess is None or not assess.goes_ahead:
        raise Refused("Decide first whether to assess. Whether to issue a plan follows from the assessment.", citation=CITATIONS["necessary"])
    if issue is not None:
        when = in_words(issue.made_on) if issue.made_on else "before"
        raise Refused(f"It was decided {'to issue a plan' if issue.yes else 'not to issue a plan'} ({when}). A decision is made once.")


def check_advice_is_in(request: Request) -> None:
    """Every piece of advice that was asked for came in, or is no longer asked for and it is said why."""
    asks = list(AdviceRequest.objects.filter(request=request, withdrawn_on__isnull=True).select_related("asked_of", "adviser"))
    if not asks:
        raise Refused("Nobody has been asked for advice. Ask for it first: the decision follows from the assessment.", citation=CITATIONS["advice"])
    late = [ask for ask in asks if ask.received_on is None]
    if late:
        names = ", ".join(sorted({_asked(ask) for ask in late}))
        raise Refused(
            f"Advice has not come in yet from: {names}. Wait for it, get it from somebody else, or take the ask back and say why.", citation=CITATIONS["advice"]
        )


def _asked(ask: AdviceRequest) -> str:
    body = ask.asked_of.name if ask.asked_of else ask.adviser.name if ask.adviser else ""
    return body or ask.kind.replace("_", " ")


def check_conclusion(*, request: Request, yes: bool, reasons: str, made_on: date, version: int | None, standing: Any, on: date) -> None:
    """All that must hold before this decision is made."""
    decisions = list(request.decisions.all())
    check_decide_issue(standing=standing, request=request, decisions=decisions)
    check_advice_is_in(request)
    policies.check_decided_on(request=request, made_on=made_on, on=on)
    assessed = next(each for each in decisions if each.about == Decision.About.ASSESS)
    if assessed.made_on and made_on < assessed.made_on:
        raise Refused(f"It was decided to assess on {in_words(assessed.made_on)}. This decision comes after it.")
    if not yes and not reasons.strip():
        raise Refused("Give this child’s reasons: why is a plan not necessary, in the light of the advice?", citation=CITATIONS["sixteen_weeks"])
    check_version(request, version)


# --- The decision


@action
def decide_to_issue(
    *, request: Request, made_on: date, by: Any, on: date, reasons: str = "", forum: str = Decision.Forum.OFFICER,
    version: int | None = None, form_key: UUID | None = None, result_url: str = "", agenda_item: AgendaItem | None = None,
) -> Decision:  # fmt: skip
    """There will be a plan. Its draft is tied to this request, or begins. The family is told by the draft, and by the plan."""
    decision = _conclude(
        "casework.decide_to_issue", True, request=request, reasons=reasons, made_on=made_on, by=by, on=on, forum=forum,
        version=version, form_key=form_key, result_url=result_url, agenda_item=agenda_item, seen=None,
    )  # fmt: skip
    tie_draft(request=request, by=by, on=on)
    return decision


@action
def decide_not_to_issue(
    *, request: Request, reasons: str, made_on: date, by: Any, on: date, forum: str = Decision.Forum.OFFICER, seen: frozenset[str] | None = None,
    version: int | None = None, form_key: UUID | None = None, result_url: str = "", agenda_item: AgendaItem | None = None,
) -> Decision:  # fmt: skip
    """There will be no plan: reasons and every right, told today. `seen` are the letters that were read; no others leave."""
    return _conclude(
        "casework.decide_not_to_issue", False, request=request, reasons=reasons, made_on=made_on, by=by, on=on, forum=forum,
        version=version, form_key=form_key, result_url=result_url, agenda_item=agenda_item, seen=seen,
    )  # fmt: skip


def _conclude(
    verb: str, yes: bool, *, request: Request, reasons: str, made_on: date, by: Any, on: date, forum: str, version: int | None,
    form_key: UUID | None, result_url: str, agenda_item: AgendaItem | None, seen: frozenset[str] | None,
) -> Decision:  # fmt: skip
    if agenda_item is not None:
        check_may_decide(agenda_item, getattr(by, "pk", None), list(agenda_item.meeting.attendances.all()))
    check_conclusion(request=request, yes=yes, reasons=reasons, made_on=made_on, version=version, standing=standing_of(by), on=on)
    said = reasons.strip()
    decision = Decision(
        request=request, about=Decision.About.ISSUE, yes=yes, made_on=made_on, notified_on=None if yes else on, forum=forum,
        made_by_id=getattr(by, "pk", None), agenda_item=agenda_item, test_answers={NECESSARY: {"answer": yes, "why": said}}, reasons=said,
    )  # fmt: skip
    made = letters.Made() if yes else _letters(request, said, on, seen)
    decision.letter = made.documents[0] if made.documents else None
    fact = {"yes": yes, "made_on": made_on, "notified_on": decision.notified_on, "forum": forum, "letters": len(made.documents)}
    record(verb, child=request.child, subject=request, fact=fact, touches=frozenset({"requests"}))
    written: list[Any] = [*made.documents, decision]
    if form_key is not None:
        written.append(form_keys.row(key=form_key, user_id=getattr(by, "pk", None), result_url=result_url))
    try:
        taken, *_ = write(written, part_of_next(request, version), *made.parts())
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


def _letters(request: Request, reasons: str, on: date, seen: frozenset[str] | None) -> letters.Made:
    drafts = letters.drafts_of_no_plan(request, on, reasons=reasons)
    if seen is not None and {draft.fingerprint for draft in drafts} != seen:
        raise letters.LettersChanged("Something in the letters changed since you read them. Read them again, then confirm.")
    return letters.make(drafts, kind=REFUSED, request=request, on=on, rendered={})


@action
def tie_draft(*, request: Request, by: Any, on: date) -> Version:
    """The draft that is being written belongs to this request from now on; where there is none, one begins."""
    matter = ("request", request.pk)
    open_now = Version.objects.filter(child=request.child, issued_on__isnull=True, given_up_on__isnull=True).first()
    if open_now is None:
        starter = by if allowed(check_may, standing_of(by), request.child, "draft", "create") else job("decide_to_issue")
        return start_draft(child=request.child, matter=matter, by=starter, on=on)
    if not open_now.matter_kind:
        Version.objects.filter(pk=open_now.pk).update(matter_kind=matter[0], matter_id=matter[1])
        record("casework.tie_draft", child=request.child, subject=open_now, fact={"request": request.pk}, touches=frozenset())
    return open_now

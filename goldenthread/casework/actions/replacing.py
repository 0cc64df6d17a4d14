"""A refusal is changed: by an agreement in mediation, by the Tribunal's order, or because the council gives way.

The refusal, its letter and its dates stay as they were; what took its place hangs from it and starts its own clocks
(regulations 42, 44 and 45), or leaves the first ones standing where there is no order (R (W) v Hertfordshire).
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError

from goldenthread.core import form_keys, outbox, rows
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Changed, Refused
from goldenthread.core.versions import CHANGED, next_version
from goldenthread.law.days import in_words
from goldenthread.law.orders import CITATIONS
from goldenthread.people.models import Document
from goldenthread.people.policies import check_may, standing_of

from .. import letters
from ..models import Decision, Replacement, Request
from ..policies import check_open
from .concluding import tie_draft
from .receiving import Evidence

KIND = Replacement.Kind
#: The law of each way.
SOURCES = {
    KIND.MEDIATION: CITATIONS["agreed"],
    KIND.ORDER: CITATIONS["assess"],
    KIND.UNOPPOSED: CITATIONS["unopposed"],
    KIND.CONCEDED: CITATIONS["conceded_later"],
}
#: What the statutory return then says of the request (SEN2, items 2.6, 2.7, 3.3 and 3.4). The first outcome is never turned round.
FLAGS = {Decision.About.ASSESS: "request", Decision.About.ISSUE: "assessment"}


def check_replace(
    *, decision: Decision, kind: str, happened_on: date, what: str, agreed_by: date | None, appealed_on: date | None, told_on: date | None,
    standing: Any, on: date,
) -> None:  # fmt: skip
    """This person may record that this refusal was changed, and the days are in an order that can have happened."""
    request = decision.request
    check_may(standing, request.child, "request", "decide")
    check_open(request)
    source = SOURCES[KIND(kind)]
    if decision.yes:
        raise Refused("Only a refusal can be changed by mediation, by an order or by the council’s giving way.", citation=source)
    if decision.replaced_on is not None:
        raise Refused(f"This refusal was changed already, on {in_words(decision.replaced_on)}.", citation=source)
    refused_on = decision.notified_on or decision.made_on
    if happened_on > on:
        raise Refused("The day it happened must be today or in the past.")
    if refused_on and happened_on < refused_on:
        raise Refused(f"The refusal was told on {in_words(refused_on)}. What changed it cannot be before that.")
    if not what.strip():
        raise Refused("Enter what was agreed or ordered, in its own words.")
    if agreed_by is not None and kind != KIND.MEDIATION:
        raise Refused("Only an agreement in mediation can set another date.", citation=CITATIONS["agreed"])
    if agreed_by is not None and agreed_by < happened_on:
        raise Refused("The date that was agreed in writing cannot be before the agreement.", citation=CITATIONS["agreed"])
    if appealed_on is not None and (appealed_on > happened_on or (refused_on and appealed_on < refused_on)):
        raise Refused("The appeal was registered after the refusal, and not after the day on which the refusal was changed.")
    _check_told(told_on, happened_on, on)


def _check_told(told_on: date | None, happened_on: date, on: date) -> None:
    if told_on is not None and not happened_on <= told_on <= on:
        raise Refused(f"The family was told between {in_words(happened_on)} and today. Check the day.")


@action
def replace_refusal(
    *, decision: Decision, kind: str, happened_on: date, what: str, agreed_by: date | None = None, appealed_on: date | None = None,
    told_on: date | None = None, paper: Evidence | None = None, version: int | None = None, form_key: UUID | None = None, result_url: str = "",
    by: Any, on: date,
) -> Replacement:  # fmt: skip
    """What took the place of a refusal is recorded: the case goes on, and the dates follow from the day it happened."""
    if form_key is not None and (sent := form_keys.result(key=form_key, user_id=getattr(by, "pk", None))):
        raise form_keys.AlreadySent(sent)
    check_replace(
        decision=decision, kind=kind, happened_on=happened_on, what=what, agreed_by=agreed_by, appealed_on=appealed_on, told_on=told_on,
        standing=standing_of(by), on=on,
    )  # fmt: skip
    request = decision.request
    next_version(request, version)
    kept = None
    if paper is not None:
        kept = Document(
            child_id=request.child_id, file=paper.file, kind=paper.kind, title=paper.title, matter_kind="request", matter_id=request.pk, made_on=on
        )
    made = Replacement(
        decision=decision, kind=kind, happened_on=happened_on, what=what.strip(), agreed_by=agreed_by, appealed_on=appealed_on, paper=kept,
        told_on=happened_on if kind == KIND.CONCEDED and told_on is None else told_on, recorded_on=on, recorded_by_id=getattr(by, "pk", None),
    )  # fmt: skip
    key = [] if form_key is None else [form_keys.row(key=form_key, user_id=getattr(by, "pk", None), result_url=result_url)]
    try:
        rows.insert([*([kept] if kept else []), made, *key])
    except IntegrityError as error:
        if form_keys.used_before(error):
            raise form_keys.AlreadySent(result_url) from None
        if "duplicate key" in str(error):
            raise Changed(CHANGED) from None
        raise
    Decision.objects.filter(pk=decision.pk).update(replaced_on=happened_on)
    decision.replaced_on = happened_on
    _note_for_return(decision, kind, appealed_on)
    if decision.about == Decision.About.ISSUE:
        tie_draft(request=request, by=by, on=on)
    _tell_family(made, request, on)
    fact = {
        "about": decision.about, "kind": kind, "happened_on": happened_on, "agreed_by": agreed_by, "appealed_on": appealed_on, "told_on": made.told_on,
        "paper": kept is not None,
    }  # fmt: skip
    record("casework.replace_refusal", child=request.child, subject=request, fact=fact, why=made.what, touches={"requests"})
    return made


def _note_for_return(decision: Decision, kind: str, appealed_on: date | None) -> None:
    """A mediation that was held, an appeal that was registered."""
    about, request = FLAGS[Decision.About(decision.about)], decision.request
    mediation, tribunal = f"{about}_mediation", f"{about}_tribunal"
    setattr(request, mediation, kind == KIND.MEDIATION or bool(getattr(request, mediation)))
    setattr(request, tribunal, kind in (KIND.ORDER, KIND.UNOPPOSED) or appealed_on is not None or bool(getattr(request, tribunal)))
    request.save(update_fields=[mediation, tribunal])


def _tell_family(made: Replacement, request: Request, on: date) -> None:
    """Whoever of the family has an account is told that there is something to read."""
    users = {to.user_id for to in letters.rights_holders(request.child, on, letters.known(request.child)) if to.user_id}
    outbox.tell_all(
        [
            outbox.Notice(
                key=f"replaced.{made.decision_id}.{user_id}", channel="email", to_user=user_id, subject="There is news of a request",
                body="A decision has changed. Sign in to read what happens next and by when.",
            )
            for user_id in sorted(users)
        ]
    )  # fmt: skip


@action
def note_told_of_replacement(*, replacement: Replacement, told_on: date, by: Any, on: date) -> Replacement:
    """The family has been told that the council now assesses, or makes a plan."""
    request = replacement.decision.request
    check_may(standing_of(by), request.child, "request", "update")
    check_open(request)
    if replacement.told_on is not None:
        raise Refused(f"The family was told on {in_words(replacement.told_on)}.")
    _check_told(told_on, replacement.happened_on, on)
    replacement.told_on = told_on
    replacement.save(update_fields=["told_on"])
    record("casework.note_told_of_replacement", child=request.child, subject=request, fact={"told_on": told_on}, touches={"requests"})
    return replacement

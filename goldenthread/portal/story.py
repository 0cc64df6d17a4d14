"""Where one child's case is, in the family's words: the steps, who holds it, what comes next, what is late and why.

Nothing is kept for this: it is read off the same facts that the officers see, so that it is never out of step.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from goldenthread.casework.agreement import comment_by
from goldenthread.casework.excused import told_family
from goldenthread.casework.models import AdviceRequest, Consultation, ExceptionClaim, Request
from goldenthread.core.languages import day, later, say
from goldenthread.core.languages import gettext as _
from goldenthread.law.timetable import CLOCKS
from goldenthread.people.models import Deadline
from goldenthread.people.models.kept import OPEN
from goldenthread.plans.models import Plan, Version

#: What the council, or somebody whom it asked, must do by each clock, said to the family. Others keep the clock's own name.
SAID = {
    "EHCNA-06": later("The council must tell you whether it will carry out an assessment"),
    "DET-06": later("The council must tell you whether it will carry out an assessment"),
    "EHCNA-16": later("If there is to be no plan, the council must tell you"),
    "EHCNA-20": later("If there is to be a plan, the council must send you the final plan"),
    **dict.fromkeys(("ORD-ASSESS-2W", "UNOPP-ASSESS-2W"), later("The council must tell you that it carries out the assessment")),
    **dict.fromkeys(("ORD-ASSESS-10W", "UNOPP-ASSESS-10W"), later("If there is to be no plan, the council must tell you")),
    **dict.fromkeys(("ORD-ASSESS-14W", "UNOPP-ASSESS-14W"), later("If there is to be a plan, the council must send you the final plan")),
    **dict.fromkeys(("ORD-MAKE-5W", "UNOPP-MAKE-5W"), later("The council must send you the draft plan")),
    **dict.fromkeys(("ORD-MAKE-11W", "UNOPP-MAKE-11W"), later("The council must send you the final plan")),
}
#: Steps that are still to come, and how a request can end, as they are named elsewhere.
NAMES = (later("Advice"), later("Draft plan"), later("Final plan"), later("Withdrawn"))
DONE, NOW, LATER = "done", "now", "later"


@dataclass(frozen=True)
class Step:
    """One step of the way. `state` is done, now or later; `on` is the day it was done."""

    name: str
    state: str
    words: str
    on: date | None = None


@dataclass(frozen=True)
class Coming:
    """What must happen by a date, and how far it is late. `why` says where the date comes from, `law` which rule sets it."""

    words: str
    due_on: date
    why: str
    late_days: int = 0
    law: str = ""


@dataclass
class Story:
    """All that the family's page says of where the case is."""

    steps: list[Step]
    now: str
    coming: list[Coming] = field(default_factory=list)
    late: list[Coming] = field(default_factory=list)
    lifted: list[Coming] = field(default_factory=list)
    waiting_for: list[str] = field(default_factory=list)


def of(child: Any, today: date) -> Story:
    """The story of a child as it stands today."""
    request = Request.objects.filter(child=child).prefetch_related("decisions").order_by("-received_on", "pk").first()
    plan = Plan.objects.filter(child=child, ceased_on__isnull=True).order_by("-made_on").first()
    versions = list(Version.objects.filter(child=child, given_up_on__isnull=True).order_by("-number")[:5])
    asks = list(AdviceRequest.objects.filter(child=child, withdrawn_on__isnull=True).select_related("asked_of")) if request else []
    steps, now = _steps(request, plan, versions, asks)
    coming, late = _dates(child, today)
    return Story(steps, now, coming, late, _lifted(child, today), _waiting_for(child, request, asks))


def _steps(request: Request | None, plan: Plan | None, versions: list[Version], asks: list[AdviceRequest]) -> tuple[list[Step], str]:
    if request is None or (plan is not None and request.plan_id != plan.pk and not request.ended and request.received_on and request.received_on < plan.made_on):
        if plan is not None:
            return [Step(_("Plan"), DONE, say("Made on %(date)s", date=day(plan.made_on)), plan.made_on)], _("There is a plan. It is reviewed at least once a year.")
        return [], _("Nothing has been asked for yet.")
    decided = {decision.about: decision for decision in request.decisions.all()}
    assess, issue = decided.get("assess"), decided.get("issue")
    draft = next((each for each in versions if each.first_served_on), None)
    issued = next((each for each in versions if each.issued_on), None)
    made_on = issued.issued_on if issued else plan.made_on if plan is not None and request.plan_id == plan.pk else None
    steps = [Step(_("Request"), DONE, say("Received on %(date)s", date=day(request.received_on)) if request.received_on else _("Received"), request.received_on)]
    if request.ended:
        return [*steps, Step(_("Ended"), DONE, _(request.get_ended_display()), request.ended_on)], say("The request ended: %(how)s.", how=_(request.get_ended_display()).lower())
    if assess is None:
        steps += [Step(_("Decision to assess"), NOW, _("The council is deciding")), *_later("Advice", "Draft plan", "Final plan")]
        return steps, _("The council is deciding whether to carry out an assessment.")
    told = say("Told on %(date)s", date=day(assess.notified_on)) if assess.notified_on else ""
    if not assess.yes:
        steps.append(Step(_("Decision not to assess"), DONE, told, assess.notified_on))
        if not assess.goes_ahead:
            return steps, _("The council decided not to carry out an assessment. The letter says why, and how you can challenge it.")
        steps.append(_changed(assess, _("the council now carries out an assessment")))
    else:
        steps.append(Step(_("Decision to assess"), DONE, told, assess.notified_on))
    came = sum(1 for ask in asks if ask.received_on)
    if issue is not None and not issue.yes:
        steps.append(Step(_("Decision not to make a plan"), DONE, "", issue.notified_on))
        if not issue.goes_ahead:
            return steps, _("The council decided not to make a plan. The letter says why, and how you can challenge it.")
        steps.append(_changed(issue, _("the council now makes a plan")))
    if made_on:
        steps += [Step(_("Advice"), DONE, say("Answers that came in: %(number)s", number=came) if came else ""), Step(_("Draft plan"), DONE, ""), Step(_("Final plan"), DONE, say("Sent on %(date)s", date=day(made_on)), made_on)]
        return steps, _("The final plan has been sent. It is reviewed at least once a year.")
    if draft is not None and draft.first_served_on:
        until = comment_by(draft.first_served_on)
        steps += [
            Step(_("Advice"), DONE, say("Answers that came in: %(number)s", number=came) if came else ""),
            Step(_("Draft plan"), NOW, say("Sent to you on %(date)s", date=day(draft.first_served_on)), draft.first_served_on),
            *_later("Final plan"),
        ]
        return steps, say("You have the draft plan. Tell us what you think of it by %(date)s, or ask for a meeting.", date=day(until))
    if asks and came == len(asks):
        steps += [Step(_("Advice"), DONE, _("All answers came in")), Step(_("Draft plan"), NOW, _("It is being written")), *_later("Final plan")]
        return steps, _("All advice has come in. The council is writing the draft plan, or deciding whether there should be one.")
    words = say("Answers that came in: %(number)s of %(all)s", number=came, all=len(asks)) if asks else _("Advice is being asked for")
    steps += [Step(_("Advice"), NOW, words), *_later("Draft plan", "Final plan")]
    return steps, _("The assessment is under way. People who know about your child’s needs are asked for their advice.")


#: How a refusal was changed, said to the family.
CHANGED = {
    "mediation": later("You and the council agreed in mediation: {0}"),
    "order": later("The Tribunal ordered it: {0}"),
    "unopposed": later("The council did not oppose your appeal: {0}"),
    "conceded": later("The council changed its mind: {0}"),
}


def _changed(decision: Any, now: str) -> Step:
    on = decision.replacement.happened_on
    return Step(_("The decision was changed"), DONE, f"{_(CHANGED[decision.replacement.kind]).format(now)} ({day(on)})", on)


def _later(*names: str) -> list[Step]:
    return [Step(_(name), LATER, "") for name in names]


def _dates(child: Any, today: date) -> tuple[list[Coming], list[Coming]]:
    coming: list[Coming] = []
    late: list[Coming] = []
    for due in Deadline.objects.filter(OPEN, child=child).order_by("due_on", "clock", "pk")[:20]:
        clock = CLOCKS[due.clock]
        words = _words(due)
        said = Coming(words, due.due_on, say("Counted from %(date)s.", date=day(due.starts_on)), max((today - due.due_on).days, 0), f"{clock.citation.text}.")
        (late if due.due_on < today else coming).append(said)
    return coming, late


def _words(due: Deadline) -> str:
    return _(SAID.get(due.clock, CLOCKS[due.clock].name)) + (f" ({due.about})" if due.about else "")


def _lifted(child: Any, today: date) -> list[Coming]:
    """Dates that an accepted exception lifted and that are not kept yet: what was to be done, and why no date holds it."""
    found = Deadline.objects.filter(child=child, lifted_on__lte=today, met_on__isnull=True, ended_on__isnull=True).order_by("due_on", "clock", "pk")
    if not found:
        return []
    accepted = ExceptionClaim.objects.filter(request__child=child, accepted_on__isnull=False)
    why = {(claim.advice_request_id or claim.request_id, claim.clock): told_family(claim) for claim in accepted}
    return [Coming(_words(due), due.due_on, why.get((due.matter_id, due.clock), "")) for due in found]


def _waiting_for(child: Any, request: Request | None, asks: list[AdviceRequest]) -> list[str]:
    """Whom the council waits for, said so that nobody has to ring to find out."""
    if request is None:
        return []
    found = [
        say("Advice from %(name)s, asked on %(asked)s, due by %(due)s", name=ask.asked_of.name, asked=day(ask.asked_on), due=day(ask.due_on))
        for ask in sorted(asks, key=lambda ask: (ask.due_on or date.max, str(ask.pk)))
        if ask.asked_on and ask.due_on and not ask.received_on and ask.asked_of
    ]
    found += [
        say("An answer from %(name)s, asked on %(asked)s, due by %(due)s", name=one.setting.name, asked=day(one.sent_on), due=day(one.due_on))
        for one in Consultation.objects.filter(child=child, replied_on__isnull=True, withdrawn_on__isnull=True, plan_version__issued_on__isnull=True).select_related("setting").order_by("due_on", "pk")
    ]
    return found

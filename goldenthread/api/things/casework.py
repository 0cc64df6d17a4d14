"""Requests for assessment, advice asked for, and the law's clocks."""

from __future__ import annotations

from django.db.models import OuterRef, Subquery

from goldenthread.casework.models import AdviceRequest, Decision, ExceptionClaim, Request
from goldenthread.people.models import Deadline

from ..declared import Field, Thing


def _decision(about: str, field: str) -> Subquery:
    return Subquery(Decision.objects.filter(request_id=OuterRef("pk"), about=about).values(field)[:1])


REQUESTS = Thing(
    "requests", "request", "A request for an EHC needs assessment, or a child brought to the area’s attention.", "request", Request.every.all,
    (
        Field("id", "id", "The request’s id.", "pk", empty=False),
        Field("child", "id", "Whose it is.", "child_id", empty=False),
        Field("received_on", "date", "The first day any council inbox had it.", "received_on"),
        Field("route", "code", "Who asked.", "route", Request.Route.choices, empty=False),
        Field("decided_to_assess", "flag", "Whether the area decided to assess; null while it has not decided.", _decision("assess", "yes")),
        Field("assess_decision_told_on", "date", "When the family was told of that decision.", _decision("assess", "notified_on")),
        Field("decided_to_issue", "flag", "Whether the area decided to issue a plan; null while it has not decided.", _decision("issue", "yes")),
        Field("issue_decision_told_on", "date", "When the family was told of that decision.", _decision("issue", "notified_on")),
        Field("plan", "id", "The plan that came of it.", "plan_id"),
        Field("again", "id", "The plan whose needs are assessed again, where this is a reassessment (section 44).", "again_id"),
        Field("ended", "code", "How it ended, where it ended before its decision; otherwise empty.", "ended", (("", "It has not"), *Request.Ended.choices), empty=False),
        Field("ended_on", "date", "When.", "ended_on"),
    ),
)  # fmt: skip

ADVICE_REQUESTS = Thing(
    "advice-requests", "advice request", "Somebody is asked for advice in an assessment (SEND Regulations 2014, regulation 6).", "ask", AdviceRequest.objects.all,
    (
        Field("id", "id", "Its id.", "pk", empty=False),
        Field("child", "id", "Whose assessment it is for.", "child_id", empty=False),
        Field("request", "id", "The request for assessment.", "request_id", empty=False),
        Field("kind", "code", "The kind of advice.", "kind", empty=False),
        Field("asked_of", "text", "The body that is asked.", "asked_of__name"),
        Field("asked_on", "date", "The day it was received; the six weeks run from it.", "asked_on"),
        Field("due_on", "date", "The last of the six weeks (regulation 8(1)).", "due_on"),
        Field("received_on", "date", "When the advice came.", "received_on"),
        Field("accepted_on", "date", "When an officer accepted it.", "accepted_on"),
        Field("withdrawn_on", "date", "When it was no longer asked for.", "withdrawn_on"),
    ),
)  # fmt: skip

DECISIONS = Thing(
    "decisions", "decision", "A decision in a request: whether to assess (section 36), or whether to issue a plan (section 37).", "request",
    lambda: Decision.objects.filter(request__again=None),
    (
        Field("child", "id", "Whose it is.", "request__child_id", empty=False),
        Field("request", "id", "The request.", "request_id", empty=False),
        Field("about", "code", "What was decided.", "about", Decision.About.choices, empty=False),
        Field("yes", "flag", "Whether it was yes.", "yes", empty=False),
        Field("made_on", "date", "The day of the decision; null where only a return tells of it.", "made_on"),
        Field("told_on", "date", "The day the family was told, which stops the clock.", "notified_on"),
        Field("forum", "code", "Who decided.", "forum", Decision.Forum.choices, empty=False),
        Field("replaced_on", "date", "When an order, an agreement or the area itself changed a refusal.", "replaced_on"),
    ),
    child="request__child__",
)  # fmt: skip

EXCEPTIONS = Thing(
    "exceptions", "exception", "One of the law’s grounds on which a fixed date of a request was claimed to be lifted. It adds no weeks.", "request", ExceptionClaim.objects.all,
    (
        Field("child", "id", "Whose it is.", "request__child_id", empty=False),
        Field("request", "id", "The request.", "request_id", empty=False),
        Field("advice_request", "id", "The advice request whose six weeks it is about; null where it is about the request’s own date.", "advice_request_id"),
        Field("clock", "code", "Which rule of the law it lifts, as on the page of the law’s rules.", "clock", empty=False),
        Field("ground", "code", "The ground, as on the page of the law’s rules; not_stated where a return gives none.", "ground", empty=False),
        Field("claimed_on", "date", "When it was claimed.", "claimed_on"),
        Field("accepted_on", "date", "When it was accepted.", "accepted_on"),
        Field("refused_on", "date", "When it was refused.", "refused_on"),
        Field("withdrawn_on", "date", "When it was taken back.", "withdrawn_on"),
        Field("family_told_on", "date", "When the family was told.", "family_told_on"),
    ),
    child="request__child__",
)  # fmt: skip

_OF_CLOCKS = (
    Field("clock", "code", "Which rule of the law it follows, as on the page of the law’s rules.", "clock", empty=False),
    Field("kind", "code", "Whether it binds (limit), opens (window), or is only aimed at or foreseen.", "kind", empty=False),
    Field("about", "code", "Which adviser or setting, where it runs for several; otherwise empty.", "about", empty=False),
    Field("starts_on", "date", "The day it runs from.", "starts_on", empty=False),
    Field("due_on", "date", "The last day.", "due_on", empty=False),
    Field("met_on", "date", "When it was met.", "met_on"),
    Field("lifted_on", "date", "When an exception lifted it.", "lifted_on"),
    Field("ended_on", "date", "When it fell away.", "ended_on"),
)


def _clocks(name: str, one: str, words: str, resource: str, matters: tuple[str, ...], matter: str) -> Thing:
    fields = (Field("child", "id", "Whose it is.", "child_id", empty=False), Field("matter", "id", matter, "matter_id", empty=False), *_OF_CLOCKS)
    return Thing(name, one, words, resource, lambda: Deadline.objects.filter(matter_kind__in=matters), fields)


CLOCKS = _clocks("clocks", "clock", "A date that the law sets in a request for assessment, as worked out from the facts.", "request", ("request",), "The request it belongs to.")
ADVICE_CLOCKS = _clocks("advice-clocks", "clock of advice", "A date that the law sets for advice, as worked out from the facts.", "ask", ("advice",), "The advice request it belongs to.")
PLAN_CLOCKS = _clocks(
    "plan-clocks", "clock of a plan", "A date that the law sets for reviewing, changing, moving or ending a plan, as worked out from the facts.", "review", ("plan", "change"),
    "The plan, or the change of it, that it belongs to.",
)  # fmt: skip

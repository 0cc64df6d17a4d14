"""Requests for assessment, advice asked for, and the law's clocks."""

from __future__ import annotations

from django.db.models import OuterRef, Subquery

from goldenthread.casework.models import AdviceRequest, Decision, Request
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

CLOCKS = Thing(
    "clocks", "clock", "A date that the law sets in a request for assessment, as worked out from the facts.", "request",
    lambda: Deadline.objects.filter(matter_kind="request"),
    (
        Field("child", "id", "Whose it is.", "child_id", empty=False),
        Field("matter", "id", "The request it belongs to.", "matter_id", empty=False),
        Field("clock", "code", "Which rule of the law it follows, as on the page of the law’s rules.", "clock", empty=False),
        Field("kind", "code", "Whether it binds (limit), opens (window), or is only aimed at or foreseen.", "kind", empty=False),
        Field("about", "code", "Which adviser or setting, where it runs for several; otherwise empty.", "about", empty=False),
        Field("starts_on", "date", "The day it runs from.", "starts_on", empty=False),
        Field("due_on", "date", "The last day.", "due_on", empty=False),
        Field("met_on", "date", "When it was met.", "met_on"),
        Field("lifted_on", "date", "When an exception lifted it.", "lifted_on"),
        Field("ended_on", "date", "When it fell away.", "ended_on"),
    ),
)  # fmt: skip

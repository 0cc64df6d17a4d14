"""Reviews of plans, and what follows from them: progress, changes of phase, assessments again, plans that may end."""

from __future__ import annotations

from django.db.models import OuterRef, Subquery

from goldenthread.reviews.ceasing import REASONS
from goldenthread.reviews.models import Cease, PhaseTransfer, Progress, Reassessment, Report, Review

from ..declared import Field, Thing

_SENT = Report.objects.filter(review_id=OuterRef("pk"), sent_on__isnull=False).exclude(recommends="")

REVIEWS = Thing(
    "reviews", "review", "A review of a plan (Children and Families Act 2014, section 44).", "review", Review.objects.all,
    (
        Field("id", "id", "The review’s id.", "pk", empty=False),
        Field("child", "id", "Whose plan.", "plan__child_id", empty=False),
        Field("plan", "id", "The plan.", "plan_id", empty=False),
        Field("kind", "code", "Which review.", "kind", Review.Kind.choices, empty=False),
        Field("planned_on", "date", "The day arranged for the meeting.", "planned_on"),
        Field("called_off_on", "date", "When it was called off.", "called_off_on"),
        Field("met_on", "date", "The day of the meeting; the four weeks run from it.", "met_on"),
        Field("report_on", "date", "When the report was sent.", "report_on"),
        Field("recommends", "code", "What the meeting recommended, from the day its report was sent; otherwise null.", Subquery(_SENT.values("recommends")[:1]), Report.Recommends.choices),
        Field("outcome", "code", "What the area decided; otherwise empty.", "outcome", (("", "Nothing yet"), *Review.Outcome.choices), empty=False),
        Field("notified_on", "date", "When the family was told.", "notified_on"),
        Field("notice_sent_on", "date", "When the proposed changes were sent.", "notice_sent_on"),
        Field("no_amendment_on", "date", "When the family was told that there will be no change after all.", "no_amendment_on"),
        Field("reassess_on", "date", "When it was decided to assess the needs again as well.", "reassess_on"),
        Field("amended_final_on", "date", "When the amended plan was sent.", "amended_final_on"),
    ),
    child="plan__child__",
)  # fmt: skip

REVIEW_PROGRESS = Thing(
    "review-progress", "progress in a review", "How far one outcome was reached, as the report of a review that was sent says.", "review",
    lambda: Progress.objects.filter(review__report__sent_on__isnull=False),
    (
        Field("id", "id", "Its id.", "pk", empty=False),
        Field("child", "id", "Whose plan.", "review__plan__child_id", empty=False),
        Field("review", "id", "The review.", "review_id", empty=False),
        Field("line", "id", "The outcome in the plan; null where the plan was not written here.", "lineage"),
        Field("outcome", "text", "What the outcome says.", "outcome", empty=False),
        Field("by_when", "date", "When it is to be reached.", "by_when"),
        Field("scale", "whole", "How far: " + ", ".join(f"{number} {words.lower()}" for number, words in Progress.Scale.choices) + ".", "scale"),
    ),
    child="review__plan__child__",
)  # fmt: skip

PHASE_TRANSFERS = Thing(
    "phase-transfers", "change of phase", "A change of phase before which the plan must be reviewed and amended (SEND Regulations 2014, regulation 18).", "review", PhaseTransfer.objects.all,
    (
        Field("child", "id", "Who moves on.", "plan__child_id", empty=False),
        Field("plan", "id", "The plan.", "plan_id", empty=False),
        Field("phase", "code", "Which change; empty where only a return tells of it.", "phase", empty=False),
        Field("due_on", "date", "The last day in time.", "due_on", empty=False),
        Field("moving_on", "date", "The day of a move between settings after 16.", "moving_on"),
        Field("final_on", "date", "When the amended plan that names the next setting was sent.", "final_on"),
        Field("next_setting", "text", "The setting that it names.", "final_setting__name"),
    ),
    child="plan__child__",
)  # fmt: skip

REASSESSMENTS = Thing(
    "reassessments", "assessment again", "The needs of somebody with a plan are to be assessed again, or somebody asked for it (section 44).", "review", Reassessment.objects.all,
    (
        Field("id", "id", "Its id.", "pk", empty=False),
        Field("child", "id", "Whose plan.", "child_id", empty=False),
        Field("plan", "id", "The plan.", "plan_id", empty=False),
        Field("route", "code", "Who asked.", "route", Reassessment.Route.choices, empty=False),
        Field("requested_on", "date", "When it was asked for.", "requested_on"),
        Field("will", "flag", "Whether the area decided to assess again; null while it has not decided.", "will"),
        Field("decided_on", "date", "When it decided.", "decided_on"),
        Field("told_on", "date", "When the family was told.", "notified_on"),
        Field("request", "id", "The request that holds the advice and the draft.", "request_id"),
        Field("final_on", "date", "When the plan that came of it was sent.", "final_on"),
        Field("withdrawn_on", "date", "When it was taken back.", "withdrawn_on"),
    ),
)  # fmt: skip

CEASINGS = Thing(
    "ceasings", "decision to end a plan", "The area decided whether to end a plan, and told the family (section 45; SEND Regulations 2014, regulations 29 to 31).", "review",
    lambda: Cease.objects.filter(notified_on__isnull=False),
    (
        Field("id", "id", "Its id.", "pk", empty=False),
        Field("child", "id", "Whose plan.", "child_id", empty=False),
        Field("plan", "id", "The plan.", "plan_id", empty=False),
        Field("reason", "code", "The reason in law.", "reason", tuple((code, each.words) for code, each in REASONS.items()), empty=False),
        Field("yes", "flag", "Whether it is to end.", "yes"),
        Field("decided_on", "date", "When the area decided.", "decided_on"),
        Field("told_on", "date", "When the family was told; two months to appeal run from it.", "notified_on", empty=False),
        Field("appealed_on", "date", "When the family appealed; the plan goes on until that is over.", "appealed_on"),
        Field("ended_on", "date", "The day the duty to maintain the plan ended.", "ended_on"),
        Field("withdrawn_on", "date", "When the area took it back.", "withdrawn_on"),
    ),
)  # fmt: skip

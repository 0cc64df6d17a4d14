"""The EHC needs assessment: a request, the decisions on it, exceptions claimed, and the case as lists show it."""

from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from goldenthread.core.models import StoredFile
from goldenthread.meetings.models import AgendaItem
from goldenthread.people.models import Adult, Area, Child, Document, Organisation
from goldenthread.plans.models import Advice, Passage, Plan, Version

from .proposing import Proposal as Proposal  # a model of this room in a file of its own


class FirstAssessments(models.Manager["Request"]):
    """Requests by which a plan begins. An assessment again of somebody with a plan is counted nowhere among them."""

    def get_queryset(self) -> models.QuerySet["Request"]:
        return super().get_queryset().filter(again__isnull=True)


class Request(models.Model):
    """A request for an EHC needs assessment, or a child brought to attention (Act s.36(1), s.23, s.24).

    `received_on` is the first day any council inbox had it. It is empty only for a request known from a return that
    does not give it (a decision made before that return's year).

    `again` is the plan of somebody whose needs are assessed again (s.44; regulations 23 to 27). Advice, the draft and its issue
    go as they do the first time; its own clocks are those of the reassessment, so `objects` leaves it out and `every` does not.
    """

    class Route(models.TextChoices):
        PARENT = "parent", "Parent"
        YOUNG_PERSON = "young_person", "Young person"
        SETTING = "setting", "School, college or other setting"
        HEALTH = "health", "Health professional"
        SOCIAL_CARE = "social_care", "Social care professional"
        OTHER = "other", "Somebody else"
        PARENT_OR_YOUNG_PERSON = "family", "Parent or young person (the return does not say which)"
        NOT_KNOWN = "not_known", "Not known"

    class Channel(models.TextChoices):
        ONLINE = "online", "Online"
        EMAIL = "email", "Email"
        POST = "post", "Post"
        TELEPHONE = "telephone", "Telephone"
        IN_PERSON = "in_person", "In person"
        RETURN = "return", "Taken on from a statutory return"

    class Ended(models.TextChoices):
        WITHDRAWN = "withdrawn", "Withdrawn"
        MOVED = "moved", "Moved to another area"
        OVER = "over", "The assessment is over"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="requests")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    received_on = models.DateField(null=True, blank=True)
    route = models.CharField(max_length=12, choices=Route.choices)
    requested_by = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    about = models.TextField(blank=True, help_text="What was asked, in the asker's words")
    in_youth_accommodation = models.BooleanField(null=True)
    plan = models.OneToOneField(Plan, models.PROTECT, null=True, blank=True, related_name="request")
    again = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="assessments_again", help_text="The plan whose needs are assessed again")
    ended = models.CharField(max_length=10, choices=Ended.choices, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    exported_to = models.CharField(max_length=3, blank=True, help_text="The new authority's number, or XXX")
    request_mediation = models.BooleanField(null=True)
    request_tribunal = models.BooleanField(null=True)
    assessment_mediation = models.BooleanField(null=True)
    assessment_tribunal = models.BooleanField(null=True)
    other_mediation = models.BooleanField(null=True)
    other_tribunal = models.BooleanField(null=True)
    first_return = models.PositiveSmallIntegerField(
        null=True, help_text="Collection year of the return it is known from"
    )
    version = models.PositiveIntegerField(default=1)

    objects = FirstAssessments()
    every = models.Manager()

    class Meta:
        ordering = ["-received_on", "pk"]
        indexes = [
            models.Index("child", name="request_of_child"),
            models.Index("area", "received_on", name="request_received"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(received_on__isnull=False) | Q(first_return__isnull=False),
                name="request_has_a_date_or_a_return",
            ),
        ]

    def __str__(self):
        return f"Request received on {self.received_on}"


class Decision(models.Model):
    """Whether to assess, or whether to issue a plan: made on a day, told to the family on a day.

    `notified_on` stops the clock. Both dates are empty only for a decision known from a return that does not date it
    ("historical", or decided to issue and not issued yet).
    """

    class About(models.TextChoices):
        ASSESS = "assess", "Whether to assess"
        ISSUE = "issue", "Whether to issue a plan"

    class Forum(models.TextChoices):
        OFFICER = "officer", "Officer"
        PANEL = "panel", "Panel"
        RETURN = "return", "Taken on from a statutory return"

    request = models.ForeignKey(Request, models.CASCADE, related_name="decisions")
    about = models.CharField(max_length=6, choices=About.choices)
    yes = models.BooleanField()
    made_on = models.DateField(null=True, blank=True)
    notified_on = models.DateField(null=True, blank=True)
    forum = models.CharField(max_length=8, choices=Forum.choices, default=Forum.OFFICER)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    test_answers = models.JSONField(
        default=dict, blank=True, help_text="Each part of the legal test and what was found"
    )
    reasons = models.TextField(blank=True)
    letter = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    agenda_item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="decisions", help_text="Where a panel made it"
    )
    replaced_on = models.DateField(
        null=True, blank=True, help_text="The day of its Replacement, said here so that nobody need ask for it of the many that have none"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("request", "about", name="decided_once")]

    @property
    def goes_ahead(self) -> bool:
        """What holds now: a yes, or a refusal that an order, an agreement or the council itself changed."""
        return self.yes or self.replaced_on is not None


class ExceptionClaim(models.Model):
    """One clock's fixed date is lifted on one of the law's grounds. It adds no weeks (rule T-11).

    `ground` is a key of `law.exceptions`, or 'not_stated' when a return says only that an exception applies. `evidence` are
    words, `paper` is a paper that shows it; a claim made here has one of them. Claimed again after it was refused or
    withdrawn, the row is the new claim and what went before is in the events.
    """

    request = models.ForeignKey(Request, models.CASCADE, related_name="exception_claims")
    advice_request = models.ForeignKey(
        "AdviceRequest", models.CASCADE, null=True, blank=True, related_name="exception_claims", help_text="Whose six weeks"
    )
    clock = models.CharField(max_length=24)
    ground = models.CharField(max_length=40)
    evidence = models.TextField(blank=True)
    paper = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    claimed_on = models.DateField(null=True)
    claimed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    accepted_on = models.DateField(null=True)
    refused_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=500, blank=True, help_text="Why it was refused or withdrawn")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    family_told_on = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "request", "clock", "advice_request", nulls_distinct=False, name="one_exception_a_clock_and_adviser"
            ),
            models.CheckConstraint(
                condition=Q(accepted_on__isnull=True) | Q(refused_on__isnull=True, withdrawn_on__isnull=True),
                name="accepted_exception_stands",
            ),
            models.CheckConstraint(
                condition=Q(refused_on__isnull=True, withdrawn_on__isnull=True) | ~Q(why=""), name="exception_not_taken_says_why"
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Claimed, and nobody has decided on it or taken it back."""
        return self.accepted_on is None and self.refused_on is None and self.withdrawn_on is None


class Replacement(models.Model):
    """What took the place of a refusal: an agreement in mediation, an order of the Tribunal, or the council's giving way.

    The refusal keeps its own dates. `happened_on` starts the new dates: the day the agreement was made, the order was sent,
    the council told the Tribunal that it would not oppose, or the council told the family that it gives way. What must be
    done follows from the decision: assess, or make a plan. `told_on` is when the family was told that it will be done.
    """

    class Kind(models.TextChoices):
        MEDIATION = "mediation", "Agreed in mediation"
        ORDER = "order", "Ordered by the Tribunal"
        UNOPPOSED = "unopposed", "The council did not oppose the appeal"
        CONCEDED = "conceded", "The council gave way without an order"

    decision = models.OneToOneField(Decision, models.CASCADE, related_name="replacement")
    kind = models.CharField(max_length=9, choices=Kind.choices)
    happened_on = models.DateField()
    what = models.TextField(help_text="What was agreed or ordered, in its own words")
    agreed_by = models.DateField(null=True, blank=True, help_text="Another last day that the agreement sets in writing")
    appealed_on = models.DateField(null=True, blank=True, help_text="Where the family had appealed")
    told_on = models.DateField(null=True, blank=True)
    paper = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_on = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(agreed_by__isnull=True) | Q(kind="mediation"), name="only_agreements_set_a_date")
        ]


class AdviceRequest(models.Model):
    """Somebody is asked for advice in one assessment (SEND Regulations 2014, regulation 6), and what came of it.

    `kind` is a key of `law.advice.NAMES`, or 'family_asks'. `asked_on` is the day the adviser received the request; their six
    weeks run from it (regulation 8(1)). Advice that exists may serve instead when its author, the council and the family
    have each agreed (regulation 6(4)): three dates, and `advice` is then the earlier one. `findings` are what the checks
    said of the advice on the day it was sent; `paper` is a file that it came as, until it is sent and becomes a document.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    request = models.ForeignKey(Request, models.PROTECT, related_name="advice_requests")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    through = models.CharField(max_length=20, blank=True, help_text="A specialist teacher to consult first")
    asked_of = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    adviser = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    what = models.TextField(blank=True, help_text="What they are asked about this child")
    because = models.CharField(max_length=300, blank=True, help_text="Who wanted it and why, where the law does not name it")
    asked_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    advice = models.ForeignKey(Advice, models.PROTECT, null=True, blank=True, related_name="asked_for")
    nothing_found = models.BooleanField(default=False, help_text="The adviser says: no needs in my area")
    findings = models.JSONField(default=list, blank=True)
    paper = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    paper_title = models.CharField(max_length=200, blank=True)
    received_on = models.DateField(null=True, blank=True)
    accepted_on = models.DateField(null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    author_agreed_on = models.DateField(null=True, blank=True)
    council_agreed_on = models.DateField(null=True, blank=True)
    family_agreed_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["asked_on", "pk"]
        indexes = [
            models.Index("request", name="advice_request_of_request"),
            models.Index(
                "asked_of", "due_on", name="advice_queue", condition=Q(received_on__isnull=True, withdrawn_on__isnull=True)
            ),
            models.Index("area", "due_on", name="advice_board", condition=Q(accepted_on__isnull=True, withdrawn_on__isnull=True)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | ~Q(withdrawn_why=""), name="advice_withdrawn_says_why"
            ),
            models.CheckConstraint(
                condition=Q(accepted_on__isnull=True) | Q(received_on__isnull=False), name="accepted_advice_was_received"
            ),
        ]


class TakenPassage(models.Model):
    """A passage of advice was begun from one of earlier advice. It may say something else by now; where it began stays known."""

    passage = models.OneToOneField(Passage, models.CASCADE, primary_key=True, related_name="taken")
    earlier = models.ForeignKey(Passage, models.PROTECT, related_name="taken_into")


class AdviceReturn(models.Model):
    """Advice was sent back to be made better: what is missing, and what came in on the day it came back."""

    advice_request = models.ForeignKey(AdviceRequest, models.CASCADE, related_name="returns")
    received_on = models.DateField()
    returned_on = models.DateField()
    reasons = models.TextField()
    findings = models.JSONField(default=list, blank=True, help_text="What the checks said of it that day")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]


class Reminder(models.Model):
    """A step of the ladder: somebody named was told that advice is due or late. `message_id` is the outbox's, with its delivery."""

    advice_request = models.ForeignKey(AdviceRequest, models.CASCADE, related_name="reminders")
    step = models.PositiveSmallIntegerField(help_text="1 is the adviser; each step above is a manager")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    to_name = models.CharField(max_length=200)
    sent_on = models.DateField()
    message_id = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("advice_request", "step", "to_name", name="reminded_once_a_step")]


class Consultation(models.Model):
    """A setting is asked whether it should be named in Section I (Act s.38(2), s.39). It has 15 days to answer.

    `ground` is a key of `law.plan.REFUSAL_GROUNDS`. No answer by `due_on` is shown as lapsed; it is worked out, not kept.
    """

    class Reply(models.TextChoices):
        YES = "yes", "Can meet the needs"
        NO = "no", "Says that it should not be named"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    request = models.ForeignKey(Request, models.PROTECT, null=True, blank=True, related_name="consultations")
    child = models.ForeignKey(Child, models.PROTECT, related_name="consultations")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    plan_version = models.ForeignKey(Version, models.PROTECT, related_name="consultations")
    setting = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    family_asked = models.BooleanField(default=False, help_text="The family asked for this setting")
    sent_on = models.DateField()
    due_on = models.DateField()
    replied_on = models.DateField(null=True, blank=True)
    reply = models.CharField(max_length=3, choices=Reply.choices, blank=True)
    ground = models.CharField(max_length=24, blank=True)
    why = models.TextField(blank=True)
    needs = models.TextField(blank=True, help_text="What the setting says it would need")
    start_on = models.DateField(null=True, blank=True)
    replied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["sent_on", "pk"]
        indexes = [
            models.Index("setting", "due_on", name="consultation_queue", condition=Q(replied_on__isnull=True)),
            models.Index("child", name="consultation_of_child"),
        ]
        constraints = [
            models.UniqueConstraint("plan_version", "setting", name="consulted_once_a_version"),
            models.CheckConstraint(
                condition=~Q(reply="no") | (~Q(ground="") & ~Q(why="")), name="refusal_has_ground_and_reason"
            ),
        ]


class Correspondence(models.Model):
    """One message between a family and the SEND team, in the thread of one parent or of the young person. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="correspondence")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    adult = models.ForeignKey(Adult, models.PROTECT, null=True, blank=True, related_name="+")
    with_child = models.BooleanField(default=False, help_text="The young person's own thread")
    from_family = models.BooleanField()
    text = models.TextField()
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    said_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    answer_by = models.DateField(null=True, blank=True, help_text="A local promise, not a duty")

    class Meta:
        ordering = ["said_at", "pk"]
        indexes = [models.Index("child", "said_at", name="correspondence_of_child")]
        constraints = [
            models.CheckConstraint(
                condition=Q(adult__isnull=False, with_child=False) | Q(adult__isnull=True, with_child=True),
                name="thread_is_one_persons",
            )
        ]


class StepAcross(models.Model):
    """A refusal opens support at SEN Support: to whom, what is asked, and by when they first speak to the family.

    `due_on` is a local promise. The rights that come with the refusal are not touched by it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="steps_across")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="step_across")
    to = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    what = models.TextField()
    referred_on = models.DateField()
    due_on = models.DateField()
    met_on = models.DateField(null=True, blank=True)
    what_came = models.TextField(blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["referred_on", "pk"]


class Case(models.Model):
    """A child's case as lists show it: kept beside the facts, made again from nothing by `./manage rebuild`.

    `area` is the child's, and empty while the record is closed: then only involvement finds the row.

    `stage` follows from requests and plans; `next_due_on` is the earliest open deadline; `late` is never stored.
    """

    class Stage(models.TextChoices):
        DECIDING = "deciding", "Deciding whether to assess"
        ASSESSING = "assessing", "Assessing"
        DRAFTING = "drafting", "Writing the plan"
        PLAN = "plan", "Plan in force"
        NOT_ASSESSING = "not_assessing", "Not assessing"
        NOT_ISSUING = "not_issuing", "Not issuing a plan"
        ENDED = "ended", "Request ended"
        CEASED = "ceased", "Plan ended"
        KNOWN = "known", "Known, no request"

    child = models.OneToOneField(Child, models.CASCADE, primary_key=True, related_name="case")
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+", db_index=False)
    reference = models.CharField(max_length=14)
    name = models.CharField(max_length=401)
    sort_name = models.CharField(max_length=401)
    date_of_birth = models.DateField()
    upn = models.CharField(max_length=13, blank=True)
    stage = models.CharField(max_length=14, choices=Stage.choices)
    stage_since = models.DateField(null=True)
    open = models.BooleanField()
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    setting = models.ForeignKey(Organisation, models.SET_NULL, null=True, related_name="+")
    setting_name = models.CharField(max_length=255, blank=True)
    need = models.CharField(max_length=4, blank=True)
    received_on = models.DateField(null=True)
    plan_made_on = models.DateField(null=True)
    next_clock = models.CharField(max_length=24, blank=True)
    next_due_on = models.DateField(null=True)
    open_due_on = ArrayField(
        models.DateField(), default=list, help_text="Due dates of all open deadlines, earliest first"
    )

    class Meta:
        indexes = [
            models.Index("area", "sort_name", "child", name="case_by_name", condition=Q(open=True)),
            models.Index(
                "area", F("next_due_on").asc(nulls_last=True), "child", name="case_by_due", condition=Q(open=True)
            ),
            models.Index(
                "area",
                "stage",
                F("next_due_on").asc(nulls_last=True),
                "child",
                name="case_by_stage",
                condition=Q(open=True),
            ),
            models.Index("worker", F("next_due_on").asc(nulls_last=True), "child", name="case_by_worker"),
            models.Index("setting", "sort_name", name="case_by_setting"),
            models.Index("area", "stage", "received_on", name="case_of_area"),
        ]

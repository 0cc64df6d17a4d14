"""The EHC needs assessment: a request, the decisions on it, exceptions claimed, and the case as lists show it."""

from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from goldenthread.people.models import Area, Child, Document, Organisation
from goldenthread.plans.models import Plan


class Request(models.Model):
    """A request for an EHC needs assessment, or a child brought to attention (Act s.36(1), s.23, s.24).

    `received_on` is the first day any council inbox had it. It is empty only for a request known from a return that
    does not give it (a decision made before that return's year).
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

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("request", "about", name="decided_once")]


class ExceptionClaim(models.Model):
    """One clock's fixed date is lifted on one of the law's grounds. It adds no weeks (rule T-11).

    `ground` is a key of `law.exceptions`, or 'not_stated' when a return says only that an exception applies.
    """

    request = models.ForeignKey(Request, models.CASCADE, related_name="exception_claims")
    clock = models.CharField(max_length=24)
    ground = models.CharField(max_length=40)
    evidence = models.TextField(blank=True)
    claimed_on = models.DateField(null=True)
    accepted_on = models.DateField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    family_told_on = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("request", "clock", name="one_exception_a_clock")]


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

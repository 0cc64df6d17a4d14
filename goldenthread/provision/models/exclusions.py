"""Suspensions and permanent exclusions of children on the record, and the support that each had before."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from goldenthread.people.models import Area, Child, Organisation

#: Half days in the longest that a pupil may be suspended in one school year: 45 school days.
MOST_SESSIONS = 90
MOST_REASONS = 3


class Exclusion(models.Model):
    """A school suspended a child for some days, or excluded the child for good, from a day on.

    `sessions` are the half days that were lost; a suspension has them and a last day, a permanent exclusion neither. One at
    lunchtimes alone is a suspension too, and each lunchtime counts as half a day: `part` says so. `reasons` are up to three codes
    of the school census. `said_status` is what the school said of a child who had no plan on that day: with a plan in force it is
    empty, since the record knows. `area` is the one that was responsible when it was entered. `withdrawn_on` is when an entry that
    was a mistake was taken back: it then counts nowhere. A suspension or exclusion that was cancelled, or after which the child was
    taken back, stays on show but is no longer one that stands.
    """

    class Kind(models.TextChoices):
        SUSPENSION = "suspension", "Suspension"
        PERMANENT = "permanent", "Permanent exclusion"

    class Part(models.TextChoices):
        DAYS = "days", "Whole or half days"
        LUNCH = "lunch", "Lunchtimes alone"

    class Reason(models.TextChoices):
        """The reasons of the school census (Department for Education, common basic data set, code set of exclusion reasons)."""

        PP = "PP", "Physical assault against a pupil"
        PA = "PA", "Physical assault against an adult"
        VP = "VP", "Verbal abuse or threatening behaviour against a pupil"
        VA = "VA", "Verbal abuse or threatening behaviour against an adult"
        OW = "OW", "Use or threat of use of an offensive weapon or prohibited item"
        BU = "BU", "Bullying"
        RA = "RA", "Racist abuse"
        LG = "LG", "Abuse against sexual orientation or gender identity"
        DS = "DS", "Abuse relating to disability"
        SM = "SM", "Sexual misconduct"
        DA = "DA", "Drug and alcohol related"
        DM = "DM", "Damage"
        TH = "TH", "Theft"
        MT = "MT", "Inappropriate use of social media or online technology"
        DB = "DB", "Persistent or general disruptive behaviour"
        PH = "PH", "Wilful and repeated breach of measures that protect public health"

    class Status(models.TextChoices):
        """What the law and the school gave the child on the first day."""

        PLAN = "plan", "A plan"
        SUPPORT = "support", "SEN support, no plan"
        NONE = "none", "Neither"

    class Early(models.TextChoices):
        HELD = "held", "Yes, and it was held"
        ASKED = "asked", "Yes, it was asked for"
        NO = "no", "No"

    class Governors(models.TextChoices):
        UPHELD = "upheld", "Upheld by the governors"
        REINSTATED = "reinstated", "Taken back: the governors reinstated the child"

    class Panel(models.TextChoices):
        UPHELD = "upheld", "Upheld by the independent review panel"
        RECOMMENDED = "recommended", "The panel recommended that the governors think again"
        QUASHED = "quashed", "The panel quashed it: the governors must decide again"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="exclusions")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    school = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    part = models.CharField(max_length=5, choices=Part.choices, default=Part.DAYS, help_text="Which part of the day a suspension took")
    first_on = models.DateField()
    last_on = models.DateField(null=True, blank=True)
    sessions = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Half days")
    reasons = ArrayField(models.CharField(max_length=2, choices=Reason.choices), size=MOST_REASONS)
    said_status = models.CharField(max_length=7, choices=[(Status.SUPPORT, "SEN support"), (Status.NONE, "Neither")], blank=True)
    early_review = models.CharField(max_length=5, choices=Early.choices)
    note = models.TextField(max_length=2000, blank=True, help_text="Anything else of what was done before, in the school's own words")
    cancelled_on = models.DateField(null=True, blank=True, help_text="The head took it back before the governors met")
    governors = models.CharField(max_length=10, choices=Governors.choices, blank=True)
    governors_on = models.DateField(null=True, blank=True)
    panel = models.CharField(max_length=11, choices=Panel.choices, blank=True)
    panel_on = models.DateField(null=True, blank=True)
    followed_on = models.DateField(null=True, blank=True, help_text="When the named worker said what was done for the child")
    followed = models.CharField(max_length=1000, blank=True)
    followed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    entered_on = models.DateField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-first_on", "pk"]
        indexes = [
            models.Index("child", "first_on", name="exclusion_of_child", condition=Q(withdrawn_on__isnull=True)),
            models.Index("area", "first_on", name="exclusion_of_area", condition=Q(withdrawn_on__isnull=True)),
            models.Index("school", "first_on", name="exclusion_of_school", condition=Q(withdrawn_on__isnull=True)),
        ]
        constraints = [
            models.UniqueConstraint("child", "first_on", condition=Q(withdrawn_on__isnull=True), name="exclusion_begins_once"),
            models.CheckConstraint(
                condition=Q(kind="permanent", last_on__isnull=True, sessions__isnull=True)
                | Q(kind="suspension", last_on__gte=F("first_on"), sessions__gte=1, sessions__lte=MOST_SESSIONS),
                name="suspension_has_a_length",
            ),
            models.CheckConstraint(condition=~Q(part="lunch") | Q(kind="suspension"), name="lunchtimes_are_a_suspension"),
            models.CheckConstraint(condition=Q(reasons__len__gte=1), name="exclusion_has_a_reason"),
            models.CheckConstraint(condition=Q(governors="", governors_on__isnull=True) | (~Q(governors="") & Q(governors_on__gte=F("first_on"))), name="governors_decide_on_a_day"),
            models.CheckConstraint(condition=Q(panel="", panel_on__isnull=True) | (~Q(panel="") & Q(panel_on__gte=F("governors_on"))), name="panel_decides_after_governors"),
        ]

    def __str__(self):
        return f"{self.named} from {self.first_on}"

    @property
    def named(self) -> str:
        """What it was, in words."""
        return "Suspension at lunchtimes" if self.part == self.Part.LUNCH else str(self.get_kind_display())

    @property
    def days(self) -> float | None:
        """School days lost, in halves; None for a permanent exclusion."""
        return None if self.sessions is None else self.sessions / 2

    @property
    def stands(self) -> bool:
        """Whether it still counts: it was no mistake, and nobody took it back."""
        return self.withdrawn_on is None and self.cancelled_on is None and self.governors != self.Governors.REINSTATED

    @property
    def decided_on(self) -> date | None:
        """The day of the newest word on whether it stands; None while there is none."""
        return self.cancelled_on or self.panel_on or self.governors_on


class PriorSupport(models.Model):
    """One thing that the child had before: ticked out of what the record held, or of what schools do. `words` are as they stood then.

    `ref` is what it was taken from: a line's lineage, an ask for equipment, an advice; empty for what a school does.
    """

    class Kind(models.TextChoices):
        LINE = "line", "Help in the plan"
        MISSED = "missed", "Help in the plan that was missed"
        EQUIPMENT = "equipment", "Equipment"
        REVIEW = "review", "A review meeting"
        ADVICE = "advice", "Advice for an assessment"
        GRADUATED = "graduated", "SEN support: assess, plan, do and review"
        SPECIALIST = "specialist", "A specialist teacher or outreach"
        PSYCHOLOGIST = "psychologist", "An educational psychologist"
        HEALTH = "health", "Speech and language, mental health or another health service"
        PASTORAL = "pastoral", "Pastoral support, mentoring or a nurture group"
        ADJUSTED = "adjusted", "The timetable, the building or the rules were adjusted"
        ELSEWHERE = "elsewhere", "A time at alternative provision, or a managed move"
        FAMILY = "family", "Early help or a social worker for the family"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    exclusion = models.ForeignKey(Exclusion, models.CASCADE, related_name="support")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    ref = models.CharField(max_length=40, blank=True)
    words = models.CharField(max_length=300)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["place", "pk"]
        constraints = [models.UniqueConstraint("exclusion", "kind", "ref", name="support_ticked_once")]

    def __str__(self):
        return self.words[:60]

    @property
    def key(self) -> str:
        """Its value in a form."""
        return f"{self.kind}:{self.ref}"

"""A version of a plan, its lines, where each came from, and how they hang together along the golden thread."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from goldenthread.people.models import Adult, Area, Child, Document, Organisation

from .advice import Passage
from .plan import Plan
from .promise import AdulthoodTheme, BroadArea, Promise


class Version(models.Model):
    """One version of a child's plan. While it is open it changes line by line; once issued it never changes.

    A first draft has no `plan` yet: the plan begins when its first version is issued. `matter_kind` and `matter_id` say
    what it is written for (a request, a review). `digest` is the SHA-256 of all it says, taken when it was issued.
    """

    class Kind(models.TextChoices):
        DRAFT = "draft", "Draft plan"
        PROPOSED = "proposed", "Proposed amendment"
        FINAL = "final", "Final plan"
        AMENDED = "amended", "Amended final plan"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="plan_versions")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="versions")
    earlier = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="later")
    matter_kind = models.CharField(max_length=20, blank=True)
    matter_id = models.UUIDField(null=True, blank=True)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.DRAFT)
    template = models.CharField(max_length=20, default="2026")
    started_on = models.DateField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    first_served_on = models.DateField(null=True, blank=True, help_text="The family's fifteen days run from it")
    proposed_on = models.DateField(null=True, blank=True, help_text="When the first of two people said: issue it")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    issued_on = models.DateField(null=True, blank=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    given_up_on = models.DateField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    pdf = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    word = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    data = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint("child", "number", name="one_version_a_number"),
            models.UniqueConstraint(
                "child",
                condition=Q(issued_on__isnull=True, given_up_on__isnull=True),
                name="one_open_version_a_child",
            ),
            models.CheckConstraint(
                condition=Q(issued_on__isnull=True) | (Q(issued_by__isnull=False) & Q(plan__isnull=False) & ~Q(digest="")),
                name="issued_by_somebody_and_sealed",
            ),
            models.CheckConstraint(
                condition=Q(issued_by__isnull=True) | Q(proposed_by__isnull=True) | ~Q(issued_by=F("proposed_by")),
                name="issued_by_a_second_person",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, version {self.number}"


class Line(Promise):
    """One line of a section of one version. `lineage` is the same for a line and for what it becomes in later versions.

    `revision` grows with each change of its words, so that two people editing never lose one. A line that was taken out
    keeps its words (`removed_on`).
    """

    class Kind(models.TextChoices):
        VIEW = "view", "View or interest"
        ASPIRATION = "aspiration", "Aspiration"
        STRENGTH = "strength", "Strength"
        NEED = "need", "Need"
        OUTCOME = "outcome", "Outcome"
        PROVISION = "provision", "Provision"
        SETTING = "setting", "Setting or type of setting"
        PAYMENT = "payment", "Direct payment"
        ADVICE = "advice", "Advice obtained"
        NONE = "none", "Nothing identified"

    class Funder(models.TextChoices):
        SCHOOL = "school", "School or setting"
        AREA = "area", "Council, high needs"
        HEALTH = "health", "Health"
        CARE = "care", "Social care"
        JOINT = "joint", "Shared"

    class SaidBy(models.TextChoices):
        CHILD = "child", "The child or young person"
        PARENT = "parent", "A parent or carer"
        OTHER = "other", "Somebody who knows the child well"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.ForeignKey(Version, models.CASCADE, related_name="lines")
    lineage = models.UUIDField(default=uuid4)
    section = models.CharField(max_length=2)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    position = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    broad_area = models.CharField(max_length=14, choices=BroadArea.choices, blank=True)
    primary = models.BooleanField(default=False, help_text="The main need")
    theme = models.CharField(max_length=12, choices=AdulthoodTheme.choices, blank=True)
    by_when = models.DateField(null=True, blank=True)
    measure = models.TextField(blank=True, help_text="How it will be known that the outcome is reached")
    steps = models.TextField(blank=True, help_text="Shorter steps towards the outcome, a line each")
    body = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", help_text="The body that delivers it, or the setting named"
    )
    funder = models.CharField(max_length=6, choices=Funder.choices, blank=True)
    yearly_cost = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True, help_text="Pounds")
    said_by = models.CharField(max_length=6, choices=SaidBy.choices, blank=True)
    adult = models.ForeignKey(Adult, models.PROTECT, null=True, blank=True, related_name="+", help_text="The parent whose words they are")
    media = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+", help_text="A picture or a recording")
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    removed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["section", "position", "pk"]
        indexes = [
            models.Index("version", "section", "position", name="line_of_version"),
            models.Index("lineage", name="line_lineage"),
        ]
        constraints = [
            models.UniqueConstraint("version", "lineage", name="one_line_a_lineage"),
        ]


class LineWording(models.Model):
    """What a line said at one revision: `said` holds every field of it. Never changed."""

    line = models.ForeignKey(Line, models.CASCADE, related_name="wordings")
    revision = models.PositiveIntegerField()
    said = models.JSONField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-revision"]
        constraints = [models.UniqueConstraint("line", "revision", name="one_wording_a_revision")]


class Link(models.Model):
    """A step of the golden thread: `upper` is what `lower` is for (need → aspiration, outcome → need, provision → outcome)."""

    upper = models.ForeignKey(Line, models.CASCADE, related_name="lower_links")
    lower = models.ForeignKey(Line, models.CASCADE, related_name="upper_links")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("upper", "lower", name="linked_once"),
            models.CheckConstraint(condition=~Q(upper=F("lower")), name="not_linked_to_itself"),
        ]


class Source(models.Model):
    """Where a line came from: a passage of advice, or the words of somebody in the family. `words` are as they were said."""

    line = models.ForeignKey(Line, models.CASCADE, related_name="sources")
    passage = models.ForeignKey(Passage, models.PROTECT, null=True, blank=True, related_name="uses")
    adult = models.ForeignKey(Adult, models.PROTECT, null=True, blank=True, related_name="+")
    by_child = models.BooleanField(default=False)
    words = models.TextField()
    said_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("line", "passage", condition=Q(passage__isnull=False), name="sourced_once"),
            models.CheckConstraint(
                condition=Q(passage__isnull=False) | Q(adult__isnull=False) | Q(by_child=True), name="source_is_somebodys"
            ),
        ]

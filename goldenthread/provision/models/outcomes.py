"""Progress towards outcomes, and examples of outcomes well written."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from goldenthread.people.models import Area, Child, Organisation
from goldenthread.plans.models import Line
from goldenthread.plans.models.promise import AdulthoodTheme, BroadArea


class OutcomeProgress(models.Model):
    """How far a child had come towards one outcome of the plan on a day, who says so, and what shows it.

    The numbers of the scale mean the same as those of a review's report.
    """

    class Scale(models.IntegerChoices):
        BACK = 0, "Gone backwards"
        NONE = 1, "No progress yet"
        SOME = 2, "Some progress"
        GOOD = 3, "Good progress, as expected"
        REACHED = 4, "Reached"

    #: From here up a child makes the progress that was expected (Southend's third measure of outcomes).
    EXPECTED_FROM = Scale.GOOD

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="outcome_progress")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    line = models.ForeignKey(Line, models.PROTECT, related_name="+", db_index=False, help_text="The outcome as it stood then")
    lineage = models.UUIDField()
    seen_on = models.DateField()
    scale = models.PositiveSmallIntegerField(choices=Scale.choices)
    evidence = models.TextField(blank=True, help_text="What shows it")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    by_family = models.BooleanField(default=False)
    voice = models.CharField(max_length=45, blank=True, help_text="Who of the family, as `voices` writes it")
    said_at = models.DateTimeField(default=timezone.now)
    corrected_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-seen_on", "-said_at", "pk"]
        indexes = [models.Index("child", name="progress_of_child"), models.Index("area", "seen_on", name="progress_of_area")]
        constraints = [
            models.UniqueConstraint(
                "child", "lineage", "seen_on", "organisation", "by_family", "voice", condition=Q(corrected_at__isnull=True), name="progress_once_a_day", nulls_distinct=False
            )
        ]


class OutcomeExample(models.Model):
    """An outcome well written, for others to learn from. Invented, or stripped of whose it was; an area adds its own."""

    class Stage(models.TextChoices):
        EARLY = "early", "Early years"
        PRIMARY = "primary", "Primary"
        SECONDARY = "secondary", "Secondary"
        ADULT = "adult", "16 to 25"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    text = models.CharField(max_length=500)
    measure = models.CharField(max_length=500)
    why = models.CharField(max_length=500, help_text="What is good about it")
    broad_area = models.CharField(max_length=14, choices=BroadArea.choices)
    theme = models.CharField(max_length=12, choices=AdulthoodTheme.choices, blank=True)
    stage = models.CharField(max_length=9, choices=Stage.choices)
    added_on = models.DateField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    removed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["stage", "broad_area", "text"]

"""What each side says was given, how often a line is due where a person said so, who gives it, and what was done about gaps.

A line is known by its `lineage`, which it keeps through every version of the plan.
"""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from goldenthread.people.models import Area, Child, Organisation
from goldenthread.plans.models import Line

from ..rhythm import EVERY


class LineRhythm(models.Model):
    """A person said how often a line of provision is due, and why. The newest holds; earlier ones are kept."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    lineage = models.UUIDField()
    every = models.CharField(max_length=10, choices=list(EVERY.items()))
    times = models.PositiveSmallIntegerField(default=1)
    weeks = models.PositiveSmallIntegerField(null=True, blank=True, help_text="For so many weeks of a year")
    all_year = models.BooleanField(default=False, help_text="In school holidays too")
    why = models.CharField(max_length=500)
    set_on = models.DateField()
    set_at = models.DateTimeField(default=timezone.now)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-set_at", "pk"]
        indexes = [models.Index("child", name="rhythm_of_child")]


class LineDeliverer(models.Model):
    """A body answers for giving a line, from a day. It sees that line, the child's first name, and nothing else.

    Without a body nobody but the setting answers, whomever the plan names.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    lineage = models.UUIDField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-from_on", "pk"]
        indexes = [models.Index("child", name="deliverer_of_child")]
        constraints = [
            models.UniqueConstraint("child", "lineage", condition=Q(until_on__isnull=True), name="one_deliverer_a_line"),
        ]


class DeliveryRecord(models.Model):
    """One side says of one line and one week: given, missed (and why), or disputed. Never changed: a correction is a new row.

    `week` is its Monday. `happened_on` is the day of one session, as a provider's file gives it; empty for a word about the
    whole week. `times` is how many times, where fewer or more than expected were given. `corrected_at` is when a later word
    of the same side, and of a family the same person, took its place.
    """

    class Side(models.TextChoices):
        FAMILY = "family", "Family"
        SETTING = "setting", "School or setting"
        DELIVERER = "deliverer", "Who gives it"

    class State(models.TextChoices):
        GIVEN = "given", "Given"
        MISSED = "missed", "Missed"
        DISPUTED = "disputed", "Disputed"

    class Why(models.TextChoices):
        STAFF = "staff", "Staff were away"
        NOBODY = "nobody", "There is nobody to give it"
        CANCELLED = "cancelled", "It was cancelled"
        CLOSED = "closed", "The setting was closed"
        EQUIPMENT = "equipment", "Equipment or a room was missing"
        ABSENT = "absent", "The child was away"
        UNABLE = "unable", "The child could not take part"
        OTHER = "other", "Another reason"

    class Source(models.TextChoices):
        TAP = "tap", "On a page"
        SHEET = "sheet", "A weekly sheet"
        FILE = "file", "A provider’s file"
        TOLD = "told", "Told to an officer"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="delivery_records")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    line = models.ForeignKey(Line, models.PROTECT, related_name="delivery_records", db_index=False, help_text="As it stood then")
    lineage = models.UUIDField()
    week = models.DateField()
    happened_on = models.DateField(null=True, blank=True)
    side = models.CharField(max_length=9, choices=Side.choices)
    voice = models.CharField(max_length=45, blank=True, help_text="Who of the family, as `voices` writes it; empty for a side with one voice")
    state = models.CharField(max_length=8, choices=State.choices)
    why = models.CharField(max_length=9, choices=Why.choices, blank=True)
    note = models.CharField(max_length=500, blank=True)
    times = models.PositiveSmallIntegerField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=5, choices=Source.choices, default=Source.TAP)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+", help_text="For which they spoke", db_index=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    said_on = models.DateField()
    said_at = models.DateTimeField(default=timezone.now)
    corrected_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["week", "side", "said_at", "pk"]
        indexes = [
            models.Index("child", "week", name="delivery_of_child"),
            models.Index("area", "week", name="delivery_of_area", condition=Q(corrected_at__isnull=True)),
        ]
        constraints = [
            models.UniqueConstraint(
                "child", "lineage", "week", "side", "voice", "happened_on", condition=Q(corrected_at__isnull=True), name="said_once", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(state="given") | Q(times__isnull=True), name="times_are_given"),
            models.CheckConstraint(condition=Q(happened_on__isnull=True) | Q(happened_on__gte=models.F("week")), name="session_is_in_its_week"),
        ]


class FollowUp(models.Model):
    """Somebody found out why help did not arrive, and says what was done about it. `up_to` is the last week it answers for."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    lineage = models.UUIDField()
    up_to = models.DateField()
    done = models.CharField(max_length=1000)
    done_on = models.DateField()
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-done_on", "pk"]
        indexes = [models.Index("child", name="follow_up_of_child")]
        constraints = [models.CheckConstraint(condition=~Q(done=""), name="follow_up_says_what")]

"""Preparing for adulthood from Year 9, and what becomes of those who leave."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.people.models import Area, Child
from goldenthread.plans.models import Plan
from goldenthread.plans.models.promise import AdulthoodTheme


class PathwayStep(models.Model):
    """How far one young person is with one step of one pathway into adult life. `step` is a key of `reviews.pathways`.

    The newest word on a step is the row; what was said before is in the events. `whose` says who thinks so.
    """

    class State(models.TextChoices):
        LATER = "later", "Not started"
        WORKING = "working", "Working on it"
        DONE = "done", "Done"

    class Whose(models.TextChoices):
        CHILD = "child", "The young person"
        PARENT = "parent", "A parent or carer"
        TEAM = "team", "School, college or SEND team"

    child = models.ForeignKey(Child, models.PROTECT, related_name="pathway_steps")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    theme = models.CharField(max_length=12, choices=AdulthoodTheme.choices)
    step = models.CharField(max_length=30)
    state = models.CharField(max_length=7, choices=State.choices)
    whose = models.CharField(max_length=6, choices=Whose.choices)
    words = models.TextField(blank=True)
    said_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["theme", "step"]
        constraints = [models.UniqueConstraint("child", "step", name="one_word_a_step")]


class Leaver(models.Model):
    """A young person has left education, or their plan ended: somebody keeps in touch until it is known what they do.

    `next_on` is the day of the next contact, a local promise. Empty `closed_on` means that it goes on.
    """

    class Destination(models.TextChoices):
        NOT_KNOWN = "not_known", "Not known yet"
        EDUCATION = "education", "In education"
        TRAINING = "training", "In training or an apprenticeship"
        WORK = "work", "In paid work"
        VOLUNTARY = "voluntary", "In voluntary work or day opportunities"
        NEET = "neet", "Not in education, employment or training"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="leavings")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="+")
    left_on = models.DateField()
    because = models.CharField(max_length=200)
    destination = models.CharField(max_length=10, choices=Destination.choices, default=Destination.NOT_KNOWN)
    next_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["next_on", "pk"]
        constraints = [
            models.UniqueConstraint("child", condition=Q(closed_on__isnull=True), name="one_open_leaving_a_child"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=False) | Q(next_on__isnull=False), name="open_leaving_has_a_next_day"
            ),
        ]


class LeaverContact(models.Model):
    """One time that somebody got in touch with a young person who left: what they do now, and what help was offered."""

    leaver = models.ForeignKey(Leaver, models.CASCADE, related_name="contacts")
    on = models.DateField()
    reached = models.BooleanField()
    destination = models.CharField(max_length=10, choices=Leaver.Destination.choices)
    what_came = models.TextField()
    help_offered = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-on", "-pk"]

"""Advice for an assessment or a review, passage by passage, so that a plan can say where each of its lines came from."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.people.models import Area, Child, Document, Organisation

from .promise import AdulthoodTheme, BroadArea, Promise


class Advice(models.Model):
    """What one adviser, or the family, said of a child's needs, outcomes and provision (SEND Regulations 2014, regulation 6).

    `kind` is a key of `law.advice.NAMES`, or 'family_asks'. `given_on` is the day it was sent; empty while it is being
    written. `file` is the paper it came as, where it came as one.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="advice")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    author = models.CharField(max_length=200, blank=True)
    author_role = models.CharField(max_length=200, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    given_on = models.DateField(null=True, blank=True)
    seen_on = models.DateField(null=True, blank=True, help_text="The day the adviser last saw the child")
    summary = models.TextField(blank=True)
    file = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-given_on", "pk"]
        indexes = [models.Index("child", name="advice_of_child")]

    def __str__(self):
        return f"{self.kind} advice given on {self.given_on}"


class Passage(Promise):
    """One thing that advice, or the family, said: the words, kept as they were, and what kind of thing they say.

    `kind` is empty for a line of a file that nobody has placed yet. `serves` are the needs that an outcome is for, or the
    outcomes that provision is for, within the same advice.
    """

    class Kind(models.TextChoices):
        VIEW = "view", "View or interest"
        ASPIRATION = "aspiration", "Aspiration"
        STRENGTH = "strength", "Strength"
        NEED = "need", "Need"
        OUTCOME = "outcome", "Outcome"
        PROVISION = "provision", "Provision"
        LEFT_OUT = "left_out", "Nothing for the plan"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    advice = models.ForeignKey(Advice, models.CASCADE, related_name="passages")
    kind = models.CharField(max_length=10, choices=Kind.choices, blank=True)
    position = models.PositiveIntegerField()
    text = models.TextField()
    broad_area = models.CharField(max_length=14, choices=BroadArea.choices, blank=True)
    theme = models.CharField(max_length=12, choices=AdulthoodTheme.choices, blank=True)
    by_when = models.DateField(null=True, blank=True)
    measure = models.TextField(blank=True, help_text="How it will be known")
    serves = models.ManyToManyField("self", symmetrical=False, related_name="served_by", blank=True)
    page = models.PositiveIntegerField(null=True, blank=True, help_text="Of the file it was read from")

    class Meta:
        ordering = ["position", "pk"]
        indexes = [models.Index("advice", "position", name="passage_of_advice")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="passage_says_something"),
        ]

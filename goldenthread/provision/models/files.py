"""A provider's file of what was given, and what became of every row of it."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from goldenthread.people.models import Child, Organisation


class DeliveryFile(models.Model):
    """A file that a provider or a setting sent, checked row by row. Nothing is written until a person says so (`written_on`)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    sent_on = models.DateField()
    sent_at = models.DateTimeField(default=timezone.now)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    written_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-sent_at", "pk"]
        indexes = [models.Index(fields=["organisation", "-sent_at"], name="delivery_file_of_body")]


class DeliveryRow(models.Model):
    """One row of a file: what it says, and how it ended, in a sentence. `said` holds what is written when the person agrees."""

    class Outcome(models.TextChoices):
        CREATED = "created", "New"
        CHANGED = "changed", "Corrected"
        UNCHANGED = "unchanged", "Known already"
        REFUSED = "refused", "Refused"

    file = models.ForeignKey(DeliveryFile, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(help_text="The row of the file, its heading being 1")
    child = models.ForeignKey(Child, models.PROTECT, null=True, blank=True, related_name="+")
    said = models.JSONField(default=dict)
    outcome = models.CharField(max_length=9, choices=Outcome.choices)
    sentence = models.CharField(max_length=300)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint("file", "number", name="delivery_row_once"),
            models.CheckConstraint(condition=Q(outcome="refused") | Q(child__isnull=False), name="row_taken_is_somebodys"),
        ]

"""What an officer keeps for themselves at the desk: ways of looking at the caseload, and exports that were asked for."""

from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from goldenthread.people.models import Area


class SavedView(models.Model):
    """A caseload list that somebody named, to come back to: its filters and order as they stand in the address."""

    MOST = 30

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=60)
    filters = models.CharField(max_length=1000, blank=True, help_text="The address's query, tidied")

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint("user", "name", name="saved_view_named_once")]

    def __str__(self):
        return self.name


class Export(models.Model):
    """Somebody asked to take a caseload list away as a file, and why.

    Over fifty children a second person must agree first (`asked_by` may not be `decided_by`). `child_ids` is what was
    on the list when it was asked for; only those that the asker may still see are ever handed over.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_on = models.DateField()
    reason = models.CharField(max_length=300)
    filters = models.CharField(max_length=1000, blank=True)
    child_ids = ArrayField(models.UUIDField())
    agreed_on = models.DateField(null=True)
    refused_on = models.DateField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    taken_on = models.DateField(null=True)

    class Meta:
        ordering = ["-asked_on", "pk"]
        indexes = [models.Index(fields=["area", "-asked_on"], name="export_of_area")]
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed_on__isnull=True) | Q(refused_on__isnull=True), name="export_agreed_or_refused"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")), name="export_decided_by_another"
            ),
        ]

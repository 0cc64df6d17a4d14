"""Values that somebody entered or brought in a file."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils import timezone

from goldenthread.core.models import StoredFile

from .measures import Measure


class MeasureValue(models.Model):
    """A value of a measure for the time that ended on a day, with where it is from. It is never changed: a correction is
    another one for the same day, and the old one says when it was replaced. `numerator` and `denominator` are there
    where both are known."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="values")
    on = models.DateField(help_text="The last day of the time that it tells of")
    value = models.DecimalField(max_digits=14, decimal_places=3)
    numerator = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    denominator = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    said_by = models.CharField(max_length=200, help_text="Where the figure is from")
    note = models.CharField(max_length=500, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    entered_on = models.DateField()
    entered_at = models.DateTimeField(default=timezone.now)
    entered_by_id = models.BigIntegerField(null=True)
    replaced_on = models.DateField(null=True)
    because = models.CharField(max_length=300, blank=True, help_text="Why the one before was replaced")

    class Meta:
        ordering = ["on", "entered_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "on"], condition=models.Q(replaced_on__isnull=True), name="improvement_one_value_a_day"),
        ]

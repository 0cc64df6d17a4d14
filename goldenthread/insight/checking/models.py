"""A figure as somebody checked it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from goldenthread.people.models import Area


class FigureCheck(models.Model):
    """One indicator as at a day, over its own time, as it was when somebody checked it: its numbers, and as those see them who
    see guarded ones (`shown`: numerator, denominator, value). `changed_on` is the day on which it was found to have changed since."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="+")
    code = models.CharField(max_length=8, help_text="Of an indicator")
    at = models.DateField()
    numerator = models.BigIntegerField(null=True)
    denominator = models.BigIntegerField(null=True)
    value = models.FloatField(null=True)
    shown = models.JSONField()
    checked_on = models.DateField()
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["area", "code", "-at"], name="figurecheck_of_indicator")]

    def __str__(self) -> str:
        return f"{self.code} as at {self.at}"

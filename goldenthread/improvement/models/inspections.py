"""What inspectors came for, and what they found."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from goldenthread.people.models import Area


class Inspection(models.Model):
    """An inspection of the local area. Its day is empty until somebody gives it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    published_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.title


class Finding(models.Model):
    """What the inspectors said, word for word."""

    class Kind(models.TextChoices):
        WEAKNESS = "weakness", "Significant weakness"
        PRIORITY = "priority", "Area for priority action"
        IMPROVEMENT = "improvement", "Area for improvement"
        STRENGTH = "strength", "Strength"

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="findings")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.WEAKNESS)
    position = models.PositiveIntegerField()
    words = models.TextField()

"""What inspectors came for, and what they found."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from goldenthread.people.models import Area


class Inspection(models.Model):
    """An inspection of the local area. Its day is empty until somebody gives it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    class Kind(models.TextChoices):
        AREA_SEND = "area_send", "Area SEND inspection"
        REVISIT = "revisit", "Revisit"
        MONITORING = "monitoring", "Monitoring inspection"
        OTHER = "other", "Another inspection or review"

    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.AREA_SEND)
    title = models.CharField(max_length=200)
    published_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-published_on", "title", "pk"]

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

    class Meta:
        ordering = ["position", "pk"]


class SelfEvaluation(models.Model):
    """What the area thinks of itself under one heading, and what it leans on. The newest of a heading is what it thinks now."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    heading = models.CharField(max_length=200)
    words = models.TextField()
    evidence = models.TextField(blank=True)
    on = models.DateField()
    by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["heading", "-on", "-pk"]

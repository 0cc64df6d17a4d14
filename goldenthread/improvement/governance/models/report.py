"""Reports kept as they were on a day: highlight report, stock-take pack, member briefing."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone

from goldenthread.core.models import StoredFile
from goldenthread.people.models import Area

from .ladder import Board


class FrozenReport(models.Model):
    """A report as it stood on a day, as data, PDF and Word. PostgreSQL refuses any change of it."""

    class Kind(models.TextChoices):
        HIGHLIGHT = "highlight", "Highlight report"
        STOCKTAKE = "stocktake", "Stock-take pack"
        BRIEFING = "briefing", "Member briefing"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    board = models.ForeignKey(Board, models.PROTECT, null=True, related_name="reports")
    kind = models.CharField(max_length=9, choices=Kind.choices)
    on = models.DateField()
    title = models.CharField(max_length=250)
    content = models.JSONField(help_text="The blocks of the report, in order")
    pdf = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    word = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-made_at", "pk"]

    def __str__(self) -> str:
        return self.title

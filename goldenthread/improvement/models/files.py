"""A file on its way to being a plan."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils import timezone

from goldenthread.core.models import StoredFile
from goldenthread.people.models import Area


class PlanFile(models.Model):
    """A file that somebody sent and has not saved as a plan yet. `said` holds, for a table's number, what each column is."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    said = models.JSONField(default=dict)
    sent_by_id = models.BigIntegerField(null=True)
    sent_at = models.DateTimeField(default=timezone.now)

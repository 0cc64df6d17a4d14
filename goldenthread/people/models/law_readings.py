"""How an area reads the law where it can be read in two ways, from which day, and how far its dates follow."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone

from .organisations import Area


class LawReading(models.Model):
    """An administrator chose another reading for their area: a field of `law.settings.LawSettings` and its value.

    The newest row of a name holds. `children` and `done` say how far the area's clocks have been counted anew since.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="law_readings")
    name = models.CharField(max_length=60)
    value = models.JSONField()
    why = models.CharField(max_length=500)
    set_on = models.DateField()
    set_at = models.DateTimeField(default=timezone.now)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    children = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-set_at"]
        indexes = [models.Index(fields=["area", "name", "-set_at"], name="law_reading_newest")]

    def __str__(self):
        return f"{self.name} of {self.area_id}, set on {self.set_on}"

"""What is kept of each line of provision in force. Made again from nothing by `./manage rebuild`."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.people.models import Area, Child, Organisation
from goldenthread.plans.models import Line


class WatchedLine(models.Model):
    """A line of provision of a plan in force, with its rhythm, who answers for it, and since when it has not arrived.

    `area` is the child's, and empty while the record is closed. `every` is empty where no rhythm is known.
    `missing_from` is the first and `missing_until` the last week of a fortnight or more that somebody says was not given
    and that nobody has followed up; `known_on` is when that became known. Late is a comparison with today.
    """

    line = models.OneToOneField(Line, models.CASCADE, primary_key=True, related_name="watched")
    child = models.ForeignKey(Child, models.CASCADE, related_name="watched_lines")
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+", db_index=False)
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False)
    setting = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    deliverer = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    lineage = models.UUIDField()
    section = models.CharField(max_length=2)
    kind = models.CharField(max_length=14, blank=True, help_text="The area of need that it is for")
    every = models.CharField(max_length=10, blank=True)
    times = models.PositiveSmallIntegerField(default=1)
    weeks = models.PositiveSmallIntegerField(null=True)
    all_year = models.BooleanField(default=False)
    source = models.CharField(max_length=6, blank=True)
    words = models.CharField(max_length=120, blank=True)
    starts_on = models.DateField()
    equipment_due_on = models.DateField(null=True)
    equipment_met_on = models.DateField(null=True)
    missing_from = models.DateField(null=True)
    missing_until = models.DateField(null=True)
    known_on = models.DateField(null=True)

    class Meta:
        ordering = ["line"]
        indexes = [
            models.Index("worker", "known_on", name="watched_missing", condition=Q(missing_from__isnull=False)),
            models.Index("worker", "equipment_due_on", name="watched_equipment", condition=Q(equipment_due_on__isnull=False, equipment_met_on__isnull=True)),
            models.Index("area", name="watched_of_area"),
        ]

"""Who gives which figure when, and what is said beside a figure."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.people.models import Area


class Collection(models.Model):
    """One figure that somebody gives again and again: of the time up to `as_at`, by `due_on`, every so many months from there.

    Nothing says that it was given: that follows from the figure that is held (`rounds.py`). `waits_for` and `waits_until` are
    kept of it: the first time whose figure is not held, and the day by which it is to be given.
    """

    EVERY = ((1, "Each month"), (3, "Each quarter"), (6, "Each half-year"), (12, "Each year"))

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    area = models.ForeignKey(Area, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, help_text="Where the figure is held: see sources.py")
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=300, help_text="What the figure was called when this was set")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    whose = models.CharField(max_length=200, blank=True, help_text="The body that counts it")
    every = models.PositiveSmallIntegerField(choices=EVERY)
    as_at = models.DateField()
    due_on = models.DateField()
    remind = models.PositiveSmallIntegerField(help_text="Days before it is due")
    set_on = models.DateField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True, blank=True)
    waits_for = models.DateField(null=True, blank=True)
    waits_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["waits_until", "name", "pk"]
        indexes = [models.Index("owner", condition=Q(ended_on=None), name="collection_of_owner")]
        constraints = [
            models.UniqueConstraint("area", "kind", "key", condition=Q(ended_on=None), name="one_collection_a_figure"),
            models.CheckConstraint(condition=Q(every__in=(1, 3, 6, 12), remind__lte=60, due_on__gte=models.F("as_at")), name="collection_within_its_bounds"),
        ]

    def __str__(self) -> str:
        return self.name


class FigureNote(models.Model):
    """What somebody who answers for a figure says of it, as at a day. Said again, the newer version stands; all are kept."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=60)
    at = models.DateField(help_text="The day of the figure that it is about")
    version = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=600)
    said_on = models.DateField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at", "-version"]
        constraints = [models.UniqueConstraint("area", "kind", "key", "at", "version", name="one_figure_note_a_version")]

    def __str__(self) -> str:
        return f"{self.key} as at {self.at}, version {self.version}"

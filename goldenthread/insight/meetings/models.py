"""A figure held up at a meeting, and the actions noted there."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from goldenthread.people.models import Area, Child


class Scrutiny(models.Model):
    """A group held a figure up at a meeting on a day: which figure, and as at which day it spoke of.

    The group is a name, as people say it: a panel or a board has pages of its own, and need not be one here.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    area = models.ForeignKey(Area, models.CASCADE, related_name="+")
    code = models.CharField(max_length=8, help_text="Of an indicator")
    group = models.CharField(max_length=120)
    held_on = models.DateField()
    at = models.DateField(help_text="The day that the figure speaks of")
    noted_on = models.DateField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-held_on", "group", "pk"]
        constraints = [
            models.UniqueConstraint("area", "code", "held_on", Lower("group"), name="one_scrutiny_a_meeting"),
            models.CheckConstraint(condition=Q(at__lte=F("held_on")), name="scrutiny_of_a_day_that_was"),
        ]

    def __str__(self) -> str:
        return f"{self.code} at {self.group}, {self.held_on}"


class ScrutinyAction(models.Model):
    """What somebody will do by a day, noted when a figure was held up. `child`: the one whom it is about, where it is about one.

    Done says what came of it, dropped says why. An open one is carried to the next scrutiny of the same figure: nothing is copied,
    the page asks for it. One about a child is seen by whoever may open the child's record, and by nobody else.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    scrutiny = models.ForeignKey(Scrutiny, models.PROTECT, related_name="actions")
    child = models.ForeignKey(Child, models.PROTECT, null=True, blank=True, related_name="scrutiny_actions")
    words = models.TextField(max_length=500)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    due_on = models.DateField()
    noted_on = models.DateField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    done_on = models.DateField(null=True, blank=True)
    came_of = models.TextField(max_length=1000, blank=True)
    dropped_on = models.DateField(null=True, blank=True)
    dropped_why = models.TextField(max_length=1000, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index("owner", "due_on", condition=Q(done_on=None, dropped_on=None), name="scrutiny_action_open_of")]
        constraints = [
            models.CheckConstraint(condition=Q(done_on=None) | Q(dropped_on=None), name="scrutiny_action_done_or_dropped"),
            models.CheckConstraint(condition=Q(done_on=None, came_of="") | (Q(done_on__isnull=False) & ~Q(came_of="")), name="scrutiny_action_done_says_what_came_of_it"),
            models.CheckConstraint(condition=Q(dropped_on=None, dropped_why="") | (Q(dropped_on__isnull=False) & ~Q(dropped_why="")), name="scrutiny_action_dropped_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.words[:40]}, by {self.due_on}"

    @property
    def ended_on(self) -> date | None:
        """When it was done or dropped; None while it is open."""
        return self.done_on or self.dropped_on

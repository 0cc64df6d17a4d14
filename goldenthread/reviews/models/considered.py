"""Whether to review an under-five's plan early was considered (Code of Practice, paragraph 9.178)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.plans.models import Plan


class Considered(models.Model):
    """On a day three to six months after the last review, somebody thought about whether the plan of a child under five should be
    reviewed now. `why` says why not; a review that is held is arranged as any other."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="considered")
    considered_on = models.DateField()
    holds = models.BooleanField(help_text="A review is held now")
    why = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-considered_on", "-pk"]
        constraints = [
            models.UniqueConstraint("plan", "considered_on", name="considered_once_a_day"),
            models.CheckConstraint(condition=Q(holds=True) | ~Q(why=""), name="not_reviewed_early_says_why"),
        ]

"""The scale that a plan rates itself by, and its ratings."""

from __future__ import annotations

from django.db import models

from .places import InFile
from .plans import Action, ActionGroup, ImprovementPlan


class RatingScheme(models.Model):
    """One colour of a plan's own scale and what it means in the plan's words; a plan has as many rows as colours."""

    plan = models.ForeignKey(ImprovementPlan, models.CASCADE, related_name="scheme")
    position = models.PositiveIntegerField()
    colour = models.CharField(max_length=10)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]


class Rating(InFile):
    """A rating of an action, or of a group; or the place for one, while its colour is empty."""

    action = models.ForeignKey(Action, models.CASCADE, null=True, related_name="ratings")
    group = models.ForeignKey(ActionGroup, models.CASCADE, null=True, related_name="ratings")
    position = models.PositiveIntegerField()
    period = models.CharField(max_length=40, blank=True)
    printed = models.CharField(max_length=100, blank=True)
    colour = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(action__isnull=True, group__isnull=False) | models.Q(action__isnull=False, group__isnull=True),
                name="improvement_a_rating_is_of_one_thing",
            )
        ]

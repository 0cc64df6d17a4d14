"""The scale that a plan rates itself by, and its ratings."""

from __future__ import annotations

from django.db import models

from .places import InFile
from .plans import Action, ActionGroup, ImprovementPlan, Milestone


class RatingScheme(models.Model):
    """One colour of a plan's own scale and what it means in the plan's words; a plan has as many rows as colours."""

    plan = models.ForeignKey(ImprovementPlan, models.CASCADE, related_name="scheme")
    position = models.PositiveIntegerField()
    colour = models.CharField(max_length=10)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]


class Rating(InFile):
    """A rating of an action, a group or a milestone; or the place for one, while its colour is empty.

    What the plan printed has no `given_on`. What a person gives has its reason and the last day of its quarter, is never
    changed, and counts until the next for the same period: the highest position is what holds.
    """

    action = models.ForeignKey(Action, models.CASCADE, null=True, related_name="ratings")
    group = models.ForeignKey(ActionGroup, models.CASCADE, null=True, related_name="ratings")
    milestone = models.ForeignKey(Milestone, models.CASCADE, null=True, related_name="ratings")
    position = models.PositiveIntegerField()
    period = models.CharField(max_length=40, blank=True)
    printed = models.CharField(max_length=100, blank=True)
    colour = models.CharField(max_length=10, blank=True)
    reason = models.TextField(blank=True)
    suggested = models.CharField(max_length=10, blank=True, help_text="The colour that the facts suggested then")
    quarter_on = models.DateField(null=True, help_text="The last day of the quarter that it is for")
    given_on = models.DateField(null=True)
    given_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(action__isnull=True, group__isnull=False, milestone__isnull=True)
                | models.Q(action__isnull=False, group__isnull=True, milestone__isnull=True)
                | models.Q(action__isnull=True, group__isnull=True, milestone__isnull=False),
                name="improvement_a_rating_is_of_one_thing",
            ),
            models.CheckConstraint(
                condition=models.Q(given_on__isnull=True, quarter_on__isnull=True)
                | (models.Q(given_on__isnull=False, quarter_on__isnull=False) & ~models.Q(reason="") & ~models.Q(colour="")),
                name="improvement_who_rates_says_why",
            ),
        ]

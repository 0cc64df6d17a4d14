"""A plan to clear the reviews that are overdue: who does which in which week, and why in that order."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.people.models import Area
from goldenthread.plans.models import Plan


class CatchUp(models.Model):
    """The plan of an area that stands until another replaces it. `weekly` is how many reviews a worker takes each week."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    made_on = models.DateField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    weekly = models.PositiveSmallIntegerField()
    overdue = models.PositiveIntegerField(help_text="How many were overdue that day")
    clears_on = models.DateField(null=True)
    replaced_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-made_on", "pk"]
        constraints = [models.UniqueConstraint("area", condition=Q(replaced_on__isnull=True), name="one_catch_up_an_area")]


class CatchUpPlace(models.Model):
    """One overdue review in a catch-up: the week (its Monday), the worker, and the reasons for its rank."""

    catch_up = models.ForeignKey(CatchUp, models.CASCADE, related_name="places")
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="+")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    week_on = models.DateField()
    due_on = models.DateField(help_text="The date that was missed when the plan was made")
    score = models.PositiveIntegerField()
    reasons = models.JSONField(default=list)

    class Meta:
        ordering = ["week_on", "-score", "pk"]
        constraints = [models.UniqueConstraint("catch_up", "plan", name="one_place_a_plan")]

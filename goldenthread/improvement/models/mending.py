"""What people mended in a plan, with what the printed plan said."""

from django.db import models

from .plans import ImprovementPlan


class Mend(models.Model):
    """One correction: the words before and after it, who made it, when and why. The first of a field holds what was printed."""

    class Of(models.TextChoices):
        SECTION = "section", "Section"
        GROUP = "group", "Group"
        ACTION = "action", "Action"

    plan = models.ForeignKey(ImprovementPlan, models.CASCADE, related_name="mends")
    of = models.CharField(max_length=10, choices=Of.choices)
    of_id = models.BigIntegerField()
    field = models.CharField(max_length=20)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    why = models.TextField(blank=True)
    by_id = models.BigIntegerField(null=True)
    on = models.DateField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["plan", "of", "of_id"], name="improvement_mends_of_one_thing")]

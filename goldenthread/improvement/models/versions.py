"""Versions of a plan, and the partners who sign them."""

from django.db import models

from .plans import ImprovementPlan


class Partner(models.Model):
    """A body that signs the plan, from a day until a day."""

    plan = models.ForeignKey(ImprovementPlan, models.CASCADE, related_name="partners")
    name = models.CharField(max_length=200)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "name"], condition=models.Q(until_on__isnull=True), name="improvement_a_partner_signs_as_one")]

    def __str__(self) -> str:
        return self.name


class PlanVersion(models.Model):
    """The plan as it stood when somebody took a version of it. `content` never changes, and nothing does once it is published.

    `rated_until` is the last day of the last quarter whose ratings it shows: with its publishing they are locked.
    """

    plan = models.ForeignKey(ImprovementPlan, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    made_on = models.DateField()
    made_by_id = models.BigIntegerField(null=True)
    what_changed = models.TextField(blank=True)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    rated_until = models.DateField(null=True)
    consulted_on = models.DateField(null=True)
    submitted_on = models.DateField(null=True)
    published_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="improvement_versions_are_numbered")]

    def __str__(self) -> str:
        return f"Version {self.number}"


class SignOff(models.Model):
    """A partner signed a version: in whose name, and on which day."""

    of = models.ForeignKey(PlanVersion, models.PROTECT, related_name="signatures")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="signatures")
    name = models.CharField(max_length=200, help_text="Who signed for the partner, and as what")
    on = models.DateField()
    by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [models.UniqueConstraint(fields=["of", "partner"], name="improvement_a_partner_signs_once")]

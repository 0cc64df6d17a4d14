"""Phase transfers of a plan."""

from django.db import models

from goldenthread.plans.models import Plan


class PhaseTransfer(models.Model):
    """A plan must be reviewed and amended before the child changes phase (regulation 18)."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="phase_transfers")
    due_on = models.DateField()
    final_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-due_on"]
        constraints = [models.UniqueConstraint("plan", "due_on", name="one_phase_transfer_a_date")]

"""Phase transfers of a plan: from one phase of education to the next, and between post-16 settings."""

from django.db import models

from goldenthread.people.models import Adult, Organisation
from goldenthread.plans.models import Plan, Version

#: A move between post-16 settings, which has a date of its own (regulation 18(2)). The rest are keys of `school_year.NAMES`.
BETWEEN_POST16 = "between_post16"


class PhaseTransfer(models.Model):
    """A plan must be reviewed and amended before the child changes phase (regulation 18).

    `due_on` is the last day in time. `phase` is empty where only a return tells of it. `asked_on` is when the family was asked
    which setting they would like, `said_on` when they said; `preferred` and `preferred_words` are what they said. `final_on` is
    the day the amended plan that names the next setting was sent, `final_version` that plan where it was issued here.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="phase_transfers")
    due_on = models.DateField()
    phase = models.CharField(max_length=24, blank=True)
    moving_on = models.DateField(null=True, blank=True, help_text="The day of a move between post-16 settings")
    asked_on = models.DateField(null=True, blank=True)
    said_on = models.DateField(null=True, blank=True)
    said_by = models.ForeignKey(Adult, models.PROTECT, null=True, blank=True, related_name="+")
    said_by_child = models.BooleanField(default=False)
    preferred = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    preferred_words = models.TextField(blank=True)
    final_on = models.DateField(null=True, blank=True)
    final_version = models.ForeignKey(Version, models.PROTECT, null=True, blank=True, related_name="+")
    final_setting = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    final_words = models.TextField(blank=True, help_text="The type of setting named, or why none is")

    class Meta:
        ordering = ["-due_on"]
        constraints = [models.UniqueConstraint("plan", "due_on", name="one_phase_transfer_a_date")]

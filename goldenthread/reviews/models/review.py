"""Reviews of a plan."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from goldenthread.plans.models import Plan


class Review(models.Model):
    """A review of a plan (Act s.44; SEND Regulations 2014, regulations 18 to 22).

    It is complete only when met, decided and told: `met_on` is the meeting, `notified_on` the day the area wrote with
    its decision. Four weeks run from the meeting.
    """

    class Outcome(models.TextChoices):
        MAINTAIN = "M", "Keep the plan as it is"
        AMEND = "A", "Amend the plan"
        CEASE = "C", "End the plan"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="reviews")
    met_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=1, choices=Outcome.choices, blank=True)
    notified_on = models.DateField(null=True, blank=True)
    notice_sent_on = models.DateField(null=True, blank=True, help_text="When the proposed amendments were sent")
    amended_final_on = models.DateField(null=True, blank=True)
    no_amendment_on = models.DateField(null=True, blank=True)
    first_return = models.PositiveSmallIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-met_on", "-notified_on", "pk"]
        indexes = [models.Index("plan", name="review_of_plan")]
        constraints = [
            models.UniqueConstraint("plan", "met_on", condition=Q(met_on__isnull=False), name="one_review_a_meeting"),
            models.CheckConstraint(
                condition=Q(met_on__isnull=False) | Q(notified_on__isnull=False), name="review_was_met_or_decided"
            ),
        ]

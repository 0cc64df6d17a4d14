"""Reviews of a plan, from the day one is arranged to the day it is complete."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.people.models import Organisation
from goldenthread.plans.models import Plan


class Review(models.Model):
    """A review of a plan (Act s.44; SEND Regulations 2014, regulations 18 to 22).

    It is complete only when met, decided and told: `met_on` is the meeting, `notified_on` the day the area wrote with
    its decision. Four weeks run from the meeting. A decision to amend does not complete it: the amended plan does
    (`amended_final_on`), or a letter that there will be no change after all (`no_amendment_on`).

    `planned_on` is the day arranged for the meeting; `convened_by` the setting that holds it, and nobody where the
    council does (regulation 21). `reassess_on` is the day of a decision to reassess as well.
    """

    class Outcome(models.TextChoices):
        MAINTAIN = "M", "Keep the plan as it is"
        AMEND = "A", "Amend the plan"
        CEASE = "C", "End the plan"

    class Kind(models.TextChoices):
        ANNUAL = "annual", "Annual review"
        EARLY = "early", "Early review"
        UNDER_FIVE = "under_five", "Review of an under-five’s plan"
        PHASE = "phase", "Review before a change of phase"
        MOVED_IN = "moved_in", "First review after a move into the area"

    class Way(models.TextChoices):
        PERSON = "person", "In person"
        VIDEO = "video", "By video call"
        PHONE = "phone", "By telephone"
        MIXED = "mixed", "Some in person, some by video call"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="reviews")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.ANNUAL)
    convened_by = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    planned_on = models.DateField(null=True, blank=True)
    planned_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    way = models.CharField(max_length=6, choices=Way.choices, blank=True)
    why = models.CharField(max_length=500, blank=True, help_text="Why an early review is held, and who asked for it")
    invited_on = models.DateField(null=True, blank=True, help_text="When everybody whom the law lists had been invited")
    papers_on = models.DateField(null=True, blank=True, help_text="When the advice of all was sent round")
    called_off_on = models.DateField(null=True, blank=True)
    called_off_why = models.CharField(max_length=300, blank=True)
    met_on = models.DateField(null=True, blank=True)
    report_on = models.DateField(null=True, blank=True, help_text="When the report of the meeting was sent")
    outcome = models.CharField(max_length=1, choices=Outcome.choices, blank=True)
    reasons = models.TextField(blank=True)
    reassess_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
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
            models.UniqueConstraint(
                "plan", "planned_on", condition=Q(planned_on__isnull=False, called_off_on__isnull=True), name="one_review_planned_a_day"
            ),
            models.CheckConstraint(
                condition=Q(met_on__isnull=False) | Q(notified_on__isnull=False) | Q(planned_on__isnull=False),
                name="review_was_planned_met_or_decided",
            ),
            models.CheckConstraint(
                condition=Q(called_off_on__isnull=True) | Q(met_on__isnull=True, notified_on__isnull=True), name="called_off_before_it_was_met"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} of {self.met_on or self.planned_on or self.notified_on}"

    @property
    def is_planned(self) -> bool:
        """A meeting is to come, or its day has passed and nobody has said yet whether it was held."""
        return self.planned_on is not None and self.met_on is None and self.notified_on is None and self.called_off_on is None

    @property
    def is_amending(self) -> bool:
        """The plan is being amended: decided and told, and not finished."""
        return bool(self.outcome == "A" and self.notified_on and not (self.amended_final_on or self.no_amendment_on))

    @property
    def is_complete(self) -> bool:
        """Met, decided and told; and where the plan is amended, the amended plan or a letter of no change was sent."""
        return bool(self.met_on and self.notified_on and self.outcome) and not self.is_amending

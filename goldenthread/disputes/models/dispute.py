"""A dispute: what every kind of it has in common."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from goldenthread.casework.models import Decision
from goldenthread.people.models import Adult, Area, Child
from goldenthread.plans.models import Line


class Dispute(models.Model):
    """One disagreement, mediation, appeal, complaint or Ombudsman matter about one child.

    `opened_on` is the day the family (or whoever speaks for them) said it. `notice_sent_on` is the day of the council's
    notice that can be appealed, from which the family's times run. `adult` is who of the family raised it; with
    `by_young_person` it is the young person. Its words and papers are for them alone of the family. `stage`,
    `next_due_on` and `next_what` are kept from the facts for lists, and made again by `./manage rebuild`.
    """

    class Kind(models.TextChoices):
        DISAGREEMENT = "disagreement", "Disagreement resolution"
        MEDIATION = "mediation", "Mediation"
        APPEAL = "appeal", "Appeal"
        COMPLAINT = "complaint", "Complaint"
        OMBUDSMAN = "ombudsman", "Ombudsman"

    class About(models.TextChoices):
        REFUSAL_TO_ASSESS = "refusal_to_assess", "The council will not assess"
        REFUSAL_TO_ISSUE = "refusal_to_issue", "The council will not issue a plan"
        PLAN_CONTENTS = "plan_contents", "What the plan says in sections B, F or I"
        SECTION_I_ONLY = "section_i_only", "Only the school or setting named, or that none is"
        REFUSAL_TO_REASSESS = "refusal_to_reassess", "The council will not reassess"
        REFUSAL_TO_AMEND = "refusal_to_amend", "The council will not change the plan"
        CEASE = "cease", "The council will stop maintaining the plan"
        DISCRIMINATION = "disability_discrimination_claim", "Disability discrimination by a school"
        PROVISION = "provision", "Help in the plan that did not come"
        DELAY = "delay", "Something took too long"
        COMMUNICATION = "communication", "How people spoke, wrote or answered"
        HEALTH_CARE = "health_care", "Health or social care"
        OTHER = "other", "Something else"

    class Stage(models.TextChoices):
        NEW = "new", "Asked for"
        UNDER_WAY = "under_way", "Under way"
        CARRYING_OUT = "carrying_out", "Being carried out"
        OVER = "over", "Over"

    class Ended(models.TextChoices):
        SETTLED = "settled", "Settled"
        NOT_SETTLED = "not_settled", "Not settled"
        WITHDRAWN = "withdrawn", "Withdrawn"
        CARRIED_OUT = "carried_out", "All was carried out"
        NO_ACTION = "no_action", "Nothing was found to put right"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="disputes")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    about = models.CharField(max_length=32, choices=About.choices)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="disputes")
    line = models.ForeignKey(Line, models.PROTECT, null=True, blank=True, related_name="+", help_text="The line of the plan it is about")
    earlier = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="later", help_text="The mediation before an appeal")
    said = models.TextField(blank=True, help_text="What they said, in their words")
    adult = models.ForeignKey(Adult, models.PROTECT, null=True, blank=True, related_name="+")
    by_young_person = models.BooleanField(default=False)
    helped_by = models.CharField(max_length=120, blank=True, help_text="Whoever spoke for the family")
    notice_sent_on = models.DateField(null=True, blank=True)
    opened_on = models.DateField()
    recorded_on = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", help_text="Who answers for it")
    ended_on = models.DateField(null=True, blank=True)
    ended = models.CharField(max_length=12, choices=Ended.choices, blank=True)
    ended_why = models.CharField(max_length=500, blank=True)
    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.NEW)
    next_due_on = models.DateField(null=True, blank=True)
    next_what = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-opened_on", "pk"]
        indexes = [
            models.Index("child", name="dispute_of_child"),
            models.Index("area", "stage", "next_due_on", name="dispute_in_area"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ended_on__isnull=True) | ~Q(ended=""), name="dispute_over_says_how"),
            models.CheckConstraint(condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("opened_on")), name="dispute_ends_after_it_began"),
            models.CheckConstraint(condition=Q(adult__isnull=True) | Q(by_young_person=False), name="dispute_of_one_person"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.opened_on}"

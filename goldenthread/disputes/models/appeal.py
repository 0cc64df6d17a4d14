"""An appeal to the First-tier Tribunal (SEND), and what it recommends about health and social care."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from goldenthread.people.models import Organisation

from .dispute import Dispute


class Reason(models.TextChoices):
    """Why the council gave way, or what was learned: counted by kind."""

    NEW_EVIDENCE = "new_evidence", "New evidence came after the decision"
    TEST_NOT_APPLIED = "test_not_applied", "The legal test was not applied"
    EVIDENCE_OVERLOOKED = "evidence_overlooked", "Evidence that was there was not weighed"
    ADVICE_MISSING = "advice_missing", "Advice was missing or too old"
    NOT_SPECIFIC = "not_specific", "Help was not specific enough"
    NEED_LEFT_OUT = "need_left_out", "A need was left out"
    PLACE_FOUND = "place_found", "A place was found"
    CONSULTED_POORLY = "consulted_poorly", "The school asked for was not consulted, or not properly"
    TOO_LATE = "too_late", "A date in law was missed"
    AGREED = "agreed", "The family and the council came to an agreement"
    OTHER = "other", "Another reason"


class Appeal(models.Model):
    """An appeal, from the day the Tribunal had it to its decision.

    `sections` are those of the plan that are appealed; `extended` says whether health or social care recommendations
    are asked for as well. `council_received_on` starts the council's 30 working days, unless the Tribunal sets a date.
    `conceded_on` is the day the council told the Tribunal that it gives way, in whole or in part, with its reason.
    """

    class Part(models.TextChoices):
        WHOLE = "whole", "All of it"
        PARTLY = "part", "Part of it"

    class Hearing(models.TextChoices):
        VIDEO = "video", "By video"
        IN_PERSON = "in_person", "In person"
        PAPERS = "papers", "On the papers"

    class Outcome(models.TextChoices):
        ALLOWED = "allowed", "For the family"
        ALLOWED_IN_PART = "part", "For the family in part"
        DISMISSED = "dismissed", "For the council"
        CONSENT = "consent", "Ended by agreement (consent order)"
        STRUCK_OUT = "struck_out", "Struck out"

    dispute = models.OneToOneField(Dispute, models.CASCADE, primary_key=True, related_name="appeal")
    sections = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    extended = ArrayField(models.CharField(max_length=12), default=list, blank=True, help_text="health, social_care")
    certificate_on = models.DateField(null=True, blank=True)
    number = models.CharField(max_length=40, blank=True, help_text="The Tribunal's own number")
    lodged_on = models.DateField(null=True, blank=True, help_text="When the Tribunal received it")
    registered_on = models.DateField(null=True, blank=True)
    council_received_on = models.DateField(null=True, blank=True)
    response_directed_by = models.DateField(null=True, blank=True)
    responded_on = models.DateField(null=True, blank=True)
    conceded_on = models.DateField(null=True, blank=True)
    conceded_part = models.CharField(max_length=5, choices=Part.choices, blank=True)
    conceded_reason = models.CharField(max_length=20, choices=Reason.choices, blank=True)
    conceded_why = models.TextField(blank=True)
    hearing_on = models.DateField(null=True, blank=True)
    hearing_by = models.CharField(max_length=9, choices=Hearing.choices, blank=True)
    heard_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True, help_text="When the decision was sent")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(conceded_on__isnull=True) | (~Q(conceded_reason="") & ~Q(conceded_part="") & ~Q(conceded_why="")),
                name="concession_has_its_reason",
            ),
            models.CheckConstraint(condition=Q(decided_on__isnull=True) | ~Q(outcome=""), name="decided_appeal_says_how"),
        ]

    def __str__(self):
        return self.number or f"Appeal {self.pk}"


class Recommendation(models.Model):
    """What the Tribunal recommends to a health board or to social care. It binds nobody, but must be answered in writing."""

    class Body(models.TextChoices):
        HEALTH = "health", "Health"
        SOCIAL_CARE = "social_care", "Social care"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    dispute = models.ForeignKey(Dispute, models.CASCADE, related_name="recommendations")
    body = models.CharField(max_length=11, choices=Body.choices)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    what = models.TextField()
    recommended_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)
    accepted = models.BooleanField(null=True)
    answer = models.TextField(blank=True, help_text="The steps that will be taken, or the reasons why not")
    copied_on = models.DateField(null=True, blank=True, help_text="When the Department for Education was sent a copy")

    class Meta:
        ordering = ["recommended_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(answered_on__isnull=True) | (Q(accepted__isnull=False) & ~Q(answer="")), name="answered_recommendation_says_what"),
        ]

    def __str__(self):
        return self.what[:60]

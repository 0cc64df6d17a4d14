"""Agreements with partners: to share data, to work together, to look after children across a border."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .organisations import Area, Organisation


class Agreement(models.Model):
    """What an area and its partners have agreed in writing: what for, until when, and by when somebody looks at it again.

    It is in force while it has begun, has not ended, and every partner that is to sign has signed; `owner` is reminded of it.
    """

    class Kind(models.TextChoices):
        DATA_SHARING = "data", "Data sharing"
        JOINT_WORKING = "joint", "Joint working"
        CROSS_BORDER = "border", "Children in another council’s area"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="agreements")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    name = models.CharField(max_length=160)
    purpose = models.CharField(max_length=1000, help_text="What it is for, and what it lets the partners do")
    basis = models.CharField(max_length=300, blank=True, help_text="The law under which data are shared")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    from_on = models.DateField()
    review_on = models.DateField(help_text="By when it is looked at again")
    until_on = models.DateField(null=True, blank=True, help_text="The last day; empty where it has none")
    reviewed_on = models.DateField(null=True, blank=True, help_text="When it was last looked at")
    ended_on = models.DateField(null=True, blank=True, help_text="When it was ended before its time")
    ended_because = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="agreement_ends_after_it_began"),
            models.CheckConstraint(condition=Q(review_on__gte=F("from_on")), name="agreement_reviewed_after_it_began"),
        ]
        indexes = [models.Index("area", "review_on", name="agreement_to_review", condition=Q(ended_on__isnull=True))]

    def __str__(self) -> str:
        return self.name


class AgreementPartner(models.Model):
    """A body that is to sign an agreement, whom to speak to there, and who signed for it on which day."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    contact = models.CharField(max_length=200, blank=True, help_text="Whom to speak to, with their post")
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    signed_by = models.CharField(max_length=200, blank=True)
    signed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["organisation__name", "pk"]
        constraints = [models.UniqueConstraint("agreement", "organisation", name="agreement_partner_once")]

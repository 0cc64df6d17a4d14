"""A service, the returns that it gave, and the referrals that they tell of."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from goldenthread.people.models import Area, Organisation

from .codes import DECISIONS, DISCHARGED, REJECTED


class Service(models.Model):
    """A service that children of an area are referred to, and the body that gives it.

    `standard_weeks` is the wait that it is held against. `again_months`: a referral is a re-referral when it comes within so many
    months of a discharge; no rule fixes how many, so that 12 is assumed until somebody says otherwise.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    area = models.ForeignKey(Area, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    standard_weeks = models.PositiveSmallIntegerField(default=18)
    again_months = models.PositiveSmallIntegerField(default=12)
    first_quarter = models.DateField(help_text="The last day of the first quarter that a return is due for")
    due_days = models.PositiveSmallIntegerField(default=30, help_text="Days after the quarter’s end")
    set_on = models.DateField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint("area", "name", condition=Q(ended_on=None), name="one_service_a_name"),
            models.CheckConstraint(condition=Q(standard_weeks__range=(1, 104), again_months__range=(1, 60), due_days__lte=120), name="service_within_its_bounds"),
        ]

    def __str__(self) -> str:
        return self.name


class ServiceReturnQuerySet(models.QuerySet["ServiceReturn"]):
    """Returns."""

    def that_count(self) -> ServiceReturnQuerySet:
        """Those that give a quarter: not a file that has rows of which none could be taken."""
        return self.exclude(rows_in__gt=0, created=0, changed=0, unchanged=0)


class ServiceReturn(models.Model):
    """One file that a service sent for a quarter. Sent again it is a further version; the file itself is not kept, what it said is.

    `absent` counts open referrals that were told before and that this file leaves out. `refused` are the rows that were not
    taken: line, column and sentence, never the value.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    service = models.ForeignKey(Service, models.CASCADE, related_name="returns")
    quarter = models.DateField(help_text="Its last day")
    version = models.PositiveSmallIntegerField()
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows_in = models.PositiveIntegerField()
    created = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    absent = models.PositiveIntegerField()
    refused = models.JSONField(default=list)
    sent_on = models.DateField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ServiceReturnQuerySet.as_manager()

    class Meta:
        ordering = ["-quarter", "-version"]
        constraints = [models.UniqueConstraint("service", "quarter", "version", name="one_service_return_a_version")]

    def __str__(self) -> str:
        return f"{self.quarter}, version {self.version}"


class Referral(models.Model):
    """One referral to a service, under the service's own number for the child: no child of the record hangs from it.

    Whether it waits follows from its days. `struck_on` says that it was entered by mistake and counts nowhere.
    """

    service = models.ForeignKey(Service, models.CASCADE, related_name="referrals")
    number = models.CharField(max_length=40)
    referred_on = models.DateField()
    district = models.CharField(max_length=60, blank=True)
    decision = models.CharField(max_length=8, choices=list(DECISIONS.items()), blank=True)
    decided_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=12, choices=list(REJECTED.items()), blank=True)
    started_on = models.DateField(null=True, blank=True)
    discharged_on = models.DateField(null=True, blank=True)
    discharge_reason = models.CharField(max_length=12, choices=list(DISCHARGED.items()), blank=True)
    struck_on = models.DateField(null=True, blank=True)
    told_by = models.ForeignKey(ServiceReturn, models.PROTECT, related_name="+", help_text="The return that said so last")

    class Meta:
        ordering = ["referred_on", "pk"]
        constraints = [
            models.UniqueConstraint("service", "number", "referred_on", name="one_referral_a_day"),
            models.CheckConstraint(
                condition=~Q(decision="rejected") | (Q(decided_on__isnull=False, started_on=None, discharged_on=None) & ~Q(reason="")), name="rejected_referral_says_when_and_why"
            ),
            models.CheckConstraint(condition=Q(discharged_on=None, discharge_reason="") | (Q(discharged_on__isnull=False) & ~Q(discharge_reason="")), name="discharge_says_why"),
            models.CheckConstraint(
                condition=(Q(decided_on=None) | Q(decided_on__gte=F("referred_on"))) & (Q(started_on=None) | Q(started_on__gte=F("referred_on")))
                & (Q(discharged_on=None) | Q(discharged_on__gte=F("referred_on"))) & (Q(discharged_on=None) | Q(started_on=None) | Q(discharged_on__gte=F("started_on"))),
                name="referral_days_in_order",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.number}, {self.referred_on}"

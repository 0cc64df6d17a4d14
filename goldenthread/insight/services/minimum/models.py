"""A minimum data set by its versions, what each asks for, and the values that bodies give."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.people.models import Area, Organisation

from ..models import Service

UNITS = (("count", "A number"), ("%", "Per cent"), ("weeks", "Weeks"), ("days", "Days"), ("£", "Pounds"))
EVERY = ((3, "Each quarter"), (6, "Each half-year"), (12, "Each year"))
SIDES = (("least", "At least"), ("most", "At most"))


class MinimumSet(models.Model):
    """One version of what the strategic group must see. Until it is agreed it is a draft, of which an area has one at most.

    An agreed version never changes: `agreed_in` says where, and `agreed_by` who recorded it.
    """

    area = models.ForeignKey(Area, models.CASCADE, related_name="+")
    version = models.PositiveSmallIntegerField()
    begun_on = models.DateField()
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agreed_on = models.DateField(null=True, blank=True)
    agreed_in = models.CharField(max_length=200, blank=True)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint("area", "version", name="one_minimum_set_a_version"),
            models.UniqueConstraint("area", condition=Q(agreed_on=None), name="one_draft_of_a_minimum_set"),
            models.CheckConstraint(condition=Q(agreed_on=None, agreed_in="", agreed_by=None) | (Q(agreed_on__isnull=False, agreed_by__isnull=False) & ~Q(agreed_in="")), name="an_agreed_minimum_set_says_where"),
        ]

    def __str__(self) -> str:
        return f"Version {self.version}"


class MinimumItem(models.Model):
    """One thing that must be seen. `code` is the same in every version; `source` says where its value comes from:
    "indicator:CODE", "service:MEASURE" of `service`, or "entered" by the body that gives it."""

    of = models.ForeignKey(MinimumSet, models.CASCADE, related_name="items")
    code = models.CharField(max_length=6)
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=40)
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="+")
    contract = models.CharField(max_length=120, blank=True)
    giver = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    unit = models.CharField(max_length=5, choices=UNITS)
    every = models.PositiveSmallIntegerField(choices=EVERY)
    due_days = models.PositiveSmallIntegerField(help_text="Days after the quarter’s end")
    side = models.CharField(max_length=5, choices=SIDES, blank=True)
    target = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint("of", "code", name="one_minimum_item_a_code"),
            models.CheckConstraint(condition=Q(target=None, side="") | (Q(target__isnull=False) & ~Q(side="")), name="a_target_says_which_side"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class MinimumValue(models.Model):
    """What a body gave for one thing and quarter. Given again, the one before is kept with the day on which it was replaced."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="+")
    code = models.CharField(max_length=6)
    quarter = models.DateField(help_text="Its last day")
    value = models.DecimalField(max_digits=12, decimal_places=2)
    out_of = models.PositiveIntegerField(null=True, blank=True)
    given_on = models.DateField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    replaced_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["code", "quarter", "pk"]
        constraints = [models.UniqueConstraint("area", "code", "quarter", condition=Q(replaced_on=None), name="one_minimum_value_a_quarter")]

    def __str__(self) -> str:
        return f"{self.code}, {self.quarter}"

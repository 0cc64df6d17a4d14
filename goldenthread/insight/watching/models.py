"""Rules on indicators, and what was looked into because of them."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.people.models import Area


class Watch(models.Model):
    """One rule: when an indicator's month end lies above or below a limit for so many months, somebody looks into it.

    `limit` is a number of the indicator's own unit, or how far it may lie from England's or the neighbours' published
    figure. A rule never changes: another takes its place, so that what was opened says by which rule.
    """

    class Side(models.TextChoices):
        ABOVE = "above", "Above it"
        BELOW = "below", "Below it"

    class Against(models.TextChoices):
        NUMBER = "number", "A number of our own"
        ENGLAND = "england", "England’s published figure"
        NEIGHBOURS = "neighbours", "The middle of our statistical neighbours"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    area = models.ForeignKey(Area, models.CASCADE, related_name="+")
    code = models.CharField(max_length=8, help_text="Of an indicator")
    side = models.CharField(max_length=5, choices=Side.choices)
    against = models.CharField(max_length=10, choices=Against.choices)
    limit = models.DecimalField(max_digits=9, decimal_places=1)
    months = models.PositiveSmallIntegerField(help_text="How many month ends in a row")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    days = models.PositiveSmallIntegerField(help_text="Days to look into it")
    why = models.CharField(max_length=300, blank=True)
    set_on = models.DateField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["code", "set_on", "pk"]
        constraints = [
            models.UniqueConstraint("area", "code", "side", "against", "limit", "months", condition=Q(ended_on=None), name="one_watch_of_a_kind"),
            models.CheckConstraint(condition=Q(months__range=(1, 12), days__range=(1, 90), limit__gte=0), name="watch_within_its_bounds"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.side} {self.limit}"


class Analysis(models.Model):
    """What somebody is to look into, because a figure passed a rule: the figure as everybody may see it, and what was found.

    `limit` is the number that it was held against on that day, England's or the neighbours' with what it may differ.
    """

    class Outcome(models.TextChoices):
        ACTING = "acting", "It is real, and something is being done"
        RECORDS = "records", "The records were wrong, and are being put right"
        EXPLAINED = "explained", "It is explained, and nothing needs doing"
        RAISED = "raised", "It was taken to a board"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    watch = models.ForeignKey(Watch, models.PROTECT, related_name="analyses")
    area = models.ForeignKey(Area, models.CASCADE, related_name="+")
    code = models.CharField(max_length=8)
    at = models.DateField(help_text="The month's end that passed")
    value = models.DecimalField(max_digits=12, decimal_places=1)
    limit = models.DecimalField(max_digits=12, decimal_places=1)
    opened_on = models.DateField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    due_on = models.DateField()
    found = models.TextField(blank=True)
    written_on = models.DateField(null=True, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=9, choices=Outcome.choices, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-opened_on", "code", "pk"]
        indexes = [
            models.Index("owner", condition=Q(closed_on=None), name="analysis_open_of"),
            models.Index("area", "code", name="analysis_of_indicator"),
        ]
        constraints = [
            models.UniqueConstraint("watch", condition=Q(closed_on=None), name="one_open_analysis_a_watch"),
            models.UniqueConstraint("watch", "at", name="one_analysis_a_month_end"),
            models.CheckConstraint(condition=Q(closed_on=None, outcome="") | (Q(closed_on__isnull=False) & ~Q(outcome="") & ~Q(found="")), name="a_closed_analysis_says_what_was_found"),
        ]

    def __str__(self) -> str:
        return f"{self.code} as at {self.at}"

"""What is known of a school's size and intake, and the question an area asks a school about the needs it finds."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.people.models import Area, Organisation


class SchoolNumbers(models.Model):
    """A school's pupils on roll, and the share of them eligible for free school meals, as the national register has them."""

    school = models.OneToOneField(Organisation, models.CASCADE, primary_key=True, related_name="+")
    pupils = models.PositiveIntegerField(null=True)
    free_meals = models.DecimalField(max_digits=4, decimal_places=1, null=True, help_text="Per cent of pupils")
    taken_in_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.school}: {self.pupils} pupils"


class SchoolQuery(models.Model):
    """One question to one school about one type of need. The figures are kept as they stood when it was asked.

    Asked, then answered by the school, then closed by an officer with what came of it.
    """

    class Outcome(models.TextChoices):
        EXPLAINED = "explained", "Explained: the school’s intake or its provision is the reason"
        RECORDS = "records", "Records are being put right"
        SUPPORT = "support", "The school is being offered support"
        FURTHER = "further", "Taken further elsewhere"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    school = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    need = models.CharField(max_length=4)
    found = models.PositiveIntegerField(help_text="Plans here with this main need")
    base = models.PositiveIntegerField(help_text="Out of how many")
    of_pupils = models.BooleanField(help_text="The base is pupils on roll; otherwise plans at the school")
    low = models.PositiveIntegerField()
    high = models.PositiveIntegerField()
    question = models.TextField()
    asked_on = models.DateField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=9, choices=Outcome.choices, blank=True)
    closed_on = models.DateField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-asked_on", "pk"]
        indexes = [models.Index("school", "asked_on", name="schoolquery_of_school"), models.Index("area", "asked_on", name="schoolquery_of_area")]
        constraints = [
            models.CheckConstraint(condition=Q(answered_on=None) | ~Q(answer=""), name="an_answer_to_a_school_query_says_something"),
            models.CheckConstraint(condition=Q(closed_on=None, outcome="") | (Q(closed_on__isnull=False) & ~Q(outcome="")), name="a_closed_school_query_says_what_came_of_it"),
            models.UniqueConstraint("school", "need", condition=Q(closed_on=None), name="one_open_school_query_a_need"),
        ]

    def __str__(self) -> str:
        return f"{self.school}: {self.need}"

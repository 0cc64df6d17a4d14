"""Which course a young person near 25 is on: it sets the last day to which their plan may go on."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.plans.models import Plan


class Course(models.Model):
    """The course in whose academic year they turn 25, as far as somebody said (SEND Regulations 2014, regulation 46).

    In further education the academic year ends on 31 July, whatever the course; an apprenticeship and any other course end on
    `ends_on`, the day on which they are to end, or on the day before the 26th birthday if that is earlier.
    """

    class Kind(models.TextChoices):
        FURTHER = "fe", "At a further education college, or another setting of that sector"
        APPRENTICESHIP = "apprenticeship", "An apprenticeship"
        OTHER = "other", "Another course of education or training"

    plan = models.OneToOneField(Plan, models.PROTECT, related_name="course")
    kind = models.CharField(max_length=14, choices=Kind.choices)
    ends_on = models.DateField(null=True, blank=True)
    said_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(kind="fe") | Q(ends_on__isnull=False), name="course_says_when_it_ends")]

    def __str__(self):
        return self.get_kind_display()

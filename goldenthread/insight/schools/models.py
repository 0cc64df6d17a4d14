"""What schools count of their own pupils, what the area counts of its young people, and the published needs that they stand beside. No child is in any of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from goldenthread.people.models import Area, Organisation

from ..pupils.models import STATUSES

#: Ages that an area tracks. Past 17 it does so for young people with a plan alone.
AGES = (("16-17", "16 and 17"), ("18-24", "18 to 24"))


class _Given(models.Model):
    """A count somebody gave. Given again it is a further version: the earlier stays, with the day on which it was replaced."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="+")
    version = models.PositiveSmallIntegerField()
    file_name = models.CharField(max_length=200, blank=True, help_text="Empty where it was typed")
    given_on = models.DateField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    replaced_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True


class SchoolNeeds(_Given):
    """A school's pupils with SEN Support on a census day, by their primary need. `needs` holds how many of each code; "" those not recorded."""

    school = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    census_on = models.DateField()
    on_roll = models.PositiveIntegerField()
    support = models.PositiveIntegerField(help_text="All of them together")
    needs = models.JSONField()

    class Meta:
        ordering = ["-census_on", "-version"]
        indexes = [models.Index("area", "census_on", name="schoolneeds_of_area")]
        constraints = [
            models.UniqueConstraint(
                "school", "census_on", condition=Q(replaced_on=None), name="one_school_needs_a_census"
            ),
            models.UniqueConstraint("school", "census_on", "version", name="one_school_needs_a_version"),
            models.CheckConstraint(condition=Q(support__lte=F("on_roll")), name="no_more_with_support_than_on_roll"),
        ]

    def __str__(self) -> str:
        return f"{self.census_on}, version {self.version}"


class SchoolAbsence(_Given):
    """Sessions of a school's pupils of one status in a month, which is known by its last day. `often` are pupils who missed a tenth or more."""

    school = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    month = models.DateField(help_text="Its last day")
    status = models.CharField(max_length=7, choices=STATUSES)
    pupils = models.PositiveIntegerField()
    possible = models.PositiveIntegerField()
    authorised = models.PositiveIntegerField()
    unauthorised = models.PositiveIntegerField()
    often = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-month", "status", "-version"]
        indexes = [models.Index("area", "month", name="schoolabsence_of_area")]
        constraints = [
            models.UniqueConstraint(
                "school", "month", "status", condition=Q(replaced_on=None), name="one_school_absence_a_month"
            ),
            models.UniqueConstraint("school", "month", "status", "version", name="one_school_absence_a_version"),
            models.CheckConstraint(
                condition=Q(possible__gte=F("authorised") + F("unauthorised")), name="no_more_missed_than_possible"
            ),
            models.CheckConstraint(
                condition=Q(often=None) | Q(often__lte=F("pupils")), name="no_more_often_absent_than_pupils"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month} {self.status}, version {self.version}"


class YoungPeople(_Given):
    """Young people of an area of one age and status: how many, and how many of them are in no education, work or training, or not known.

    Of a month, known by its last day; `of_year` where it is the average of December to February, which the department publishes as that year's.
    """

    month = models.DateField(help_text="Its last day; of a year the last day of February")
    of_year = models.BooleanField(default=False)
    age = models.CharField(max_length=5, choices=AGES)
    status = models.CharField(max_length=7, choices=STATUSES)
    people = models.PositiveIntegerField()
    neet = models.PositiveIntegerField()
    unknown = models.PositiveIntegerField()

    class Meta:
        ordering = ["-month", "age", "status", "-version"]
        constraints = [
            models.UniqueConstraint(
                "area",
                "month",
                "of_year",
                "age",
                "status",
                condition=Q(replaced_on=None),
                name="one_count_of_young_people",
            ),
            models.UniqueConstraint(
                "area", "month", "of_year", "age", "status", "version", name="one_count_of_young_people_a_version"
            ),
            models.CheckConstraint(
                condition=Q(people__gte=F("neet") + F("unknown")), name="no_more_neet_than_young_people"
            ),
            models.CheckConstraint(condition=Q(age="16-17") | Q(status="plan"), name="past_17_with_a_plan_alone"),
        ]

    def __str__(self) -> str:
        return f"{self.month} {self.age} {self.status}, version {self.version}"


class PublishedNeed(models.Model):
    """Pupils of one status with one primary need in one place in a January, as the department publishes them. "" stands for not recorded."""

    year = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=1, help_text="E England, R a region, A an authority")
    place = models.CharField(max_length=9)
    status = models.CharField(max_length=7, choices=STATUSES)
    need = models.CharField(max_length=4, blank=True)
    pupils = models.PositiveIntegerField()
    source = models.CharField(max_length=300)
    taken_in_on = models.DateField()

    class Meta:
        ordering = ["year", "level", "place", "status", "need"]
        constraints = [
            models.UniqueConstraint("year", "level", "place", "status", "need", name="one_published_need_a_place")
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.year} {self.status} {self.need}: {self.pupils}"

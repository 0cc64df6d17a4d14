"""Published figures of pupils by special educational needs, and an area's targets."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from goldenthread.people.models import Area

STATUSES = (("plan", "Pupils with a plan"), ("support", "Pupils with SEN support"), ("none", "Pupils with no special educational needs"))


class PupilFile(models.Model):
    """One file that was taken in: of which measure, from which of its columns, and where it was published."""

    measure = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    column = models.CharField(max_length=80)
    source = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    taken_in_on = models.DateField()

    class Meta:
        ordering = ["measure", "-taken_in_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.measure}: {self.name}"


class PupilRow(models.Model):
    """One measure of one group of pupils of one place in one school year, which ends in `year`. Without a value, `sign` says why."""

    of = models.ForeignKey(PupilFile, models.CASCADE, related_name="rows")
    measure = models.CharField(max_length=20)
    status = models.CharField(max_length=7, choices=STATUSES)
    year = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=1, help_text="E England, R a region, A an authority")
    place = models.CharField(max_length=9)
    name = models.CharField(max_length=100)
    region = models.CharField(max_length=9, blank=True)
    value = models.FloatField(null=True)
    sign = models.CharField(max_length=4, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("measure", "status", "year", "level", "place", name="one_pupil_row_a_place")]

    def __str__(self) -> str:
        return f"{self.measure} {self.status} {self.place} {self.year}"


class PupilTarget(models.Model):
    """What an area wants to reach in a school year. Set again, the newest stands; those before are in the log of events."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="+")
    measure = models.CharField(max_length=20)
    status = models.CharField(max_length=7, choices=STATUSES)
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=6, decimal_places=2)
    set_on = models.DateField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["measure", "status", "year"]
        constraints = [models.UniqueConstraint("area", "measure", "status", "year", name="one_pupil_target_a_year")]

    def __str__(self) -> str:
        return f"{self.measure} {self.status} {self.year}: {self.value}"

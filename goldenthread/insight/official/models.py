"""Official figures as they are held: one value of one figure, of one place, on one day, with where it comes from."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.people.models import Area


class OfficialFigure(models.Model):
    """What somebody published. `on` is the day it is as at, or the last of the time it counts; `period` is that in their words.

    `of` is whose it is: the area's own, one of its postcode districts', or of those it is compared with. Taken in again
    with another value, the row is the new value and nobody has checked it; what it was is in the log of events.
    """

    class Of(models.TextChoices):
        AREA = "area", "The area"
        DISTRICT = "district", "A postcode district"
        REGION = "region", "Its region"
        ENGLAND = "england", "England"
        NEIGHBOURS = "neighbours", "Its statistical neighbours, the middle of ten"

    area = models.ForeignKey(Area, models.CASCADE, related_name="official_figures")
    key = models.CharField(max_length=40)
    of = models.CharField(max_length=10, choices=Of.choices)
    district = models.CharField(max_length=4, blank=True)
    on = models.DateField()
    period = models.CharField(max_length=60)
    value = models.DecimalField(max_digits=12, decimal_places=2)
    source = models.CharField(max_length=300)
    taken_in_on = models.DateField()
    first_held_on = models.DateField(null=True, help_text="When a value of it was first taken in")
    taken_in_by = models.CharField(max_length=200)
    checked_on = models.DateField(null=True, blank=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["key", "-on", "of", "district"]
        constraints = [
            models.UniqueConstraint("area", "key", "of", "district", "on", name="one_official_figure_a_place_and_day"),
            models.CheckConstraint(condition=Q(of="district") ^ Q(district=""), name="official_figure_of_a_district_names_it"),
            models.CheckConstraint(condition=Q(value__gte=0), name="official_figure_not_below_nought"),
        ]

    def __str__(self) -> str:
        return f"{self.key}, {self.period}"

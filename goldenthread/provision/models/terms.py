"""When settings are open."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from goldenthread.people.models import Area, Organisation


class TermDates(models.Model):
    """Half a term: the first and the last day on which settings are open. One setting's own, or the whole area's.

    A setting that has any dates of its own goes by them alone.
    """

    class Term(models.TextChoices):
        AUTUMN = "autumn", "Autumn"
        SPRING = "spring", "Spring"
        SUMMER = "summer", "Summer"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="term_dates")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="term_dates")
    year = models.PositiveSmallIntegerField(help_text="The year in which the school year began")
    term = models.CharField(max_length=6, choices=Term.choices)
    first_on = models.DateField()
    last_on = models.DateField()
    removed_on = models.DateField(null=True, blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["first_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="term_ends_after_it_began"),
            models.UniqueConstraint(
                "area", "organisation", "first_on", condition=Q(removed_on__isnull=True), name="term_begins_once", nulls_distinct=False
            ),
        ]

    def __str__(self):
        return f"{self.get_term_display()} {self.year}, from {self.first_on}"

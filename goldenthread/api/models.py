"""What an area publishes."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.people.models import Area


class PublishedFigure(models.Model):
    """An area lets anybody see one indicator, by month, with small numbers hidden: from a day, until it takes it back."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)
    from_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    until_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["code", "pk"]
        constraints = [models.UniqueConstraint("area", "code", condition=Q(until_on__isnull=True), name="published_once")]

    def __str__(self) -> str:
        return self.code

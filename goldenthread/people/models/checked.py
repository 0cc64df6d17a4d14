"""That somebody held a child's number against a source that knows it."""

from django.conf import settings
from django.db import models

from .children import Child


class NumberCheck(models.Model):
    """On a day somebody found this number of the child at a source. It speaks of that number alone: another one on the record
    since then has not been checked. The newest check of a kind is the one that counts."""

    class Kind(models.TextChoices):
        NHS = "nhs", "NHS number"
        UPN = "upn", "Unique pupil number (UPN)"

    class Source(models.TextChoices):
        NATIONAL = "national", "The national record (NHS Spine, or the department’s Get Information About Pupils)"
        HEALTH = "health", "A health service’s record or letter"
        SCHOOL = "school", "The school’s own register"
        AUTHORITY = "authority", "Another council’s record"
        FAMILY = "family", "A paper that the family showed"

    child = models.ForeignKey(Child, models.CASCADE, related_name="number_checks")
    kind = models.CharField(max_length=3, choices=Kind.choices)
    number = models.CharField(max_length=13)
    source = models.CharField(max_length=9, choices=Source.choices)
    checked_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-checked_on", "-pk"]
        indexes = [models.Index("child", "kind", "number", name="number_check_of_child")]

    def __str__(self) -> str:
        return self.get_kind_display()

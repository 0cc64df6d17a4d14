"""The published figures as they are held: a file of a release, and its total for each place and period."""

from django.db import models


class PublishedFile(models.Model):
    """One data set of one year's release. `columns` are the names of the figures in the order in which rows hold them."""

    release = models.PositiveSmallIntegerField(help_text="The year in which it was published")
    dataset = models.CharField(max_length=40)
    name = models.CharField(max_length=200, help_text="The file's own name")
    sha256 = models.CharField(max_length=64)
    columns = models.JSONField()
    taken_in_on = models.DateField()

    class Meta:
        ordering = ["release", "dataset"]
        constraints = [models.UniqueConstraint("release", "dataset", name="one_published_file_a_release")]

    def __str__(self) -> str:
        return f"{self.dataset}, {self.release}"


class PublishedRow(models.Model):
    """What one file says of one place in one year: the total, not its breakdowns.

    `figures` are numbers, or the sign that stands for none ("x" not available, "z" not applicable): a sign is never 0.
    """

    class Level(models.TextChoices):
        ENGLAND = "E", "England"
        REGION = "R", "Region"
        AUTHORITY = "A", "Local authority"

    of = models.ForeignKey(PublishedFile, models.CASCADE, related_name="rows")
    year = models.PositiveSmallIntegerField(help_text="The calendar year, or the year of the January it was counted in")
    level = models.CharField(max_length=1, choices=Level.choices)
    place = models.CharField(max_length=9, help_text="An authority's three-digit number, a region's code, or England's")
    name = models.CharField(max_length=100)
    region = models.CharField(max_length=9, blank=True, help_text="The region an authority lies in")
    figures = models.JSONField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("of", "year", "level", "place", name="one_published_row_a_place")]

    def __str__(self) -> str:
        return f"{self.name}, {self.year}"

"""What is counted ahead for the dashboards."""

from __future__ import annotations

from django.db import models

from goldenthread.people.models import Area


class Tally(models.Model):
    """So many more or fewer of one thing in an area. The sum of `count` over rows that are otherwise equal is how many there are.

    Triggers on cases and deadlines add a row for what each statement changed, in the same transaction, and lock nothing: two
    people who work in one area never wait for each other here. A job folds rows that are otherwise equal into one.

    `kind` is "stage" (open cases by stage; `number` is the named worker's id, 0 for nobody), "due" (open cases by stage and
    next date, `day`), "open" (clocks of the law that run, by clock, with the day they `began` and the `day` they are due) or
    "past" (clocks that ended, by clock and the first day of the year in which they `began`; `number` is the days they took,
    999 for more). A closed record is in none.
    """

    area = models.ForeignKey(Area, models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=6)
    key = models.CharField(max_length=24)
    number = models.BigIntegerField(default=0)
    began = models.DateField(null=True)
    day = models.DateField(null=True)
    count = models.IntegerField()

    class Meta:
        indexes = [models.Index("area", "kind", name="tally_of_area"), models.Index("area", "id", name="newest_tally")]

"""Figures of past months, kept so that a page of many need not count them again."""

from __future__ import annotations

from django.db import models

from goldenthread.people.models import Area


class Snapshot(models.Model):
    """One figure of one area as at a day, as it was counted at a time: a cache, made again by `./manage rebuild_snapshots`.

    It counts the twelve months to the day, or the day itself where the indicator is of a day, so that months can be
    compared; with `own` the indicator's own time, as lists of today show it. `value` is empty where there was nothing to divide by, or where the record does not hold that time whole.
    `beside` are the numbers that share out its base, and after them how many children are behind it where one may have many: for hiding
    small ones.
    """

    area = models.ForeignKey(Area, models.CASCADE, related_name="+")
    code = models.CharField(max_length=8, help_text="Of an indicator")
    at = models.DateField()
    own = models.BooleanField(default=False)
    numerator = models.BigIntegerField()
    denominator = models.BigIntegerField(null=True)
    value = models.FloatField(null=True)
    complete = models.BooleanField()
    beside = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    counted_at = models.DateTimeField()
    newest_event = models.BigIntegerField(default=0, help_text="Of what was recorded, the newest when it was counted; with `own` only")

    class Meta:
        ordering = ["code", "at", "own"]
        constraints = [models.UniqueConstraint("area", "code", "at", "own", name="one_snapshot_a_day")]

    def __str__(self) -> str:
        return f"{self.code} as at {self.at}"


class KeptCount(models.Model):
    """What one question about an area came to since its figures of today were counted: asked again, it is answered from here.

    `question` is the SHA-256 of the statement with its values, so that another edition of the library asks another question.
    `generation` is the newest of the area's figures of today (`Snapshot`) as it was asked: once those are counted again, it
    answers nothing any more and is thrown away. It holds true numbers of the whole area; whoever shows them guards them.
    """

    area = models.ForeignKey(Area, models.CASCADE, related_name="+")
    question = models.CharField(max_length=64)
    generation = models.BigIntegerField()
    rows = models.JSONField(help_text="As the statement gave them")
    whole_from = models.PositiveSmallIntegerField(null=True, help_text="The first year of which the record was whole")
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("area", "question", name="one_answer_a_question")]

    def __str__(self) -> str:
        return f"{self.question[:8]}, counted at {self.counted_at}"

"""What a measure rests on besides figures: cases that were looked at, and stories with their papers."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from goldenthread.core.models import StoredFile

from .measures import Measure


class MeasureEvidence(models.Model):
    """Cases that were sampled, or a story, about a measure. It names no child and is never changed: what was wrong is taken back,
    with why, and put anew.

    Of a sample: `drawn` says how cases were chosen, `looked_at` how many were looked at and `held` in how many of them it was as
    it should be. `gathered_by` is who looked or who tells.
    """

    class Kind(models.TextChoices):
        SAMPLE = "sample", "Sampled cases"
        STORY = "story", "A story"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    on = models.DateField(help_text="The last day of the time that it tells of")
    words = models.TextField(help_text="What was found, or what happened")
    drawn = models.CharField(max_length=300, blank=True)
    looked_at = models.PositiveIntegerField(null=True)
    held = models.PositiveIntegerField(null=True)
    gathered_by = models.CharField(max_length=200)
    entered_on = models.DateField()
    by_id = models.BigIntegerField(null=True)
    taken_back_on = models.DateField(null=True)
    because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-on", "-entered_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="story", looked_at=None, held=None, drawn="") | models.Q(kind="sample", looked_at__gte=1, held__lte=models.F("looked_at")) & ~models.Q(drawn=""),
                name="improvement_a_sample_counts_and_a_story_does_not",
            ),
            models.CheckConstraint(condition=models.Q(taken_back_on=None) | ~models.Q(because=""), name="improvement_evidence_taken_back_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.on}"


class EvidencePaper(models.Model):
    """A file that belongs to a story or a sample. What the scanner has not passed is kept and not given out."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    evidence = models.ForeignKey(MeasureEvidence, models.CASCADE, related_name="papers")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["file_name", "pk"]

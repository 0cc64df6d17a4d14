"""Editions of a plan for everybody."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from goldenthread.improvement.models import ImprovementPlan, Section


class Edition(models.Model):
    """A plan with its ratings and measures as they stood on a day, published for everybody. It never changes.

    `fingerprint` is the SHA-256 of `content` written as JSON with its keys in order; it is the edition's address, so that
    whoever has the address can see that they read the same. `content` holds what was shown, small numbers hidden already:
    what was hidden is in no edition.
    """

    fingerprint = models.CharField(primary_key=True, max_length=64)
    plan = models.ForeignKey(ImprovementPlan, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField(help_text="From 1, in the order of publishing")
    name = models.CharField(max_length=60, help_text="The quarter that it tells of")
    as_at = models.DateField(help_text="The day whose ratings and measures it shows")
    published_on = models.DateField()
    published_by_id = models.BigIntegerField(null=True)
    content = models.JSONField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="improvement_editions_are_numbered")]

    def __str__(self) -> str:
        return f"{self.plan}, {self.name}"


class ReplyToFamilies(models.Model):
    """“You said, we did”: what families said, and what was done about it or why nothing could be. Shown beside the plan.

    `said` and `did` are words for everybody: they name nobody.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey(ImprovementPlan, models.CASCADE, related_name="replies")
    heard_on = models.DateField()
    said = models.CharField(max_length=500)
    did = models.CharField(max_length=1000, blank=True)
    done_on = models.DateField(null=True)
    entered_by_id = models.BigIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-heard_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(did="", done_on__isnull=True) | (~models.Q(did="") & models.Q(done_on__isnull=False)), name="improvement_what_we_did_has_its_day")
        ]


class PlainWords(models.Model):
    """A section of the plan in words that everybody understands: `plain` in plain English, `easy` as Easy Read wants it, one
    idea a line. Somebody writes them; no machine does."""

    section = models.OneToOneField(Section, models.CASCADE, related_name="plain_words")
    plain = models.TextField(blank=True)
    easy = models.TextField(blank=True)
    written_on = models.DateField()
    written_by_id = models.BigIntegerField(null=True)


class Withdrawal(models.Model):
    """An edition that is shown no more, such as one in which somebody could be known. Its address says so, and why."""

    # No constraint leads here: a table that another refers to would be refused for that reason, before it says that it is only added to.
    edition = models.OneToOneField(Edition, models.PROTECT, related_name="withdrawal", db_constraint=False)
    because = models.CharField(max_length=300)
    withdrawn_on = models.DateField()
    withdrawn_by_id = models.BigIntegerField(null=True)

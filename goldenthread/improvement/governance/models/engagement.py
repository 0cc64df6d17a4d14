"""Who was asked and what they said; and each question from the public or from scrutiny, until it is closed."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from goldenthread.people.models import Area

from .ladder import Board, Sector


class Engagement(models.Model):
    """A consultation or other time of asking: who took part, how they rated it, what they said and what changed.

    `rating_tenths` is the mean of ratings from 1 to 5, in tenths, of `rated_by` people.
    """

    class Kind(models.TextChoices):
        CONSULTATION = "consultation", "Consultation"
        COPRODUCTION = "coproduction", "Co-production"
        EVENT = "event", "Event or meeting"
        SURVEY = "survey", "Survey"
        VIEWS = "views", "Views of a board or partner"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    title = models.CharField(max_length=200)
    about = models.TextField()
    from_on = models.DateField()
    until_on = models.DateField()
    rated_by = models.PositiveIntegerField(null=True, blank=True)
    rating_tenths = models.PositiveSmallIntegerField(null=True, blank=True)
    said = models.TextField(blank=True)
    changed = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-from_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="governance_engaged_until_after_from"),
            models.CheckConstraint(
                condition=Q(rated_by__isnull=True, rating_tenths__isnull=True)
                | Q(rated_by__gte=1, rating_tenths__gte=10, rating_tenths__lte=50),
                name="governance_rating_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class TookPart(models.Model):
    """How many people of a sector took part. Names nobody."""

    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="took_part")
    sector = models.CharField(max_length=9, choices=Sector.choices)
    people = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("engagement", "sector", name="governance_sector_once")]


class PublicQuestion(models.Model):
    """A question put to the area in public, with the day by which it is to be answered, until it is closed.

    `asked_by` is how the asker wishes to be called, and may be empty.
    """

    class Kind(models.TextChoices):
        PUBLIC = "public", "From the public"
        SCRUTINY = "scrutiny", "From scrutiny"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(help_text="In this area, from 1")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    asked_on = models.DateField()
    asked_by = models.CharField(max_length=120, blank=True)
    asked_at = models.CharField(max_length=200, blank=True, help_text="The meeting at which it was asked")
    board = models.ForeignKey(Board, models.PROTECT, null=True, related_name="questions")
    words = models.TextField()
    answer_by = models.DateField()
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    changed = models.TextField(blank=True, help_text="What changed because it was asked")
    closed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["answer_by", "pk"]
        constraints = [
            models.UniqueConstraint("area", "number", name="governance_question_number"),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, answer="") | (Q(answered_on__isnull=False) & ~Q(answer="")),
                name="governance_answer_has_its_day",
            ),
            models.CheckConstraint(condition=Q(closed_on__isnull=True) | Q(answered_on__isnull=False), name="governance_closed_when_answered"),
            models.CheckConstraint(condition=Q(answered_on__isnull=True) | Q(answered_on__gte=F("asked_on")), name="governance_answered_after_asked"),
        ]

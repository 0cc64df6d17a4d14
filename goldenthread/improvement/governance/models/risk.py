"""Risks that a partner owns, each scored again and again, and what is raised up the ladder."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from goldenthread.people.models import Area, Organisation

from ...models.plans import Action, Section
from .ladder import Board
from .meeting import AgreedAction


class Risk(models.Model):
    """What might go wrong. A partner owns it; a board watches it. Its score is the last of its `RiskScore`."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(help_text="In this area, from 1")
    title = models.CharField(max_length=200)
    cause = models.TextField(blank=True)
    effect = models.TextField(blank=True)
    controls = models.TextField(blank=True, help_text="What is done about it")
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    owner_name = models.CharField(max_length=120, blank=True)
    board = models.ForeignKey(Board, models.PROTECT, related_name="risks")
    section = models.ForeignKey(Section, models.SET_NULL, null=True, blank=True, related_name="risks")
    review_on = models.DateField()
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    closed_why = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint("area", "number", name="governance_risk_number"),
            models.CheckConstraint(condition=Q(closed_on__isnull=True) | ~Q(closed_why=""), name="governance_risk_closed_why"),
        ]

    def __str__(self) -> str:
        return f"R{self.number} {self.title}"


class RiskScore(models.Model):
    """Likelihood and impact from 1 to 5, before what is done about a risk and after it. A new score is a new row."""

    risk = models.ForeignKey(Risk, models.PROTECT, related_name="scores")
    on = models.DateField()
    likelihood_before = models.PositiveSmallIntegerField()
    impact_before = models.PositiveSmallIntegerField()
    likelihood_after = models.PositiveSmallIntegerField()
    impact_after = models.PositiveSmallIntegerField()
    why = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(**{f"{name}__gte": 1, f"{name}__lte": 5}), name=f"governance_{name}_1_to_5")
            for name in ("likelihood_before", "impact_before", "likelihood_after", "impact_after")
        ]

    @property
    def before(self) -> int:
        """From 1 to 25, before what is done about it."""
        return self.likelihood_before * self.impact_before

    @property
    def after(self) -> int:
        """From 1 to 25, with what is done about it."""
        return self.likelihood_after * self.impact_after


class Escalation(models.Model):
    """Something is raised to the board above, with the reason and what is asked; the answer comes back down.

    `rule` is the key of the rule that said so, empty where a person did. `passed_from` is the escalation that the board in
    between could not settle itself.
    """

    class About(models.TextChoices):
        RISK = "risk", "A risk"
        AGREED = "agreed", "An action that was agreed"
        PLAN = "plan", "An action of the plan"
        OTHER = "other", "Something else"

    class Answer(models.TextChoices):
        AGREED = "agreed", "Agreed"
        PARTLY = "partly", "Agreed in part"
        DECLINED = "declined", "Not agreed"
        PASSED = "passed", "Passed to the group above"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    from_board = models.ForeignKey(Board, models.PROTECT, related_name="raised")
    to_board = models.ForeignKey(Board, models.PROTECT, related_name="received")
    about = models.CharField(max_length=6, choices=About.choices)
    risk = models.ForeignKey(Risk, models.PROTECT, null=True, related_name="escalations")
    agreed_action = models.ForeignKey(AgreedAction, models.PROTECT, null=True, related_name="escalations")
    plan_action = models.ForeignKey(Action, models.SET_NULL, null=True, related_name="escalations")
    title = models.CharField(max_length=200)
    reason = models.TextField()
    asked = models.TextField(help_text="What the board above is asked to do")
    rule = models.CharField(max_length=30, blank=True)
    raised_on = models.DateField()
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answer_by = models.DateField()
    answer = models.CharField(max_length=8, choices=Answer.choices, blank=True)
    reply = models.TextField(blank=True)
    replied_on = models.DateField(null=True, blank=True)
    replied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    passed_from = models.OneToOneField("self", models.PROTECT, null=True, related_name="passed_to")

    class Meta:
        ordering = ["-raised_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(from_board=F("to_board")), name="governance_raised_to_another"),
            models.CheckConstraint(
                condition=Q(replied_on__isnull=True, answer="", reply="") | (Q(replied_on__isnull=False) & ~Q(answer="") & ~Q(reply="")),
                name="governance_reply_is_whole",
            ),
        ]

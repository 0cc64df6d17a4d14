"""A board's meeting: agenda, papers that never change, who came, what was decided, and what each will do."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from goldenthread.core.models import StoredFile

from ...models.plans import Action
from .ladder import Board, Representative


class BoardMeeting(models.Model):
    """A board meets on a day. After `frozen_at` no agenda item or paper changes; after `closed_at` nothing of it does."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    board = models.ForeignKey(Board, models.PROTECT, related_name="meetings")
    on = models.DateField()
    at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    purpose = models.CharField(max_length=200, blank=True)
    frozen_on = models.DateField(null=True, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    cancelled_on = models.DateField(null=True, blank=True)
    cancelled_why = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-on", "pk"]
        constraints = [
            models.UniqueConstraint("board", "on", condition=Q(cancelled_on__isnull=True), name="governance_one_meeting_a_day"),
            models.CheckConstraint(
                condition=Q(frozen_on__isnull=True, frozen_at__isnull=True) | Q(frozen_on__isnull=False, frozen_at__isnull=False),
                name="governance_frozen_on_and_at",
            ),
        ]


class MeetingItem(models.Model):
    """One thing on a board's agenda. `kind` says which list of what is due it came from, `about_id` which row of it."""

    class Kind(models.TextChoices):
        STANDING = "standing", "Every meeting"
        ESCALATION = "escalation", "Raised to this group"
        REPLY = "reply", "Answer from the group above"
        AGREED = "agreed", "Actions agreed before"
        PLAN = "plan", "Actions of the plan that are due"
        RATING = "rating", "Ratings that are due"
        RISK = "risk", "Risks"
        MEASURE = "measure", "Measures off target"
        QUESTION = "question", "Questions from the public"
        OTHER = "other", "Other"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    meeting = models.ForeignKey(BoardMeeting, models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    about_id = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=300)
    why = models.CharField(max_length=300, blank=True)
    presenter = models.CharField(max_length=120, blank=True)
    note = models.TextField(blank=True, help_text="What was said")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint("meeting", "kind", "about_id", condition=~Q(about_id=""), name="governance_on_an_agenda_once")
        ]


class BoardPaper(models.Model):
    """A paper of a meeting, kept by the hash of its bytes (`file`). PostgreSQL refuses any change once the meeting is frozen."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    meeting = models.ForeignKey(BoardMeeting, models.PROTECT, related_name="papers")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    made_here = models.BooleanField(default=False)
    added_on = models.DateField()

    class Meta:
        ordering = ["position", "pk"]


class Presence(models.Model):
    """Whether a representative came to a meeting, sent word, or sent somebody instead."""

    class Came(models.TextChoices):
        THERE = "there", "There"
        INSTEAD = "instead", "Sent somebody instead"
        APOLOGIES = "apologies", "Sent apologies"
        ABSENT = "absent", "Not there, no word"

    meeting = models.ForeignKey(BoardMeeting, models.CASCADE, related_name="presences")
    representative = models.ForeignKey(Representative, models.PROTECT, related_name="presences")
    came = models.CharField(max_length=9, choices=Came.choices)
    instead = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("meeting", "representative", name="governance_came_once")]


class BoardDecision(models.Model):
    """What a board decided at a meeting, in its words."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    meeting = models.ForeignKey(BoardMeeting, models.PROTECT, related_name="decisions")
    item = models.ForeignKey(MeetingItem, models.PROTECT, null=True, related_name="decisions")
    position = models.PositiveIntegerField()
    words = models.TextField()

    class Meta:
        ordering = ["position", "pk"]


class AgreedAction(models.Model):
    """What somebody will do by a day, agreed at a meeting, and followed until it is done or given up with a reason.

    `first_due_on` stays as it was agreed; `due_on` moves with an update that says why. `plan_action` ties it to the plan.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    board = models.ForeignKey(Board, models.PROTECT, related_name="agreed_actions")
    meeting = models.ForeignKey(BoardMeeting, models.PROTECT, related_name="agreed_actions")
    item = models.ForeignKey(MeetingItem, models.PROTECT, null=True, related_name="agreed_actions")
    plan_action = models.ForeignKey(Action, models.SET_NULL, null=True, related_name="agreed_actions")
    words = models.TextField()
    owner = models.ForeignKey(Representative, models.PROTECT, related_name="agreed_actions")
    agreed_on = models.DateField()
    first_due_on = models.DateField()
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    shown_by = models.TextField(blank=True, help_text="What shows that it is done")
    dropped_on = models.DateField(null=True, blank=True)
    dropped_why = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(done_on__isnull=True) | Q(dropped_on__isnull=True), name="governance_done_or_dropped"),
            models.CheckConstraint(condition=Q(done_on__isnull=True) | ~Q(shown_by=""), name="governance_done_is_shown"),
            models.CheckConstraint(condition=Q(dropped_on__isnull=True) | ~Q(dropped_why=""), name="governance_dropped_says_why"),
            models.CheckConstraint(condition=Q(due_on__gte=F("agreed_on")), name="governance_due_after_agreed"),
        ]
        indexes = [models.Index("board", "due_on", condition=Q(done_on__isnull=True, dropped_on__isnull=True), name="governance_agreed_open")]


class ActionUpdate(models.Model):
    """How far an agreed action is; `due_on` where its day was moved."""

    agreed_action = models.ForeignKey(AgreedAction, models.CASCADE, related_name="updates")
    on = models.DateField()
    words = models.TextField()
    due_on = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["on", "pk"]

"""What was sent to whom, what they said of it, what was answered, and what was agreed before issue."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from goldenthread.people.models import Adult, Document, Organisation

from .advice import Passage
from .version import Line, Version


class Served(models.Model):
    """A version was sent to one person or body, on a day, in a way. `opened_at` is when they first read it here."""

    class How(models.TextChoices):
        PORTAL = "portal", "In Golden Thread"
        EMAIL = "email", "Email"
        POST = "post", "Post"
        HAND = "hand", "By hand"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.ForeignKey(Version, models.CASCADE, related_name="served")
    as_kind = models.CharField(max_length=8, choices=Version.Kind.choices)
    adult = models.ForeignKey(Adult, models.PROTECT, null=True, blank=True, related_name="+")
    to_child = models.BooleanField(default=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    served_on = models.DateField()
    how = models.CharField(max_length=6, choices=How.choices)
    message_id = models.UUIDField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["served_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(adult__isnull=False, to_child=False, organisation__isnull=True)
                | Q(adult__isnull=True, to_child=True, organisation__isnull=True)
                | Q(adult__isnull=True, to_child=False, organisation__isnull=False),
                name="served_to_one",
            )
        ]


class Comment(models.Model):
    """What somebody said of a version, or of one line of it, and how it ended: changed, or not changed and why.

    Each parent, the young person and each body has a thread of their own; nobody reads another's.
    """

    class Asks(models.TextChoices):
        CHANGE = "change", "Asks for a change"
        AGREES = "agrees", "Agrees"
        QUESTION = "question", "Asks a question"
        SCHOOL = "school", "Asks for a school or college"
        MEETING = "meeting", "Asks for a meeting"
        BUDGET = "budget", "Asks for a personal budget"

    class Ended(models.TextChoices):
        CHANGED = "changed", "Changed"
        NOT_CHANGED = "not_changed", "Not changed"
        ANSWERED = "answered", "Answered"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.ForeignKey(Version, models.CASCADE, related_name="comments")
    line = models.ForeignKey(Line, models.CASCADE, null=True, blank=True, related_name="comments")
    adult = models.ForeignKey(Adult, models.PROTECT, null=True, blank=True, related_name="+")
    by_child = models.BooleanField(default=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    asks = models.CharField(max_length=8, choices=Asks.choices, default=Asks.CHANGE)
    setting = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(blank=True)
    media = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)
    ended = models.CharField(max_length=11, choices=Ended.choices, blank=True)
    answer = models.TextField(blank=True)
    before = models.TextField(blank=True, help_text="The line when the comment was made")
    after = models.TextField(blank=True, help_text="The line as it was changed because of it")
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["said_at", "pk"]
        indexes = [models.Index("version", name="comment_of_version")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(ended="not_changed") | ~Q(answer=""), name="not_changed_says_why"
            ),
            models.CheckConstraint(
                condition=Q(ended="") | Q(answered_at__isnull=False), name="comment_ended_on_a_day"
            ),
        ]


class PersonalBudget(models.Model):
    """A personal budget asked for while a draft is prepared or reviewed, and what came of it. Amounts are pounds a year.

    SEN (Personal Budgets) Regulations 2014, regulations 4 and 7: a refused direct payment has written reasons and a right
    to a review.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.ForeignKey(Version, models.CASCADE, related_name="budgets")
    asked_on = models.DateField()
    asked_by = models.ForeignKey(Adult, models.PROTECT, null=True, blank=True, related_name="+")
    what_for = models.TextField(blank=True)
    offered_on = models.DateField(null=True, blank=True)
    amount = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    parts = models.JSONField(default=list, blank=True, help_text="Each part: line, pounds, and how it is held")
    decided_on = models.DateField(null=True, blank=True)
    agreed = models.BooleanField(null=True, blank=True)
    reasons = models.TextField(blank=True)
    review_on = models.DateField(null=True, blank=True)
    review_asked_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["asked_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(agreed=False) | ~Q(reasons=""), name="refused_budget_says_why"
            )
        ]


class LineAgreement(models.Model):
    """A funder or a deliverer says whether they will do what a line promises, before it is issued."""

    class Part(models.TextChoices):
        FUNDER = "funder", "Pays for it"
        DELIVERER = "deliverer", "Does it"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    line = models.ForeignKey(Line, models.CASCADE, related_name="agreements")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    part = models.CharField(max_length=9, choices=Part.choices)
    asked_on = models.DateField()
    agreed = models.BooleanField(null=True, blank=True)
    why = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("line", "organisation", "part", name="asked_to_agree_once")]


class UseCheck(models.Model):
    """Whoever gave advice says whether a version uses one passage of it accurately.

    `lines` are the lines that used it when they said so, each with its revision: what was said is of those words.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.ForeignKey(Version, models.CASCADE, related_name="use_checks")
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="use_checks")
    accurate = models.BooleanField()
    why = models.TextField(blank=True)
    lines = models.JSONField(default=dict, blank=True)
    said_on = models.DateField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["said_on", "pk"]
        constraints = [
            models.UniqueConstraint("version", "passage", name="use_checked_once_a_version"),
            models.CheckConstraint(condition=Q(accurate=True) | ~Q(why=""), name="not_accurate_says_why"),
        ]

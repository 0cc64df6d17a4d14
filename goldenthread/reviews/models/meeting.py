"""Who is invited to a review, what each said before it, and what the meeting found."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from goldenthread.people.models import Adult, Document, Organisation

from .review import Review


class Invitee(models.Model):
    """One person or body asked to a review, in a role. `user` is set where one person of a body is meant.

    SEND Regulations 2014, regulations 20(2) and 21(2). `advice_on` is the day their written advice, or their views, came.
    """

    class Role(models.TextChoices):
        PARENT = "parent", "Parent or carer"
        CHILD = "child", "Child or young person"
        SETTING = "setting", "School or setting"
        COUNCIL = "council", "Council SEND officer"
        HEALTH = "health", "Health"
        SOCIAL_CARE = "social_care", "Social care"
        OTHER = "other", "Somebody else who helps"

    class Attended(models.TextChoices):
        YES = "yes", "Came"
        SENT = "sent", "Did not come, and sent advice"
        NO = "no", "Did not come"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    review = models.ForeignKey(Review, models.CASCADE, related_name="invitees")
    role = models.CharField(max_length=11, choices=Role.choices)
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    adult = models.ForeignKey(Adult, models.PROTECT, null=True, blank=True, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    added = models.BooleanField(default=False, help_text="Not one of those whom the law lists")
    invited_on = models.DateField(null=True, blank=True)
    advice_on = models.DateField(null=True, blank=True)
    papers_on = models.DateField(null=True, blank=True)
    attended = models.CharField(max_length=4, choices=Attended.choices, blank=True)

    class Meta:
        ordering = ["review", "added", "pk"]
        constraints = [
            models.UniqueConstraint("review", "adult", condition=Q(adult__isnull=False), name="adult_invited_once"),
            models.UniqueConstraint(
                "review", "organisation", "role", condition=Q(organisation__isnull=False), name="body_asked_once_a_review"
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.get_role_display()})"

    @property
    def is_family(self) -> bool:
        return self.role in ("parent", "child")

    @property
    def role_in_words(self) -> str:
        """Their role in the middle of a sentence: "council SEND officer"."""
        said = self.get_role_display()
        return said[:1].lower() + said[1:]


class Contribution(models.Model):
    """What somebody who is invited said before the meeting: views or advice, in words, a picture or a recording.

    Nobody else of the family sees it before the papers go round.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    review = models.ForeignKey(Review, models.CASCADE, related_name="contributions")
    invitee = models.ForeignKey(Invitee, models.CASCADE, related_name="contributions")
    about = models.CharField(max_length=10, blank=True, help_text="Which question of the review it answers")
    text = models.TextField(blank=True)
    media = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["said_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text="") | Q(media__isnull=False), name="contribution_says_something")
        ]


class Progress(models.Model):
    """How far one outcome of the plan was reached, with what shows it. `lineage` ties it to the plan's line."""

    class Scale(models.IntegerChoices):
        BACK = 0, "Gone backwards"
        NONE = 1, "No progress yet"
        SOME = 2, "Some progress"
        GOOD = 3, "Good progress"
        REACHED = 4, "Reached"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    review = models.ForeignKey(Review, models.CASCADE, related_name="progress")
    position = models.PositiveSmallIntegerField()
    lineage = models.UUIDField(null=True, blank=True)
    outcome = models.TextField()
    by_when = models.DateField(null=True, blank=True)
    scale = models.PositiveSmallIntegerField(choices=Scale.choices, null=True, blank=True)
    evidence = models.TextField(blank=True)
    next_step = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint("review", "position", name="one_outcome_a_place")]


class Report(models.Model):
    """What the meeting found and recommends (regulations 20(7) to (9) and 21(7)). `sent_on` closes it."""

    class Recommends(models.TextChoices):
        MAINTAIN = "M", "Keep the plan as it is"
        AMEND = "A", "Change the plan"
        REASSESS = "R", "Assess the needs again"
        CEASE = "C", "End the plan"

    review = models.OneToOneField(Review, models.CASCADE, primary_key=True, related_name="report")
    working = models.TextField(blank=True)
    not_working = models.TextField(blank=True)
    needs = models.TextField(blank=True, help_text="Changes in the child's needs")
    provision = models.TextField(blank=True, help_text="What was given, and what should change")
    adulthood = models.TextField(blank=True, help_text="From Year 9: work, living, community, health")
    recommends = models.CharField(max_length=1, choices=Recommends.choices, blank=True)
    recommends_why = models.TextField(blank=True)
    disagreements = models.TextField(blank=True)
    sent_on = models.DateField(null=True, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

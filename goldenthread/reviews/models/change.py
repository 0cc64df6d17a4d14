"""Ceasing a plan, and assessing again: what the law asks for first, what was decided, what was appealed."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.casework.models import Request
from goldenthread.people.models import Area, Child, Document, Organisation
from goldenthread.plans.models import Plan, Version


class Cease(models.Model):
    """The council thinks of ending a plan (Act s.45; SEND Regulations 2014, regulations 29 to 31).

    `reason` is a key of `reviews.ceasing.REASONS`. The meeting that was offered, and what family and setting said, come before
    `decided_on`. `notified_on` starts the two months to appeal; the plan stays until they are over, or until an appeal is decided.
    `ended_on` is the day the duty to maintain the plan ended.
    """

    class Meeting(models.TextChoices):
        WAITING = "waiting", "No answer yet"
        WANTED = "wanted", "They want to meet"
        DECLINED = "declined", "They do not want to meet"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="ceasings")
    child = models.ForeignKey(Child, models.PROTECT, related_name="ceasings")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=30)
    why = models.TextField(help_text="About this young person")
    outcomes = models.TextField(blank=True, help_text="From 19: whether the outcomes of the plan are reached")
    wants = models.TextField(blank=True, help_text="From 18: whether they want to go on, or to return, and how they were asked")
    proposed_on = models.DateField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    meeting_offered_on = models.DateField(null=True, blank=True)
    meeting_answer = models.CharField(max_length=8, choices=Meeting.choices, default=Meeting.WAITING)
    met_on = models.DateField(null=True, blank=True)
    met_words = models.TextField(blank=True)
    consulted_on = models.DateField(null=True, blank=True, help_text="The family")
    family_said = models.TextField(blank=True)
    setting = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    setting_consulted_on = models.DateField(null=True, blank=True)
    setting_said = models.TextField(blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    yes = models.BooleanField(null=True, blank=True)
    reasons = models.TextField(blank=True)
    notified_on = models.DateField(null=True, blank=True)
    letter = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    certificate_on = models.DateField(null=True, blank=True, help_text="Of mediation")
    appealed_on = models.DateField(null=True, blank=True)
    appeal_decided_on = models.DateField(null=True, blank=True)
    appeal_upheld = models.BooleanField(null=True, blank=True, help_text="The Tribunal ordered the plan to go on")
    ended_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_why = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-proposed_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                "plan", condition=Q(withdrawn_on__isnull=True) & (Q(yes__isnull=True) | Q(yes=True)) & ~Q(appeal_upheld=True), name="one_ceasing_a_plan"
            ),
            models.CheckConstraint(condition=Q(yes__isnull=True) | Q(decided_on__isnull=False), name="ceasing_decided_on_a_day"),
            models.CheckConstraint(condition=~Q(yes=True) | ~Q(reasons=""), name="ceasing_says_why"),
            models.CheckConstraint(condition=Q(ended_on__isnull=True) | Q(yes=True), name="only_a_decided_ceasing_ends"),
            models.CheckConstraint(condition=Q(withdrawn_on__isnull=True) | ~Q(withdrawn_why=""), name="ceasing_withdrawn_says_why"),
        ]


class Reassessment(models.Model):
    """The needs of somebody with a plan are to be assessed again, or somebody asked for it (Act s.44; regulations 23 to 27).

    `own_decision_on` instead of `requested_on` where the council decided it of itself. `will` is the decision. `request` holds the
    advice and the draft, as a first assessment does; `final_version` is the plan that came of it, where it was issued here.
    """

    class Route(models.TextChoices):
        PARENT = "parent", "Parent"
        YOUNG_PERSON = "young_person", "Young person"
        SETTING = "setting", "School, college or other setting"
        HEALTH = "health", "Health board (ICB)"
        OWN = "own", "The council’s own decision"

    class Ground(models.TextChoices):
        SIX_MONTHS = "six_months", "They were assessed less than six months before"
        NOT_NECESSARY = "not_necessary", "A further assessment is not necessary"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="reassessments")
    child = models.ForeignKey(Child, models.PROTECT, related_name="reassessments")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    route = models.CharField(max_length=12, choices=Route.choices)
    requested_on = models.DateField(null=True, blank=True)
    why = models.TextField(blank=True, help_text="What was asked, in the asker's words")
    own_decision_on = models.DateField(null=True, blank=True)
    will = models.BooleanField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    notified_on = models.DateField(null=True, blank=True)
    ground = models.CharField(max_length=13, choices=Ground.choices, blank=True)
    reasons = models.TextField(blank=True)
    request = models.OneToOneField(Request, models.PROTECT, null=True, blank=True, related_name="+")
    final_on = models.DateField(null=True, blank=True)
    final_version = models.ForeignKey(Version, models.PROTECT, null=True, blank=True, related_name="+")
    final_words = models.TextField(blank=True, help_text="What came of it")
    withdrawn_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-requested_on", "-own_decision_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                "plan", condition=Q(final_on__isnull=True, withdrawn_on__isnull=True) & (Q(will__isnull=True) | Q(will=True)), name="one_reassessment_a_plan"
            ),
            models.CheckConstraint(
                condition=Q(requested_on__isnull=False) ^ Q(own_decision_on__isnull=False), name="reassessment_asked_or_own"
            ),
            models.CheckConstraint(
                condition=~Q(will=False) | (~Q(reasons="") & ~Q(ground="")), name="reassessment_refused_says_why"
            ),
        ]

"""Plans with every name taken out, for parents of the forum to judge, and what they judged."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.people.models import Area


class UnnamedPlan(models.Model):
    """What a plan says of views, needs, outcomes and help, after a person took out whatever could tell whose it is.

    Nothing leads from it to the child: neither key, nor date, nor version. `lines` are section, kind and words, in order.
    """

    class Stage(models.TextChoices):
        EARLY = "early", "Early years"
        PRIMARY = "primary", "Primary"
        SECONDARY = "secondary", "Secondary"
        ADULT = "adult", "16 to 25"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    stage = models.CharField(max_length=9, choices=Stage.choices)
    lines = models.JSONField()
    made_on = models.DateField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    taken_back_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-made_on", "pk"]
        indexes = [models.Index("area", "made_on", name="unnamed_plan_of_area")]

    def __str__(self):
        return f"A plan ({self.get_stage_display().lower()})"


class Judgement(models.Model):
    """What one reader of the forum found: whether it is about this one person, and whether its outcomes are about a life, not school alone."""

    plan = models.ForeignKey(UnnamedPlan, models.CASCADE, related_name="judgements")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    person_centred = models.BooleanField()
    broader = models.BooleanField()
    good = models.TextField(blank=True)
    better = models.TextField(blank=True)
    judged_on = models.DateField()

    class Meta:
        ordering = ["judged_on", "pk"]
        constraints = [
            models.UniqueConstraint("plan", "by", name="judged_once_a_reader"),
            models.CheckConstraint(condition=Q(person_centred=True, broader=True) | ~Q(better=""), name="not_good_enough_says_why"),
        ]

"""What the bodies that sign a plan say of a measure, and whether they stand behind its figure."""

from __future__ import annotations

from django.db import models

from goldenthread.improvement.models import Partner

from .measures import Measure


class Remark(models.Model):
    """A partner's word on a measure: a comment, or that it stands behind the figure, or that it does not and why.

    Who signs off or differs speaks of one figure: `shown` is what everybody was shown of it, small numbers hidden, and
    `value_on` the day that it was of. A remark is never changed; the latest sign-off or difference of a partner counts.
    """

    class Stance(models.TextChoices):
        SIGNED = "signed", "We sign the figure off"
        DIFFERS = "differs", "We do not agree with the figure"
        COMMENT = "comment", "We only comment"

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="remarks")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="remarks")
    stance = models.CharField(max_length=7, choices=Stance.choices)
    name = models.CharField(max_length=200, help_text="Who speaks for the partner, and as what")
    words = models.TextField(blank=True)
    shown = models.CharField(max_length=60)
    value_on = models.DateField(null=True)
    on = models.DateField()
    by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [models.CheckConstraint(condition=models.Q(stance="signed") | ~models.Q(words=""), name="improvement_who_differs_says_why")]

"""What happens to an action: progress told, tasks under it, what it waits for, what it costs, and the evidence that it worked."""

from django.db import models

from goldenthread.core.models import StoredFile

from .inspections import Finding
from .plans import Action, Milestone


class Progress(models.Model):
    """How far an action is, told by whoever answers for it. `expected_on` is when they think it will be done."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="progress")
    on = models.DateField()
    by_id = models.BigIntegerField(null=True)
    words = models.TextField()
    expected_on = models.DateField(null=True)
    done_on = models.DateField(null=True)

    class Meta:
        ordering = ["-on", "-pk"]


class SubTask(models.Model):
    """A private task under an action: it is in no version and on no public page."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="tasks")
    words = models.CharField(max_length=500)
    owner = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due_on", "pk"]


class Dependency(models.Model):
    """An action waits for another, and why. No chain of them comes back to where it began."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="waits_for")
    needs = models.ForeignKey(Action, models.CASCADE, related_name="waited_for_by")
    why = models.CharField(max_length=500, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["action", "needs"], condition=models.Q(until_on__isnull=True), name="improvement_a_wait_is_said_once"),
            models.CheckConstraint(condition=~models.Q(action=models.F("needs")), name="improvement_nothing_waits_for_itself"),
        ]


class Cost(models.Model):
    """What an action is to cost or has cost, in pounds, and who pays."""

    class Kind(models.TextChoices):
        PLANNED = "planned", "Planned"
        SPENT = "spent", "Spent"

    action = models.ForeignKey(Action, models.CASCADE, related_name="costs")
    kind = models.CharField(max_length=7, choices=Kind.choices, default=Kind.PLANNED)
    pounds = models.DecimalField(max_digits=12, decimal_places=2)
    paid_by = models.CharField(max_length=200, blank=True)
    words = models.CharField(max_length=500, blank=True)
    on = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=models.Q(pounds__gte=0), name="improvement_a_cost_is_no_gain")]


class Attachment(models.Model):
    """A file that shows something about an action or a milestone: what it shows, in words, and from which day it is."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="attachments")
    milestone = models.ForeignKey(Milestone, models.SET_NULL, null=True, related_name="attachments")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    shows = models.TextField()
    dated_on = models.DateField()
    on = models.DateField()
    by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["-dated_on", "-pk"]


class Answer(models.Model):
    """An action answers a finding of an inspection."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="answers")
    finding = models.ForeignKey(Finding, models.CASCADE, related_name="answers")
    on = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["action", "finding"], name="improvement_an_answer_is_given_once")]

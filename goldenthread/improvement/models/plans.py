"""A plan and its parts: sections, groups of actions, actions, milestones, evidence, and words without a place."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from goldenthread.core.models import StoredFile
from goldenthread.people.models import Area

from .inspections import Finding
from .places import InFile


class ImprovementPlan(models.Model):
    """A plan that answers inspectors, or that the area made of itself. `sha256` is that of the file it was read from."""

    class Kind(models.TextChoices):
        STATEMENT = "statement", "Written statement of action"
        PRIORITY = "priority", "Priority action plan"
        STRATEGIC = "strategic", "Strategic plan"
        DELIVERY = "delivery", "Strategy delivery plan"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.STATEMENT)
    title = models.CharField(max_length=200)
    file_name = models.CharField(max_length=200)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    sha256 = models.CharField(max_length=64)
    notes = models.JSONField(default=list, help_text="What a person should know of how the file was read")
    columns = models.JSONField(default=list, help_text="The columns of its own grid: meaning, heading, month or quarter")
    saved_on = models.DateField()

    class Meta:
        ordering = ["-saved_on", "title", "pk"]
        constraints = [models.UniqueConstraint(fields=["area", "sha256"], name="improvement_a_file_is_one_plan")]

    def __str__(self) -> str:
        return self.title


class Section(InFile):
    """A priority, a weakness or a workstream, with its accountable leader and the finding it answers."""

    plan = models.ForeignKey(ImprovementPlan, models.CASCADE, related_name="sections")
    position = models.PositiveIntegerField()
    reference = models.CharField(max_length=40, blank=True)
    title = models.TextField()
    leader = models.TextField(blank=True)
    finding = models.ForeignKey(Finding, models.SET_NULL, null=True, related_name="sections")
    words = models.TextField(blank=True, help_text="Outcomes sought, and how the area will know")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position"]


class ActionGroup(InFile):
    """Actions that belong together: an objective, a focus area. `owners` and `dates` were printed for all of them, where
    they were more or fewer than the actions."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="groups")
    position = models.PositiveIntegerField()
    reference = models.CharField(max_length=40, blank=True)
    title = models.TextField(blank=True)
    owners = models.TextField(blank=True)
    dates = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position"]


class Action(InFile):
    """One action, with its owner and contributors as printed, and its target date both as printed and as a day.

    `colour` is its rating now and `rated_on` the last day of the quarter that it was given for, where a quarter was said;
    `expected_on` is when its owner thinks it will be done. They are kept here so that a board of many actions is one question;
    the facts are the ratings and the progress told.
    """

    class DateState(models.TextChoices):
        DAY = "day", "A day"
        MONTH = "month", "The end of a month"
        OPEN = "open", "From then on"
        WORDS = "words", "No date in the words"
        SEVERAL = "several", "More than one date"
        IMPOSSIBLE = "impossible", "Not a day in the calendar"
        NONE = "none", "Nothing printed"
        MENDED = "mended", "A day that somebody chose"

    group = models.ForeignKey(ActionGroup, models.CASCADE, related_name="actions")
    position = models.PositiveIntegerField()
    reference = models.CharField(max_length=80, blank=True)
    words = models.TextField()
    owner = models.TextField(blank=True)
    contributors = models.TextField(blank=True)
    date_printed = models.TextField(blank=True)
    date_state = models.CharField(max_length=10, choices=DateState.choices, default=DateState.NONE)
    due_on = models.DateField(null=True)
    colour = models.CharField(max_length=10, blank=True)
    colour_before = models.CharField(max_length=10, blank=True)
    rated_on = models.DateField(null=True)
    told_on = models.DateField(null=True, help_text="When its owner last said how far it is")
    expected_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(date_state__in=("day", "month", "open", "mended"), due_on__isnull=False)
                | models.Q(date_state__in=("words", "several", "impossible", "none"), due_on__isnull=True),
                name="improvement_a_day_only_where_one_is_printed",
            )
        ]


class Milestone(InFile):
    """What an action is to have reached by a month, a quarter or a half-year; no period where the file lost which."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="milestones")
    position = models.PositiveIntegerField()
    period = models.CharField(max_length=40, blank=True)
    words = models.TextField()
    reached_on = models.DateField(null=True)
    expected_on = models.DateField(null=True, help_text="When whoever answers for the action thinks it will be reached")

    class Meta:
        ordering = ["position"]


class Evidence(InFile):
    """Evidence, impact, measure or outcome, in the plan's words."""

    class Kind(models.TextChoices):
        EVIDENCE = "evidence", "Evidence and impact"
        MEASURE = "measure", "How it is measured"
        OUTCOME = "outcome", "Outcomes sought"
        CONTRIBUTORS = "contributors", "Who contributes"
        UPDATE = "update", "How far it is"

    action = models.ForeignKey(Action, models.CASCADE, null=True, related_name="evidence")
    group = models.ForeignKey(ActionGroup, models.CASCADE, null=True, related_name="evidence")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    words = models.TextField()

    class Meta:
        ordering = ["position"]


class UnplacedText(InFile):
    """Words of the file that have no place in the plan. They are kept and shown, never dropped."""

    plan = models.ForeignKey(ImprovementPlan, models.CASCADE, related_name="unplaced")
    position = models.PositiveIntegerField()
    words = models.TextField()
    heading = models.TextField(blank=True)
    why = models.CharField(max_length=100)
    placed_on = models.DateField(null=True)
    placed_by_id = models.BigIntegerField(null=True)
    placed_as = models.CharField(max_length=200, blank=True, help_text="Where somebody put them, in words")

    class Meta:
        ordering = ["position"]

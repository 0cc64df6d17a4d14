"""What an area measures itself by, and the targets on the way."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from goldenthread.improvement.models import Action, ActionGroup, ImprovementPlan


class Measure(models.Model):
    """One measure of a plan: of the plan as a whole, of a group of its actions, or of one action.

    Where `source` is an indicator, nothing is typed: the value of any day is counted from the casework. `numerator` and
    `denominator` say in words what is counted and among whom; the second is empty where nothing is divided. `target`
    and `baseline` are in `unit`; a target that the plan does not print, or prints as "?", is empty.
    """

    class Kind(models.TextChoices):
        COUNT = "count", "A count"
        RATE = "rate", "A share of all"
        TIMELINESS = "timeliness", "A share done in time"
        COVERAGE = "coverage", "A share reached"
        DURATION = "duration", "A length of time"
        SCORE = "score", "A score"
        CHANGE = "change", "A change since the year before"
        VARIATION = "variation", "A spread between places"
        FREQUENCY = "frequency", "How often something is done"
        SURVEY = "survey", "What people say"
        MONEY = "money", "An amount of money"
        MILESTONE = "milestone", "Something done by a day"
        STORY = "story", "A story with its papers"

    class Level(models.TextChoices):
        INPUT = "input", "What is put in"
        OUTPUT = "output", "What is done"
        OUTCOME = "outcome", "What comes of it"
        EXPERIENCE = "experience", "How people find it"

    class Unit(models.TextChoices):
        PERCENT = "percent", "per cent"
        NUMBER = "number", "a number"
        DAYS = "days", "days"
        YEARLY = "yearly", "times a year"
        SCORE = "score", "points"
        POUNDS = "pounds", "pounds"
        DONE = "done", "done or not"

    class Direction(models.TextChoices):
        UP = "up", "Higher is better"
        DOWN = "down", "Lower is better"
        NEITHER = "neither", "Neither: it is watched"

    class Comparator(models.TextChoices):
        AT_LEAST = "gte", "at least"
        MORE = "gt", "more than"
        AT_MOST = "lte", "at most"
        LESS = "lt", "less than"
        EXACTLY = "eq", "exactly"
        RISE = "rise", "higher than at the start"
        FALL = "fall", "lower than at the start"
        WATCH = "watch", "watched, with no target"

    class Source(models.TextChoices):
        INDICATOR = "indicator", "Counted from the casework"
        SURVEY = "survey", "A survey’s answers"
        SERIES = "series", "A file of figures"
        ENTERED = "entered", "Figures that somebody enters"

    class Rhythm(models.TextChoices):
        MONTH = "month", "Each month"
        QUARTER = "quarter", "Each quarter"
        HALF = "half", "Each half-year"
        YEAR = "year", "Each year"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey(ImprovementPlan, models.CASCADE, related_name="measures")
    group = models.ForeignKey(ActionGroup, models.SET_NULL, null=True, related_name="measures")
    action = models.ForeignKey(Action, models.SET_NULL, null=True, related_name="measures")
    reference = models.CharField(max_length=40, blank=True, help_text="As the plan prints it")
    words = models.CharField(max_length=300)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    level = models.CharField(max_length=10, choices=Level.choices, blank=True)
    numerator = models.CharField(max_length=300, blank=True)
    denominator = models.CharField(max_length=300, blank=True)
    unit = models.CharField(max_length=7, choices=Unit.choices, default=Unit.PERCENT)
    direction = models.CharField(max_length=7, choices=Direction.choices, default=Direction.UP)
    baseline = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    baseline_on = models.DateField(null=True)
    comparator = models.CharField(max_length=5, choices=Comparator.choices, default=Comparator.AT_LEAST)
    target = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    due_on = models.DateField(null=True)
    rhythm = models.CharField(max_length=7, choices=Rhythm.choices, default=Rhythm.QUARTER)
    source = models.CharField(max_length=9, choices=Source.choices, default=Source.ENTERED)
    source_words = models.CharField(max_length=200, blank=True, help_text="Whose figures they are")
    indicator = models.CharField(max_length=60, blank=True, help_text="Its code in the library of indicators")
    part_of = models.CharField(max_length=20, blank=True, help_text="The breakdown of the indicator that only a part is taken of")
    part = models.CharField(max_length=100, blank=True, help_text="The part, by its label")
    survey_question = models.CharField(max_length=40, blank=True, help_text="The key of a question that families are asked")
    catalogue_code = models.CharField(max_length=20, blank=True)
    position = models.PositiveIntegerField(default=0)
    added_on = models.DateField()
    dropped_on = models.DateField(null=True)
    dropped_because = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "reference", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(source="indicator") ^ models.Q(indicator=""), name="improvement_a_measure_counted_names_its_indicator"
            ),
            models.CheckConstraint(
                condition=models.Q(source="survey") ^ models.Q(survey_question=""), name="improvement_a_measure_asked_names_its_question"
            ),
            models.CheckConstraint(
                condition=models.Q(part_of="", part="") | (~models.Q(part_of="") & ~models.Q(part="") & models.Q(source="indicator")), name="improvement_a_part_is_of_an_indicator"
            ),
            models.CheckConstraint(condition=models.Q(action__isnull=True) | models.Q(group__isnull=True), name="improvement_a_measure_is_of_one_thing"),
        ]

    def __str__(self) -> str:
        return self.words


class Step(models.Model):
    """A target on the way: what the measure is expected to have reached by a day."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="steps")
    on = models.DateField()
    target = models.DecimalField(max_digits=14, decimal_places=3)

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["measure", "on"], name="improvement_one_step_a_day")]

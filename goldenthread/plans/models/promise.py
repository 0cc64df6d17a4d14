"""How provision is specified: who does what, how often, how long. Shared by advice and by the plan's own lines."""

from django.db import models


class BroadArea(models.TextChoices):
    """The areas of need of the Code of Practice (6.28 to 6.35), and those of health, care and adult life."""

    COMMUNICATION = "communication", "Communication and interaction"
    COGNITION = "cognition", "Cognition and learning"
    SEMH = "semh", "Social, emotional and mental health"
    SENSORY = "sensory", "Sensory or physical"
    INDEPENDENCE = "independence", "Independence and self-care"
    HEALTH = "health", "Health"
    CARE = "care", "Social care"


class AdulthoodTheme(models.TextChoices):
    """The four themes of preparing for adulthood (Code of Practice 8.10)."""

    EMPLOYMENT = "employment", "Work and higher education"
    LIVING = "living", "Independent living"
    COMMUNITY = "community", "Friends, relationships and community"
    HEALTH = "health", "Being as healthy as possible"


class Promise(models.Model):
    """What somebody is to do, as far as it has been said. Empty means that nobody has said it yet.

    `minutes` is the length of one time, `times` how many times in each `per`, `weeks` for how many weeks of a year.
    """

    class Per(models.TextChoices):
        DAY = "day", "day"
        WEEK = "week", "week"
        FORTNIGHT = "fortnight", "fortnight"
        MONTH = "month", "month"
        HALF_TERM = "half_term", "half term"
        TERM = "term", "term"
        YEAR = "year", "year"
        ONCE = "once", "once only"
        ALWAYS = "always", "all the time"

    deliverer = models.CharField(max_length=200, blank=True, help_text="Who does it")
    skill = models.CharField(max_length=200, blank=True, help_text="Training or qualification that they need")
    group_size = models.PositiveSmallIntegerField(null=True, blank=True, help_text="1 for one to one")
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    times = models.PositiveSmallIntegerField(null=True, blank=True)
    per = models.CharField(max_length=10, choices=Per.choices, blank=True)
    weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    review = models.CharField(max_length=200, blank=True, help_text="How and when it is looked at again")

    class Meta:
        abstract = True

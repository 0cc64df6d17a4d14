"""What families say of the service, without saying who they are.

An invitation is tied to nobody, and an answer is not tied to its invitation: only that an invitation was answered is
known, so that it is answered once.
"""

from uuid import uuid4

from django.db import models

from goldenthread.people.models import Area


class Survey(models.Model):
    """What an area asks families at one step. `edition` says which questions (`voice.questions`)."""

    class Step(models.TextChoices):
        PLAN_ISSUED = "plan_issued", "A plan was issued"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="surveys")
    step = models.CharField(max_length=20, choices=Step.choices)
    edition = models.PositiveSmallIntegerField(default=1)
    began_on = models.DateField()

    class Meta:
        ordering = ["-began_on", "pk"]
        constraints = [models.UniqueConstraint("area", "step", "edition", name="one_survey_a_step")]

    def __str__(self):
        return f"{self.get_step_display()}, edition {self.edition}"


class SurveyInvitation(models.Model):
    """Somebody may answer once, until a day, with a code that is kept as a hash. Whose it is, is not known here."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="invitations")
    code_hash = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the code")
    made_on = models.DateField()
    until_on = models.DateField(help_text="The last day on which the code works")
    answered = models.BooleanField(default=False)

    class Meta:
        ordering = ["made_on", "pk"]


class SurveyAnswer(models.Model):
    """What one family said, in a month. `said` gives a choice for each question that was answered."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="answers")
    month = models.DateField(help_text="Its first day: the day itself would tell too much")
    said = models.JSONField(default=dict)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index("survey", "month", name="answer_of_month")]

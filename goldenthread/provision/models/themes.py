"""What many plans and families say alike, brought to those who lead, and their answer."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.people.models import Area


class Theme(models.Model):
    """Something that came up again and again about aspiration, welfare or how families find it. It names no child and no family.

    `shown_by` says what it rests on: a count, a survey, a meeting. Leaders answer once, with what will be done, and whoever
    brought it reads the answer. `answer_by` is the day by which they promised an answer, a local rule.
    """

    class About(models.TextChoices):
        ASPIRATION = "aspiration", "Aspiration: what children and young people hope for"
        WELFARE = "welfare", "Welfare: being safe, well and part of things"
        EXPERIENCE = "experience", "Experience: how families find the help"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    about = models.CharField(max_length=10, choices=About.choices)
    title = models.CharField(max_length=120)
    words = models.TextField()
    shown_by = models.TextField()
    sent_on = models.DateField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answer_by = models.DateField()
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-sent_on", "title"]
        indexes = [models.Index("area", "sent_on", name="theme_of_area")]
        constraints = [models.CheckConstraint(condition=Q(answered_on__isnull=True) | ~Q(answer=""), name="answered_theme_has_an_answer")]

    def __str__(self):
        return self.title

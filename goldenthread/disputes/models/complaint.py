"""A complaint with its stages, an Ombudsman's investigation, and what is learned."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from goldenthread.people.models import Area

from .appeal import Reason
from .dispute import Dispute


class Complaint(models.Model):
    """A complaint: what would put it right, and when it was acknowledged. Its dates are the council's own promise, not law."""

    class Channel(models.TextChoices):
        ONLINE = "online", "Online"
        EMAIL = "email", "Email"
        POST = "post", "Post"
        TELEPHONE = "telephone", "Telephone"
        IN_PERSON = "in_person", "In person"

    dispute = models.OneToOneField(Dispute, models.CASCADE, primary_key=True, related_name="complaint")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    wanted = models.TextField(blank=True, help_text="What would put it right")
    acknowledged_on = models.DateField(null=True, blank=True)

    def __str__(self):
        return f"Complaint {self.pk}"


class ComplaintStage(models.Model):
    """One stage of a complaint, with the date by which the council promised to answer; a longer time says why."""

    class Outcome(models.TextChoices):
        UPHELD = "upheld", "Upheld"
        PARTLY = "partly", "Partly upheld"
        NOT_UPHELD = "not_upheld", "Not upheld"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    dispute = models.ForeignKey(Dispute, models.CASCADE, related_name="complaint_stages")
    number = models.PositiveSmallIntegerField()
    opened_on = models.DateField()
    promised_by = models.DateField()
    longer_by = models.DateField(null=True, blank=True)
    longer_why = models.CharField(max_length=500, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint("dispute", "number", name="complaint_stage_once"),
            models.CheckConstraint(condition=Q(answered_on__isnull=True) | (~Q(outcome="") & ~Q(answer="")), name="answered_stage_says_how"),
            models.CheckConstraint(condition=Q(longer_by__isnull=True) | ~Q(longer_why=""), name="longer_stage_says_why"),
        ]

    @property
    def due_on(self):
        """The date that holds: a longer time if the family was given one."""
        return self.longer_by or self.promised_by

    def __str__(self):
        return f"Stage {self.number}"


class OmbudsmanMatter(models.Model):
    """An investigation by the Local Government and Social Care Ombudsman, or for health by the Parliamentary and Health
    Service Ombudsman. Its remedies are undertakings with the Ombudsman's dates."""

    class Who(models.TextChoices):
        LGSCO = "lgsco", "Local Government and Social Care Ombudsman"
        PHSO = "phso", "Parliamentary and Health Service Ombudsman"

    class Found(models.TextChoices):
        FAULT_INJUSTICE = "fault", "Fault that did harm"
        FAULT_ONLY = "fault_only", "Fault that did no harm"
        NO_FAULT = "no_fault", "No fault"
        NOT_INVESTIGATED = "not_investigated", "Not investigated"

    dispute = models.OneToOneField(Dispute, models.CASCADE, primary_key=True, related_name="ombudsman")
    who = models.CharField(max_length=5, choices=Who.choices, default=Who.LGSCO)
    reference = models.CharField(max_length=40, blank=True)
    answer_by = models.DateField(null=True, blank=True, help_text="The date the Ombudsman set for the council's answer")
    answered_on = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    found = models.CharField(max_length=16, choices=Found.choices, blank=True)
    finding = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(decided_on__isnull=True) | ~Q(found=""), name="decided_investigation_says_how"),
        ]

    def __str__(self):
        return self.reference or f"Ombudsman {self.pk}"


class Lesson(models.Model):
    """What was learned from a dispute, as an action that somebody owns, by a date, until it is done. Names no child."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="lessons")
    kind = models.CharField(max_length=20, choices=Reason.choices)
    learned = models.TextField()
    action = models.TextField(help_text="What will be done differently")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    due_on = models.DateField()
    recorded_on = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    done_on = models.DateField(null=True, blank=True)
    done_what = models.TextField(blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index("area", "due_on", name="lesson_in_area")]
        constraints = [
            models.CheckConstraint(condition=Q(done_on__isnull=True) | ~Q(done_what=""), name="lesson_done_says_what"),
            models.CheckConstraint(condition=Q(due_on__gte=F("recorded_on")), name="lesson_due_after_it_was_learned"),
        ]

    def __str__(self):
        return self.action[:60]

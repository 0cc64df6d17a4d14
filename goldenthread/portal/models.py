"""What families and others send us before there is a record to put it in."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.casework.models import Request
from goldenthread.people.models import Area, Child, Organisation


class Ask(models.Model):
    """Somebody asks for an assessment, or brings a child to our attention, with or without an account.

    While it is being written only the browser that began it, or whoever has its code, can open it. `sent_on` is the day
    it was received: the clock runs from it whether or not a record has been found yet. `held_on` is set when it may be
    about a child on record, until a person says which. `answers` keeps each page as it was typed.
    """

    class Who(models.TextChoices):
        PARENT = "parent", "A parent or carer"
        YOUNG_PERSON = "young_person", "The young person"
        SETTING = "setting", "A school, college or other setting"
        HEALTH = "health", "A health professional"
        SOCIAL_CARE = "social_care", "A social care professional"
        OTHER = "other", "Somebody else"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    who = models.CharField(max_length=12, choices=Who.choices, blank=True)
    code_hash = models.CharField(max_length=64, blank=True, db_index=True, help_text="SHA-256 of the code to come back with")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    school = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    child = models.ForeignKey(Child, models.PROTECT, null=True, blank=True, related_name="+", help_text="A pupil on record, whom a school chose")
    answers = models.JSONField(default=dict)
    papers = models.JSONField(default=list)
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    sent_on = models.DateField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    held_on = models.DateField(null=True, blank=True)
    agree_code_hash = models.CharField(max_length=64, blank=True, default="", db_default="", help_text="SHA-256 of the code that the family was sent")
    agree_until = models.DateTimeField(null=True, blank=True, help_text="When that code stops working")
    agree_tries = models.PositiveSmallIntegerField(default=0, db_default=0, help_text="Wrong codes since it was sent")
    agreed_at = models.DateTimeField(null=True, blank=True, help_text="When the family's code was entered")
    request = models.ForeignKey(Request, models.PROTECT, null=True, blank=True, related_name="asks")

    class Meta:
        ordering = ["-saved_at", "pk"]
        indexes = [
            models.Index("area", "sent_on", name="ask_to_settle", condition=Q(held_on__isnull=False, request__isnull=True)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(request__isnull=True) | Q(sent_on__isnull=False), name="ask_was_sent_before"),
        ]

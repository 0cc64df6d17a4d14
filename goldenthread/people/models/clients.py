"""A system that reads the record for a body, as far as its contract goes, and the keys it shows."""

from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from .agreements import Agreement
from .organisations import Area, Organisation


class ApiClient(models.Model):
    """A body's system (a school's records, a therapy service's diary) and the contract under which it may read.

    `resources` are resources of the permission table, never more than the body itself may see. Two people say yes: who
    wrote it down, and who agreed. It ends by itself on `until_on`. `user` is its account, with which nobody can sign in:
    the reading log names it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", help_text="The body it reads for")
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120, help_text="What the system is called")
    purpose = models.CharField(max_length=500, help_text="What it needs the facts for")
    contact = models.EmailField(help_text="Who answers for it")
    agreement = models.ForeignKey(Agreement, models.PROTECT, null=True, related_name="+", help_text="The agreement to share data under which it reads")
    resources = ArrayField(models.CharField(max_length=20))
    from_on = models.DateField()
    until_on = models.DateField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    written_on = models.DateField()
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    agreed_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="api_client_ends_after_it_began"),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True) | Q(written_by__isnull=True) | ~Q(agreed_by=F("written_by")), name="api_client_agreed_by_a_second_person"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ApiKey(models.Model):
    """A secret that a system shows with each question. Kept as a SHA-256 hash; `begins` is what people tell it by.

    `minute` and `asked` count the questions of the minute in which the last one came.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    client = models.ForeignKey(ApiClient, models.PROTECT, related_name="keys")
    begins = models.CharField(max_length=12)
    hashed = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    minute = models.DateTimeField(null=True, blank=True)
    asked = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-made_at", "pk"]

    def __str__(self) -> str:
        return f"{self.begins}…"

"""How to reach an area and the services it must name, as somebody asks to have it changed."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .organisations import Area


class ContactsChange(models.Model):
    """An administrator asked for other contacts of the area; the head of SEND agrees to them or not.

    `contacts` holds the new value of each field of `Area` that would change. Until it is agreed letters print the old ones.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="contacts_changes")
    contacts = models.JSONField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_on = models.DateField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    agreed_on = models.DateField(null=True)
    refused_on = models.DateField(null=True)

    class Meta:
        ordering = ["-asked_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                "area", condition=Q(agreed_on__isnull=True, refused_on__isnull=True), name="one_contacts_change_waits"
            ),
            models.CheckConstraint(
                condition=Q(agreed_on__isnull=True) | Q(refused_on__isnull=True), name="contacts_agreed_or_refused"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")), name="contacts_decided_by_another"
            ),
        ]

    def __str__(self):
        return f"Contacts of {self.area_id}, asked for on {self.asked_on}"

"""Who was asked to take up a role, by whom, and what came of it."""

from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from .organisations import Organisation

#: How long the link of an invitation works.
WORKS_FOR = timedelta(days=7)


class Invitation(models.Model):
    """Somebody is asked to take up a role in an organisation, or to choose their sign-in anew after losing it.

    The link is sent once a second person has agreed, where the role needs that; only its hash is kept. It works once,
    for seven days. `user` is the account that already has the address, or the one that the invitation made.
    """

    class Purpose(models.TextChoices):
        JOIN = "join", "Take up a role"
        RECOVER = "recover", "Choose a new password and second factor"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    purpose = models.CharField(max_length=8, choices=Purpose.choices, default=Purpose.JOIN)
    email = models.EmailField()
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=30, help_text="A role of the permission table")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="invitations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="invitations")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    invited_on = models.DateField()
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    agreed_on = models.DateField(null=True)
    token_hash = models.CharField(max_length=64, blank=True)
    expires_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    withdrawn_on = models.DateField(null=True)

    class Meta:
        ordering = ["-invited_on", "name", "pk"]
        constraints = [
            models.UniqueConstraint("token_hash", condition=~Q(token_hash=""), name="invitation_link_once"),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True) | Q(invited_by__isnull=True) | ~Q(agreed_by=models.F("invited_by")),
                name="two_people_invite",
            ),
            models.CheckConstraint(condition=Q(accepted_at__isnull=True) | Q(withdrawn_on__isnull=True), name="accepted_or_withdrawn"),
        ]
        indexes = [models.Index("organisation", name="invitation_open", condition=Q(accepted_at=None, withdrawn_on=None))]

    def __str__(self):
        return f"{self.name} as {self.role}"

"""Equipment that somebody asks for though no line of a plan names it."""

from datetime import date, timedelta
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from goldenthread.people.models import Area, Child, Organisation

from ..rhythm import EQUIPMENT_WEEKS


class EquipmentRequest(models.Model):
    """Special equipment a child needs: when the need was seen, who asked, what the council answered, and when it came.

    Six weeks run from the day on which the need was seen (`identified_on`), not from the answer. `organisation` is the body
    for which it was asked; none for a family or the council.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="equipment_requests")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    what = models.CharField(max_length=300)
    why = models.CharField(max_length=500)
    identified_on = models.DateField()
    asked_on = models.DateField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    agreed_on = models.DateField(null=True, blank=True)
    refused_on = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=500, blank=True, help_text="How it will come, or why it will not; the family reads it")
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    came_on = models.DateField(null=True, blank=True)
    came_said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-identified_on", "pk"]
        indexes = [
            models.Index("child", name="equipment_of_child"),
            models.Index("area", "identified_on", name="equipment_waited_for", condition=Q(came_on__isnull=True, refused_on__isnull=True)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(agreed_on__isnull=True) | Q(refused_on__isnull=True), name="equipment_agreed_or_refused"),
            models.CheckConstraint(condition=Q(refused_on__isnull=True) | ~Q(answer=""), name="equipment_refused_with_a_reason"),
            models.CheckConstraint(condition=Q(came_on__isnull=True) | Q(came_on__gte=F("identified_on")), name="equipment_came_after_it_was_needed"),
        ]

    def __str__(self):
        return self.what[:60]

    @property
    def due_on(self) -> date:
        """Six weeks from the day on which the need was seen."""
        return self.identified_on + timedelta(weeks=EQUIPMENT_WEEKS)

    @property
    def is_open(self) -> bool:
        """Somebody still waits for it."""
        return self.came_on is None and self.refused_on is None

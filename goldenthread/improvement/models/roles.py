"""Who answers for an action: roles, as plans print them, and the people who hold them from one day to another."""

from django.conf import settings
from django.db import models

from goldenthread.people.models import Area, Organisation

from .plans import Action


class PlanRole(models.Model):
    """A role that plans of the area name, in their words: "Head of SEND", "DCO". It outlasts whoever holds it.
    `partner` is the body that it belongs to, where somebody has said so: what its roles answer for is what that body promised."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    words = models.CharField(max_length=200)
    partner = models.ForeignKey(Organisation, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["words"]
        constraints = [models.UniqueConstraint(fields=["area", "words"], name="improvement_a_role_is_named_once")]

    def __str__(self) -> str:
        return self.words


class RoleHeld(models.Model):
    """Somebody holds a role, from a day until a day; both days count."""

    role = models.ForeignKey(PlanRole, models.CASCADE, related_name="held")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        ordering = ["-from_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(until_on__isnull=True) | models.Q(until_on__gte=models.F("from_on")), name="improvement_a_role_is_held_forwards"),
            models.UniqueConstraint(fields=["role", "user"], condition=models.Q(until_on__isnull=True), name="improvement_a_role_is_held_once"),
        ]


class ActionRole(models.Model):
    """A role answers for an action, or contributes to it, from a day until a day."""

    class Part(models.TextChoices):
        OWNER = "owner", "Answers for it"
        CONTRIBUTOR = "contributor", "Contributes to it"

    action = models.ForeignKey(Action, models.CASCADE, related_name="roles")
    role = models.ForeignKey(PlanRole, models.CASCADE, related_name="actions")
    part = models.CharField(max_length=11, choices=Part.choices)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        ordering = ["part", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(until_on__isnull=True) | models.Q(until_on__gte=models.F("from_on")), name="improvement_a_part_is_held_forwards"),
            models.UniqueConstraint(fields=["action", "role", "part"], condition=models.Q(until_on__isnull=True), name="improvement_a_part_is_held_once"),
        ]

"""Mediation and disagreement resolution: who was told what on which day."""

from django.db import models
from django.db.models import Q

from .dispute import Dispute


class Mediation(models.Model):
    """The way of one mediation (regulations 32 to 42), or of disagreement resolution (Act, section 57).

    `council_told_on` is the day the council was told that the family wants it: the 30 days run from there. `health` says
    whether the issues are also, or only, about health. `cannot_arrange_on` is the day the adviser was told that it
    could not be arranged in time. `certificate_on` lengthens the time to appeal.
    """

    class Health(models.TextChoices):
        NONE = "", "No health issue"
        ALSO = "also", "Health as well"
        ONLY = "only", "Health only"

    dispute = models.OneToOneField(Dispute, models.CASCADE, primary_key=True, related_name="mediation")
    contacted_on = models.DateField(null=True, blank=True, help_text="When the family contacted the adviser")
    declined_on = models.DateField(null=True, blank=True, help_text="When the family told the adviser that they want none")
    council_told_on = models.DateField(null=True, blank=True)
    health = models.CharField(max_length=4, choices=Health.choices, blank=True)
    health_board_told_on = models.DateField(null=True, blank=True)
    arranged_for = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    representative = models.CharField(max_length=200, blank=True, help_text="Who comes for the council with authority to settle (regulation 40)")
    cannot_arrange_on = models.DateField(null=True, blank=True)
    held_on = models.DateField(null=True, blank=True)
    finished_on = models.DateField(null=True, blank=True, help_text="When mediation was over, agreed or not")
    agreed_on = models.DateField(null=True, blank=True)
    without_council = models.BooleanField(default=False, help_text="Agreed with the health board alone")
    council_told_of_agreement_on = models.DateField(null=True, blank=True)
    certificate_on = models.DateField(null=True, blank=True)
    certificate_number = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(agreed_on__isnull=True) | Q(held_on__isnull=False), name="agreed_when_held"),
        ]

    def __str__(self):
        return f"Mediation {self.pk}"

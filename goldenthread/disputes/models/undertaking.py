"""What somebody has to do after a dispute: a term, a thing ordered, a direction, a remedy."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.casework.models import Replacement

from .dispute import Dispute


class Undertaking(models.Model):
    """One thing to be done, by its own date, with what shows that it was done.

    `from_on` is the day of the agreement, of the order, of the notice to the Tribunal, of the direction or of the
    decision. Where the law counts the date from there `due_on` is empty; where it was agreed in writing, directed or
    recommended, `due_on` holds it. One that changes a refusal is carried out through `replacement`, whose request then
    has its dates. `told_on`, `not_issuing_on` and `draft_on` are the steps of an order to reassess or to make a plan.
    """

    class Basis(models.TextChoices):
        AGREEMENT = "mediation", "Agreed in mediation"
        ORDER = "order", "Ordered by the Tribunal"
        UNOPPOSED = "unopposed", "Appeal not opposed"
        CONCEDED = "conceded", "The council gave way"
        DIRECTION = "direction", "Directed by the Tribunal"
        REMEDY = "remedy", "Remedy"

    class Kind(models.TextChoices):
        ASSESS = "assess", "Carry out an assessment"
        REASSESS = "reassess", "Carry out a reassessment"
        MAKE_PLAN = "make_plan", "Make a plan"
        AMEND = "amend", "Amend the plan"
        NAME = "name", "Name another school or setting"
        CONTINUE = "continue", "Keep the plan in place"
        CEASE = "cease", "End the plan"
        REMIT = "remit", "Decide again, as directed"
        PROVIDE = "provide", "Give the help that was missed"
        APOLOGISE = "apologise", "Say sorry"
        PAY = "pay", "Make a payment"
        CHANGE = "change", "Change how things are done"
        EVIDENCE = "evidence", "Send evidence"
        WORKING_DOCUMENT = "working_document", "Send the working document"
        BUNDLE = "bundle", "Send the bundle"
        ATTENDANCE = "attendance", "Say who comes to the hearing"
        OTHER = "other", "Something else"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    dispute = models.ForeignKey(Dispute, models.CASCADE, related_name="undertakings")
    basis = models.CharField(max_length=9, choices=Basis.choices)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    what = models.TextField(help_text="In its own words")
    from_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    who = models.CharField(max_length=120, blank=True, help_text="Who has to do it; the council where nobody is said")
    replacement = models.ForeignKey(Replacement, models.PROTECT, null=True, blank=True, related_name="undertakings")
    told_on = models.DateField(null=True, blank=True)
    not_issuing_on = models.DateField(null=True, blank=True)
    draft_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    how = models.TextField(blank=True, help_text="What was done, and what shows it")
    evidence = models.ForeignKey("disputes.Paper", models.PROTECT, null=True, blank=True, related_name="+")
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_on = models.DateField()

    class Meta:
        ordering = ["from_on", "due_on", "pk"]
        indexes = [models.Index("dispute", name="undertaking_of_dispute")]
        constraints = [
            models.CheckConstraint(condition=Q(done_on__isnull=True) | ~Q(how=""), name="undertaking_done_says_how"),
            models.CheckConstraint(condition=~Q(basis__in=("direction", "remedy")) | Q(due_on__isnull=False), name="undertaking_has_its_date"),
        ]

    def __str__(self):
        return self.what[:60]

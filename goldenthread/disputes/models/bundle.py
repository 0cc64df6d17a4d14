"""Papers of a dispute, papers kept out of bundles, and the bundles made."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.core.models import StoredFile
from goldenthread.people.models import Document

from .dispute import Dispute


class Paper(models.Model):
    """A paper that belongs to a dispute and to nobody who may not see it: a certificate, an order, evidence, a response.

    `looked_on` says that a person looked at it and answers for its being this child's, though it names another.
    """

    class Kind(models.TextChoices):
        CERTIFICATE = "certificate", "Mediation certificate"
        AGREEMENT = "agreement", "Mediation agreement"
        APPEAL_FORM = "appeal_form", "Appeal form"
        RESPONSE = "response", "The council’s response"
        EVIDENCE = "evidence", "Evidence"
        WORKING_DOCUMENT = "working_document", "Working document"
        ORDER = "order", "Order or decision"
        LETTER = "letter", "Letter"
        OTHER = "other", "Another paper"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="papers")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    title = models.CharField(max_length=200)
    made_on = models.DateField()
    added_on = models.DateField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    from_family = models.BooleanField(default=False)
    looked_on = models.DateField(null=True, blank=True)
    looked_why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["made_on", "title", "pk"]
        indexes = [models.Index("dispute", name="paper_of_dispute")]

    @property
    def child_id(self):
        """The child whose dispute it is."""
        return self.dispute.child_id

    def __str__(self):
        return self.title


class KeptOut(models.Model):
    """A paper of a child's record that goes into no bundle, and why: sealed, or another person's."""

    document = models.OneToOneField(Document, models.CASCADE, primary_key=True, related_name="kept_out")
    because = models.CharField(max_length=500)
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    def __str__(self):
        return self.because[:60]


class Bundle(models.Model):
    """One child's papers for one dispute as a single PDF with page numbers and a list of contents.

    `order` names every paper with its pages, so that a later bundle keeps the order of the one before and adds what came
    since at its end. `left_out` says which papers are not in it and why: for officers only. One that is "wanted" was asked of
    somebody who may make it, by somebody who may not; `asked_by` is then whoever wants it, and afterwards whoever makes it.
    """

    class State(models.TextChoices):
        WANTED = "wanted", "Asked for"
        WAITING = "waiting", "Waiting to be made"
        MAKING = "making", "Being made"
        MADE = "made", "Made"
        FAILED = "failed", "Could not be made"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="bundles")
    number = models.PositiveSmallIntegerField()
    asked_on = models.DateField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    pages = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(null=True, blank=True)
    order = models.JSONField(default=list)
    left_out = models.JSONField(default=list)
    fault = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint("dispute", "number", name="bundle_once"),
            models.UniqueConstraint("dispute", condition=Q(state__in=("waiting", "making")), name="one_bundle_made_at_once"),
            models.UniqueConstraint("dispute", condition=Q(state="wanted"), name="one_bundle_wanted_at_once"),
            models.CheckConstraint(condition=~Q(state="made") | Q(file__isnull=False, made_at__isnull=False), name="made_bundle_has_its_file"),
        ]

    def __str__(self):
        return f"Bundle {self.number}"


class BundleProgress(models.Model):
    """How far the worker is with a bundle: papers done, of how many. Numbers alone, by the bundle's id; it names nothing."""

    id = models.UUIDField(primary_key=True, editable=False)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)

    def __str__(self):
        return f"{self.done} of {self.total}"
